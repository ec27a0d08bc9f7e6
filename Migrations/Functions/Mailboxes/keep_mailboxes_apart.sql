-- keep_mailboxes_apart: a campaign writes to invented people or to real ones, never to both.
CREATE FUNCTION fn.keep_mailboxes_apart() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM campaigns c
  WHERE (c.workspace_id, c.id) = (NEW.workspace_id, NEW.campaign_id) FOR NO KEY UPDATE;
  PERFORM FROM campaign_mailboxes cm
    JOIN mailboxes other ON (other.workspace_id, other.id) = (cm.workspace_id, cm.mailbox_id)
    JOIN mailboxes chosen ON (chosen.workspace_id, chosen.id) = (NEW.workspace_id, NEW.mailbox_id)
  WHERE (cm.workspace_id, cm.campaign_id) = (NEW.workspace_id, NEW.campaign_id)
    AND (other.kind = 'practice') <> (chosen.kind = 'practice');
  IF FOUND THEN
    RAISE EXCEPTION 'A campaign is on practice mailboxes or on real ones, never on both.'
      USING ERRCODE = 'OR409';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER practice_and_real_are_never_mixed
BEFORE INSERT OR UPDATE ON campaign_mailboxes
FOR EACH ROW EXECUTE FUNCTION fn.keep_mailboxes_apart();
