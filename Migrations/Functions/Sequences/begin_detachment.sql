-- begin_detachment: detaches a list that was attached to a campaign by mistake. Its leads who got no email
-- leave the campaign together with the accounts that it brought (fn.accounts_brought_by), unless an account
-- was reviewed, annotated or contacted; attaching the list again brings them back. Leads who got an email continue, or with `ends` get nothing
-- more. Leads who are also on another attached list stay. fn.detach_batch does the work.
--
-- Refuses with OR404 (the list is not attached) or OR409 (it is being attached or detached).
CREATE FUNCTION fn.begin_detachment(campaign bigint, list bigint, ends boolean) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  begun bigint;
BEGIN
  PERFORM FROM campaigns c WHERE c.id = campaign FOR NO KEY UPDATE;
  PERFORM fn.refuse_list_at_work(campaign, list);
  DELETE FROM campaign_lists c WHERE c.campaign_id = campaign AND c.list_id = list;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_list' USING ERRCODE = 'OR404', DETAIL = list::text;
  END IF;
  INSERT INTO attachments (campaign_id, list_id, detaches, ends, contacts)
  SELECT campaign, l.id, true, begin_detachment.ends, l.contacts
  FROM lists l
  WHERE l.id = list
  ON CONFLICT DO NOTHING
  RETURNING id INTO begun;
  IF begun IS NULL THEN
    RAISE EXCEPTION 'list_is_being_attached' USING ERRCODE = 'OR409';
  END IF;
  RETURN begun;
END
$$;
