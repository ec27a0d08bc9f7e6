-- detach_list: removes a list that was attached to a campaign by mistake. Its leads who got no email leave
-- the campaign together with the accounts that it brought (fn.accounts_brought_by), unless an account was
-- reviewed, annotated or contacted; attaching the list again brings them back. Leads who got an email
-- continue, or with `ends` get nothing more. Leads who are also on another attached list stay.
--
-- Refuses with OR404 (the list is not attached) or OR409 (it is being attached).
CREATE FUNCTION fn.detach_list(campaign bigint, list bigint, ends boolean)
RETURNS TABLE (leads_removed bigint, leads_written bigint, accounts_removed bigint)
LANGUAGE plpgsql AS $$
DECLARE
  unwritten bigint[];
  written bigint[];
  accounts bigint[];
  emptied bigint[];
BEGIN
  -- Enrollments into this campaign wait until this is committed.
  PERFORM FROM campaigns c WHERE c.id = campaign FOR NO KEY UPDATE;
  PERFORM FROM attachments t
  WHERE t.campaign_id = campaign AND t.list_id = list AND t.state = 'working';
  IF FOUND THEN
    RAISE EXCEPTION 'list_is_being_attached' USING ERRCODE = 'OR409';
  END IF;
  DELETE FROM campaign_lists c WHERE c.campaign_id = campaign AND c.list_id = list;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_list' USING ERRCODE = 'OR404', DETAIL = list::text;
  END IF;

  -- A claim that came first is waited for, and seen.
  PERFORM FROM campaign_accounts ca
  WHERE ca.campaign_id = campaign
    AND ca.account_id IN (SELECT l.account_id FROM fn.leads_of_list(campaign, list) l)
  ORDER BY ca.account_id
  FOR UPDATE;
  PERFORM FROM deliveries d
  WHERE d.enrollment_id IN (SELECT l.enrollment_id FROM fn.leads_of_list(campaign, list) l)
  ORDER BY d.id
  FOR UPDATE;
  SELECT array_agg(l.enrollment_id) FILTER (WHERE NOT l.is_written),
    array_agg(l.enrollment_id) FILTER (WHERE l.is_written),
    array_agg(DISTINCT l.account_id) FILTER (WHERE NOT l.is_written)
  INTO unwritten, written, accounts
  FROM fn.leads_of_list(campaign, list) l;

  DELETE FROM decisions x USING deliveries d
  WHERE d.enrollment_id = ANY (unwritten) AND (x.workspace_id, x.delivery_id) = (d.workspace_id, d.id);
  DELETE FROM delivery_links x USING deliveries d
  WHERE d.enrollment_id = ANY (unwritten) AND (x.workspace_id, x.delivery_id) = (d.workspace_id, d.id);
  DELETE FROM deliveries d WHERE d.enrollment_id = ANY (unwritten);
  UPDATE replies r SET enrollment_id = NULL WHERE r.enrollment_id = ANY (unwritten);
  DELETE FROM enrollments e WHERE e.id = ANY (unwritten);

  SELECT array_agg(ca.account_id) INTO emptied
  FROM campaign_accounts ca
  WHERE ca.campaign_id = campaign AND ca.account_id = ANY (accounts)
    AND ca.review_status = 'pending' AND ca.outreach_status IN ('not_started', 'scheduled')
    AND ca.override_score IS NULL AND ca.notes = '' AND ca.tags = '{}'
    AND NOT EXISTS (
      SELECT FROM enrollments e
      WHERE e.campaign_id = campaign AND e.account_id = ca.account_id)
    AND NOT EXISTS (
      SELECT FROM messages m
      WHERE m.workspace_id = ca.workspace_id AND m.campaign_id = campaign
        AND m.account_id = ca.account_id);
  SELECT array_agg(b.account_id) INTO emptied FROM fn.accounts_brought_by(campaign, list, emptied) b;
  IF emptied IS NOT NULL THEN
    PERFORM fn.take_out_accounts(campaign, emptied);
  END IF;
  -- Lets fn.keep_outreach_forward move accounts back that were only scheduled.
  PERFORM set_config('overture.outreach_goes_back', 'on', true);
  UPDATE campaign_accounts ca
  SET outreach_status = CASE
    WHEN EXISTS (
      SELECT FROM messages m
      WHERE m.workspace_id = ca.workspace_id AND m.campaign_id = campaign
        AND m.account_id = ca.account_id AND m.state = 'draft')
    THEN 'draft' ELSE 'not_started' END::outreach_status
  WHERE ca.campaign_id = campaign AND ca.account_id = ANY (accounts)
    AND ca.outreach_status = 'scheduled'
    AND NOT EXISTS (
      SELECT FROM enrollments e
      WHERE e.campaign_id = campaign AND e.account_id = ca.account_id AND e.state = 'active');
  PERFORM set_config('overture.outreach_goes_back', '', true);
  IF ends THEN
    PERFORM fn.end_enrollment(e.id, 'manually_removed')
    FROM enrollments e WHERE e.id = ANY (written) AND e.state = 'active';
  END IF;

  RETURN QUERY SELECT coalesce(cardinality(unwritten), 0)::bigint,
    coalesce(cardinality(written), 0)::bigint, coalesce(cardinality(emptied), 0)::bigint;
END
$$;
