-- attach_list: enrols the contacts of a list in a campaign, those whose accounts were let in, see
-- fn.add_accounts. Attached once more, it takes in who has come to the list since. Answers what
-- fn.enrol_list says.
CREATE FUNCTION fn.attach_list(campaign bigint, list bigint)
RETURNS TABLE (outcome text, contacts bigint)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM lists l WHERE l.id = list AND l.archived_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no list %', list USING ERRCODE = 'OR404';
  END IF;
  PERFORM FROM campaigns c WHERE c.id = campaign AND c.status = 'completed';
  IF FOUND THEN
    RAISE EXCEPTION 'This campaign is completed. Make a new one to write to more leads.'
      USING ERRCODE = 'OR409';
  END IF;

  INSERT INTO campaign_lists (campaign_id, list_id) VALUES (campaign, list)
  ON CONFLICT (workspace_id, campaign_id, list_id) DO UPDATE SET attached_at = now();

  RETURN QUERY SELECT e.outcome, e.contacts FROM fn.enrol_list(campaign, list) e;
END
$$;
