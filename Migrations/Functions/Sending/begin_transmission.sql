-- begin_transmission: writes down that these mails may leave from now on, and says which of them may.
-- It is committed after the servers' 354s, before the first bytes of the messages: what is found in
-- `transmitting` may have been sent, and what is found in `claimed` has not.
--
-- Whatever was said meanwhile counts: an unsubscription, an answer, a bounce, a pause, the end of the
-- window. What is not returned must not be sent. The links of the mails are written here, too, because somebody may
-- click as soon as one has arrived.
CREATE FUNCTION fn.begin_transmission(
  workspaces bigint[], wanted bigint[], worker text,
  link_workspaces bigint[], link_deliveries bigint[], link_numbers int[], link_targets text[]
) RETURNS SETOF bigint
LANGUAGE plpgsql
SET enable_seqscan = off
SET join_collapse_limit = 1
AS $$
BEGIN
  -- A sender that has lost its name, because PostgreSQL was stopped, sends nothing more under it: what
  -- it claimed is planned again, and what it begins now would be in doubt at once.
  IF pg_try_advisory_xact_lock(hashtext('overture.sender'), hashtext(worker)) THEN
    RETURN;
  END IF;

  INSERT INTO delivery_links (workspace_id, delivery_id, number, target)
  SELECT l.workspace, l.delivery, l.number, l.target
  FROM unnest(link_workspaces, link_deliveries, link_numbers, link_targets)
    l (workspace, delivery, number, target)
  ON CONFLICT (workspace_id, delivery_id, number) DO UPDATE SET target = excluded.target;

  RETURN QUERY
  UPDATE deliveries d
  SET state = 'transmitting', transmitting_at = clock_timestamp()
  FROM unnest(workspaces, wanted) w (workspace, delivery)
    JOIN deliveries old ON (old.workspace_id, old.id) = (w.workspace, w.delivery)
    JOIN enrolments e ON (e.workspace_id, e.id) = (old.workspace_id, old.enrolment_id)
    JOIN campaigns c ON (c.workspace_id, c.id) = (old.workspace_id, old.campaign_id)
    JOIN mailboxes m ON (m.workspace_id, m.id) = (old.workspace_id, old.mailbox_id)
    JOIN campaign_accounts ca ON (ca.workspace_id, ca.campaign_id, ca.account_id)
      = (e.workspace_id, e.campaign_id, e.account_id)
    CROSS JOIN LATERAL fn.contact_refusals(e.workspace_id, e.contact_id, 'email') r
  WHERE (d.workspace_id, d.id) = (w.workspace, w.delivery)
    -- Not said with `=`: the planner, to whose knowledge nothing is ever claimed, would go through
    -- all that this worker holds.
    AND (d.state, d.claimed_by) IS NOT DISTINCT FROM ('claimed', begin_transmission.worker)
    AND d.claimed_until > clock_timestamp()
    AND e.state = 'active'
    AND NOT coalesce(e.held_until > clock_timestamp(), false)
    AND c.status = 'running'
    AND c.archived_at IS NULL
    AND coalesce(c.launch_at <= clock_timestamp(), true)
    AND (c.schedule IS NULL OR fn.is_open(c.schedule, clock_timestamp()))
    AND m.state = 'ready'
    AND m.archived_at IS NULL
    AND ca.review_status <> 'rejected'
    AND (ca.review_status = 'approved' OR NOT c.only_approved)
    AND r.refusal IS NULL
    AND NOT EXISTS (
      SELECT FROM replies p
      WHERE (p.workspace_id, p.enrolment_id) = (e.workspace_id, e.id) AND p.class IS NULL)
  RETURNING d.id;
END
$$;
