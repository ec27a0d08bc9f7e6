-- begin_attachment: starts attaching a list to a campaign: its accounts pass the guardrails, and with
-- `enrolls` its contacts enter the sequence. Attaching it again adds the contacts that joined the list since.
-- fn.attach_batch does the work.
--
-- Refuses with OR404 (no such list or campaign), OR409 (the list is being attached or detached, it or the
-- campaign is archived, or the campaign is completed and has fn.reopen_obstacles) or OR422 (a flag that no
-- guardrail has).
CREATE FUNCTION fn.begin_attachment(campaign bigint, list bigint, with_flags text[], enrolls boolean)
RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  chosen lists;
  target campaigns;
  missing text;
  begun bigint;
BEGIN
  -- Locked first, as in fn.begin_detachment and fn.set_campaign_status: each waits for the other, and sees it.
  SELECT * INTO target FROM campaigns c WHERE c.id = campaign FOR NO KEY UPDATE;
  SELECT * INTO chosen FROM lists l WHERE l.id = list;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_list' USING ERRCODE = 'OR404', DETAIL = list::text;
  END IF;
  IF chosen.archived_at IS NOT NULL THEN
    RAISE EXCEPTION 'list_is_archived' USING ERRCODE = 'OR409', DETAIL = chosen.name;
  END IF;
  -- Its contacts would leave campaigns that do send.
  IF target.archived_at IS NOT NULL THEN
    RAISE EXCEPTION 'campaign_is_archived' USING ERRCODE = 'OR409', DETAIL = target.name;
  END IF;
  PERFORM fn.let_accounts_in(campaign, '{}', with_flags, dry_run => true);
  -- Asked first: the batch that may hold this row waits for the campaign's.
  PERFORM fn.refuse_list_at_work(campaign, list);
  IF enrolls THEN
    SELECT string_agg(o, E'\n') INTO missing FROM fn.reopen_obstacles(campaign) o;
    IF missing IS NOT NULL THEN
      RAISE EXCEPTION 'completed_campaign_cannot_run' USING ERRCODE = 'OR409', DETAIL = missing;
    END IF;
  END IF;

  IF enrolls THEN
    INSERT INTO campaign_lists (campaign_id, list_id) VALUES (campaign, list)
    ON CONFLICT (workspace_id, campaign_id, list_id) DO UPDATE SET attached_at = now();
  END IF;
  INSERT INTO attachments (campaign_id, list_id, flags, enrolls, contacts)
  VALUES (campaign, list, with_flags, begin_attachment.enrolls, chosen.contacts)
  RETURNING id INTO begun;
  RETURN begun;
END
$$;
