-- refuse_mixed_mailboxes: a campaign uses either practice mailboxes or real ones: a rehearsal must never
-- reach real people.
CREATE FUNCTION fn.refuse_mixed_mailboxes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  -- Two mailboxes chosen at the same time look at each other, too.
  PERFORM FROM campaigns c
  WHERE (c.workspace_id, c.id) = (NEW.workspace_id, NEW.campaign_id)
  FOR NO KEY UPDATE;
  IF (
    SELECT count(DISTINCT m.kind)
    FROM campaign_mailboxes cm
      JOIN mailboxes m ON (m.workspace_id, m.id) = (cm.workspace_id, cm.mailbox_id)
    WHERE (cm.workspace_id, cm.campaign_id) = (NEW.workspace_id, NEW.campaign_id)
  ) > 1 THEN
    RAISE EXCEPTION 'mailboxes_are_mixed' USING ERRCODE = 'OR422', CONSTRAINT = 'never_mixed';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER never_mixed
  AFTER INSERT OR UPDATE ON campaign_mailboxes
  DEFERRABLE INITIALLY IMMEDIATE
  FOR EACH ROW EXECUTE FUNCTION fn.refuse_mixed_mailboxes();
