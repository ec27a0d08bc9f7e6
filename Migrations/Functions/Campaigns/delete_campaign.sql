-- delete_campaign: deletes a campaign with everything that belongs to it alone. Accounts, contacts, scores
-- and suppressions stay. Messages stay with their accounts, without a campaign; audit entries and API costs
-- stay, too.
--
-- Refuses with OR404 (no such campaign), OR422 (the typed name is not its name) or OR409 (it is running, or
-- an email of it is being sent or unconfirmed).
CREATE FUNCTION fn.delete_campaign(campaign bigint, typed_name text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  doomed campaigns;
  batch bigint[];
BEGIN
  -- From here on no other transaction can add to the campaign or start it.
  SELECT * INTO doomed FROM campaigns c WHERE c.id = campaign FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  IF doomed.name <> typed_name THEN
    RAISE EXCEPTION 'name_is_another' USING ERRCODE = 'OR422', DETAIL = doomed.name;
  END IF;
  IF doomed.status = 'running' THEN
    RAISE EXCEPTION 'campaign_is_running' USING ERRCODE = 'OR409';
  END IF;
  IF EXISTS (
    SELECT FROM deliveries d
    WHERE d.campaign_id = campaign AND d.stage IN ('held', 'unconfirmed')
  ) THEN
    RAISE EXCEPTION 'email_of_campaign_is_open' USING ERRCODE = 'OR409';
  END IF;

  IF EXISTS (
    SELECT FROM attachments t WHERE t.campaign_id = campaign AND t.state = 'working'
  ) THEN
    RAISE EXCEPTION 'campaign_is_attaching' USING ERRCODE = 'OR409';
  END IF;

  -- One audit entry covers all of it.
  PERFORM set_config('overture.audit', 'off', true);
  LOOP
    SELECT array_agg(b.account_id) INTO batch
    FROM (
      SELECT ca.account_id FROM campaign_accounts ca WHERE ca.campaign_id = campaign LIMIT 1000
    ) b;
    EXIT WHEN batch IS NULL;
    PERFORM fn.take_out_accounts(campaign, batch);
  END LOOP;
  DELETE FROM former_leads WHERE campaign_id = campaign;
  DELETE FROM steps WHERE campaign_id = campaign;
  DELETE FROM attachments WHERE campaign_id = campaign;
  DELETE FROM campaign_lists WHERE campaign_id = campaign;
  DELETE FROM campaign_mailboxes WHERE campaign_id = campaign;
  DELETE FROM expenses WHERE campaign_id = campaign;
  -- A fold holds locks on these rows; deltas that were folded before the lock was free are deleted by the
  -- next statement.
  DELETE FROM campaign_deltas WHERE campaign_id = campaign;
  DELETE FROM campaign_counts WHERE campaign_id = campaign;
  DELETE FROM step_deltas WHERE campaign_id = campaign;
  DELETE FROM step_counts WHERE campaign_id = campaign;
  DELETE FROM expense_deltas WHERE campaign_id = campaign;
  DELETE FROM expense_counts WHERE campaign_id = campaign;
  DELETE FROM campaigns WHERE id = campaign;

  PERFORM set_config('overture.audit', '', true);
  INSERT INTO audit_entries (action, subject_kind, subject_id, subject_name, before)
  VALUES ('deleted', 'campaign', campaign, doomed.name, to_jsonb(doomed));
END
$$;
