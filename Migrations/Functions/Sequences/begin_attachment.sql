-- begin_attachment: starts attaching a list to a campaign: its accounts pass the guardrails, and with
-- `enrolls` its contacts enter the sequence. Attaching it again adds the contacts that joined the list since.
-- fn.attach_batch does the work.
--
-- Refuses with OR404 (no such list or campaign), OR409 (it is being attached or detached) or OR422 (a flag
-- that no guardrail has).
CREATE FUNCTION fn.begin_attachment(campaign bigint, list bigint, with_flags text[], enrolls boolean)
RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  size bigint;
  begun bigint;
BEGIN
  SELECT l.contacts INTO size FROM lists l WHERE l.id = list AND l.archived_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_list' USING ERRCODE = 'OR404', DETAIL = list::text;
  END IF;
  PERFORM fn.let_accounts_in(campaign, '{}', with_flags, dry_run => true);

  IF enrolls THEN
    INSERT INTO campaign_lists (campaign_id, list_id) VALUES (campaign, list)
    ON CONFLICT (workspace_id, campaign_id, list_id) DO UPDATE SET attached_at = now();
  END IF;
  INSERT INTO attachments (campaign_id, list_id, flags, enrolls, contacts)
  VALUES (campaign, list, with_flags, begin_attachment.enrolls, size)
  ON CONFLICT DO NOTHING
  RETURNING id INTO begun;
  IF begun IS NULL THEN
    PERFORM fn.refuse_list_at_work(campaign, list);
    RAISE EXCEPTION 'list_is_being_attached' USING ERRCODE = 'OR409';
  END IF;
  RETURN begun;
END
$$;
