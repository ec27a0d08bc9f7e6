-- detach_batch: takes the leads of the next contacts of a list out of its campaign, see fn.begin_detachment,
-- in one transaction with the progress: interrupted work is done again, and nothing is done twice. Returns
-- the state after the batch.
--
-- An account with leads in several batches leaves with the last of them.
CREATE FUNCTION fn.detach_batch(detachment bigint, at_most int) RETURNS attachment_state
LANGUAGE plpgsql
-- Plans are cached while the tables change their size: each row is looked up by its key.
SET enable_seqscan = off
AS $$
DECLARE
  a attachments;
  last bigint;
  looked bigint;
  unwritten bigint[];
  written bigint[];
  accounts bigint[];
  emptied bigint[];
BEGIN
  SELECT * INTO a FROM attachments t WHERE t.id = detachment AND t.detaches FOR UPDATE;
  IF a.state IS DISTINCT FROM 'working' THEN
    RETURN a.state;
  END IF;
  -- Enrollments into this campaign wait until this is committed.
  PERFORM FROM campaigns c WHERE c.id = a.campaign_id FOR NO KEY UPDATE;

  SELECT max(n.contact_id), count(*) INTO last, looked
  FROM (
    SELECT l.contact_id FROM list_contacts l
    WHERE l.list_id = a.list_id AND l.contact_id > a.last_contact
    ORDER BY l.contact_id
    LIMIT at_most
  ) n;
  last := coalesce(last, a.last_contact);

  -- A claim that came first is waited for, and seen.
  SELECT array_agg(l.enrollment_id), array_agg(DISTINCT l.account_id) INTO unwritten, accounts
  FROM fn.leads_of_list(a.campaign_id, a.list_id, a.last_contact, last) l;
  PERFORM FROM campaign_accounts ca
  WHERE ca.campaign_id = a.campaign_id AND ca.account_id = ANY (accounts)
  ORDER BY ca.account_id
  FOR UPDATE;
  PERFORM FROM deliveries d WHERE d.enrollment_id = ANY (unwritten) ORDER BY d.id FOR UPDATE;
  SELECT array_agg(l.enrollment_id) FILTER (WHERE NOT l.is_written),
    array_agg(l.enrollment_id) FILTER (WHERE l.is_written),
    array_agg(DISTINCT l.account_id) FILTER (WHERE NOT l.is_written)
  INTO unwritten, written, accounts
  FROM fn.leads_of_list(a.campaign_id, a.list_id, a.last_contact, last) l;

  DELETE FROM decisions x USING deliveries d
  WHERE d.enrollment_id = ANY (unwritten) AND (x.workspace_id, x.delivery_id) = (d.workspace_id, d.id);
  DELETE FROM delivery_links x USING deliveries d
  WHERE d.enrollment_id = ANY (unwritten) AND (x.workspace_id, x.delivery_id) = (d.workspace_id, d.id);
  DELETE FROM deliveries d WHERE d.enrollment_id = ANY (unwritten);
  UPDATE replies r SET enrollment_id = NULL WHERE r.enrollment_id = ANY (unwritten);
  PERFORM fn.delete_enrollments(unwritten);

  SELECT array_agg(ca.account_id) INTO emptied
  FROM campaign_accounts ca
  WHERE ca.campaign_id = a.campaign_id AND ca.account_id = ANY (accounts)
    AND ca.review_status = 'pending' AND ca.outreach_status IN ('not_started', 'scheduled')
    AND ca.override_score IS NULL AND ca.notes = '' AND ca.tags = '{}'
    AND NOT EXISTS (
      SELECT FROM enrollments e
      WHERE e.campaign_id = a.campaign_id AND e.account_id = ca.account_id)
    AND NOT EXISTS (
      SELECT FROM messages m
      WHERE m.workspace_id = ca.workspace_id AND m.campaign_id = a.campaign_id
        AND m.account_id = ca.account_id);
  SELECT array_agg(b.account_id) INTO emptied
  FROM fn.accounts_brought_by(a.campaign_id, a.list_id, emptied) b;
  IF emptied IS NOT NULL THEN
    PERFORM fn.take_out_accounts(a.campaign_id, emptied);
  END IF;
  -- Lets fn.keep_outreach_forward move accounts back that were only scheduled.
  PERFORM set_config('overture.outreach_goes_back', 'on', true);
  UPDATE campaign_accounts ca
  SET outreach_status = CASE
    WHEN EXISTS (
      SELECT FROM messages m
      WHERE m.workspace_id = ca.workspace_id AND m.campaign_id = a.campaign_id
        AND m.account_id = ca.account_id AND m.state = 'draft')
    THEN 'draft' ELSE 'not_started' END::outreach_status
  WHERE ca.campaign_id = a.campaign_id AND ca.account_id = ANY (accounts)
    AND ca.outreach_status = 'scheduled'
    AND NOT EXISTS (
      SELECT FROM enrollments e
      WHERE e.campaign_id = a.campaign_id AND e.account_id = ca.account_id AND e.state = 'active');
  PERFORM set_config('overture.outreach_goes_back', '', true);
  IF a.ends THEN
    PERFORM fn.end_enrollment(e.id, 'manually_removed')
    FROM enrollments e WHERE e.id = ANY (written) AND e.state = 'active';
  END IF;

  UPDATE attachments t
  SET outcomes = (
      SELECT jsonb_object_agg(o.key, o.figure + coalesce((t.outcomes ->> o.key)::bigint, 0))
      FROM (VALUES ('leads_removed', coalesce(cardinality(unwritten), 0)),
        ('leads_written', coalesce(cardinality(written), 0)),
        ('accounts_removed', coalesce(cardinality(emptied), 0))) o (key, figure)),
    contacts_done = t.contacts_done + looked,
    contacts = greatest(t.contacts, t.contacts_done + looked),
    last_contact = last,
    state = CASE WHEN looked < at_most THEN 'done' ELSE 'working' END::attachment_state,
    finished_at = CASE WHEN looked < at_most THEN now() END
  WHERE t.id = detachment
  RETURNING * INTO a;
  PERFORM pg_notify('overture_campaigns', a.workspace_id || '/attachments:' || a.campaign_id);
  RETURN a.state;
END
$$;
