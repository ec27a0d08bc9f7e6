-- begin_transmission: records that these emails may leave from now on, and returns those that may. It is
-- committed after the servers' 354 replies, before the first bytes of the messages: a delivery in
-- `transmitting` may have been sent, and one in `claimed` has not.
--
-- An email is named by its claim and begins once under it. If the answer is lost, the sender does not know
-- the result, so it must not send and returns the email. An email that is not returned here must not be sent.
-- The links of the emails are stored here, too, because a recipient may click as soon as an email has
-- arrived.
--
-- Everything that was committed before this commit counts: an unsubscribe, a reply, a bounce, a pause, the
-- end of the window. So it first locks what it decides on, and decides with the next statement, whose
-- snapshot is newer than the locks. The order of locks, for every transaction that takes several:
--   campaign and mailbox (advisory, shared here), enrollment (FOR SHARE here), delivery.
-- Acts take the other side of them, see fn.wait_for_transmissions. Nothing waits here: while an act is
-- running, the email does not begin and is claimed again. So no transaction of one workspace holds up the
-- emails of others, and this function cannot be part of a deadlock.
CREATE FUNCTION fn.begin_transmission(
  workspaces bigint[], wanted bigint[], claims bigint[], worker text,
  link_workspaces bigint[], link_deliveries bigint[], link_numbers int[], link_targets text[]
) RETURNS SETOF bigint
LANGUAGE plpgsql
SET enable_seqscan = off
SET join_collapse_limit = 1
AS $$
DECLARE
  locked record;
  moment timestamptz;
BEGIN
  -- A sender that lost its name because PostgreSQL was stopped sends nothing more under it: its claims are
  -- planned again, and an email that it began now would immediately be unconfirmed.
  IF pg_try_advisory_xact_lock(hashtext('overture.sender'), hashtext(worker)) THEN
    RETURN;
  END IF;

  SELECT array_agg(l.workspace_id) AS workspaces, array_agg(l.id) AS deliveries,
    array_agg(l.claim) AS claims
  INTO locked
  FROM (
    SELECT d.workspace_id, d.id, w.claim
    FROM unnest(workspaces, wanted, claims) w (workspace, delivery, claim)
      JOIN deliveries d ON (d.workspace_id, d.id) = (w.workspace, w.delivery)
      JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
    WHERE pg_try_advisory_xact_lock_shared(hashtext('overture.campaign'), hashint8(d.campaign_id))
      AND pg_try_advisory_xact_lock_shared(hashtext('overture.mailbox'), hashint8(d.mailbox_id))
    FOR SHARE OF e SKIP LOCKED
  ) l;

  INSERT INTO delivery_links (workspace_id, delivery_id, number, target)
  SELECT l.workspace, l.delivery, l.number, l.target
  FROM unnest(link_workspaces, link_deliveries, link_numbers, link_targets)
    l (workspace, delivery, number, target)
  ON CONFLICT (workspace_id, delivery_id, number) DO UPDATE SET target = excluded.target;

  moment := clock_timestamp();
  RETURN QUERY
  UPDATE deliveries d
  SET state = 'transmitting', transmitting_at = clock_timestamp()
  FROM unnest(locked.workspaces, locked.deliveries, locked.claims) w (workspace, delivery, claim)
    JOIN deliveries old ON (old.workspace_id, old.id) = (w.workspace, w.delivery)
    JOIN enrollments e ON (e.workspace_id, e.id) = (old.workspace_id, old.enrollment_id)
    JOIN campaigns c ON (c.workspace_id, c.id) = (old.workspace_id, old.campaign_id)
    JOIN mailboxes m ON (m.workspace_id, m.id) = (old.workspace_id, old.mailbox_id)
    JOIN campaign_accounts ca ON (ca.workspace_id, ca.campaign_id, ca.account_id)
      = (e.workspace_id, e.campaign_id, e.account_id)
    CROSS JOIN LATERAL fn.contact_refusals(e.workspace_id, e.contact_id, 'email') r
  WHERE (d.workspace_id, d.id) = (w.workspace, w.delivery)
    -- Not written with `=`: the planner assumes that nothing is ever claimed, and would scan everything that
    -- this worker holds.
    AND (d.state, d.claimed_by, d.claim)
      IS NOT DISTINCT FROM ('claimed', begin_transmission.worker, w.claim)
    AND d.claimed_until > moment
    -- The same rules as fn.decide, except for those that the claim has settled: the step, its condition, and
    -- the places. They are one condition: separately, the planner assumes that each is rare and scans the
    -- mailboxes once per email.
    AND coalesce(
      fn.campaign_binding(c.status, c.archived_at, c.launch_at, moment),
      fn.lead_binding(e.state, e.held_until,
        -- Not EXISTS: the planner would read the waiting replies of all workspaces once for each commit.
        (
          SELECT true FROM replies p
          WHERE (p.workspace_id, p.enrollment_id) = (e.workspace_id, e.id) AND p.class IS NULL
          LIMIT 1),
        -- A lead has at most one claimed email, so no other one can be unconfirmed.
        false, ca.review_status, c.only_approved, r.refusal, moment),
      fn.mailbox_binding(m.state, m.archived_at)) IS NULL
    AND (c.schedule IS NULL OR fn.is_open(c.schedule, moment))
  RETURNING d.id;
END
$$;
