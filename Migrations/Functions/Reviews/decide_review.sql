-- decide_review: a person approves or rejects accounts of a campaign, or undoes the decision (pending).
-- Returns which accounts were decided and their review before, so that it can be undone.
--
-- An approved account may be emailed immediately; a rejected one gets nothing more. Accounts with an email
-- that is being sent keep the decision that let it through and are left as they are. For a single account it
-- refuses instead: with OR409, and with OR404 if it is not in the campaign.
CREATE FUNCTION fn.decide_review(campaign bigint, accounts bigint[], verdict review_status)
RETURNS TABLE (account_id bigint, was review_status)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  -- The rows are locked first, in the same order everywhere, so that decisions cannot deadlock. A claim does
  -- not lock them: an email that is claimed after the check below does not begin once the decision is
  -- committed, see fn.wait_for_transmissions and fn.begin_transmission.
  PERFORM FROM campaign_accounts ca
  WHERE ca.campaign_id = campaign AND ca.account_id = ANY (accounts)
  ORDER BY ca.account_id
  FOR NO KEY UPDATE;
  IF NOT FOUND AND cardinality(accounts) = 1 THEN
    RAISE EXCEPTION 'account_not_in_campaign' USING ERRCODE = 'OR404', DETAIL = accounts[1]::text;
  END IF;

  RETURN QUERY
  WITH decided AS (
    UPDATE campaign_accounts ca
    SET review_status = verdict,
      reviewed_by = CASE WHEN verdict <> 'pending' THEN rule.person() END,
      reviewed_at = CASE WHEN verdict <> 'pending' THEN now() END
    FROM campaign_accounts old
    WHERE ca.campaign_id = campaign AND ca.account_id = ANY (accounts)
      AND (old.workspace_id, old.campaign_id, old.account_id)
        = (ca.workspace_id, ca.campaign_id, ca.account_id)
      AND (verdict = 'approved' OR NOT EXISTS (
        SELECT FROM enrollments e
          JOIN deliveries d ON (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
        WHERE (e.workspace_id, e.campaign_id, e.account_id)
            = (ca.workspace_id, ca.campaign_id, ca.account_id)
          AND d.state IN ('claimed', 'transmitting')))
    RETURNING ca.account_id, old.review_status AS was
  ),
  told AS (
    SELECT fn.emit_events(array_agg(
      ROW(rule.workspace(), NULL, 'account.reviewed', 'account:' || d.account_id, campaign, d.account_id,
        NULL, NULL, NULL, NULL, jsonb_build_object('from', d.was, 'to', verdict))::emission)
      FILTER (WHERE d.was <> verdict))
    FROM decided d
  )
  SELECT d.account_id, d.was FROM decided d CROSS JOIN told;

  IF NOT FOUND AND cardinality(accounts) = 1 THEN
    RAISE EXCEPTION 'email_to_account_is_leaving' USING ERRCODE = 'OR409';
  END IF;
END
$$;
