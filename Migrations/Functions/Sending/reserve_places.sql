-- reserve_places: chooses the deliveries among these that may go, and reserves a place for each in its
-- mailbox's rolling day and in its recipient domain's rate, in this transaction.
--
-- A lead keeps its mailbox; a lead without one gets any of the campaign's, at random, weighted by health ×
-- remaining places. A lead gets only one email at a time. Called only under the lock of claim_deliveries.
-- NULL: none may go.
CREATE FUNCTION fn.reserve_places(sendable fn.sendable_delivery[], at timestamptz)
RETURNS fn.placed_delivery[]
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  placed fn.placed_delivery[];
BEGIN
  IF sendable IS NULL THEN
    RETURN NULL;
  END IF;

  WITH box AS MATERIALIZED (
    SELECT p.workspace_id, p.mailbox_id, p.health, p.places
    FROM (
      SELECT array_agg(cm.workspace_id) AS w, array_agg(cm.mailbox_id) AS b
      FROM (SELECT DISTINCT s.workspace AS w, s.campaign AS c FROM unnest(sendable) s) c
        JOIN campaign_mailboxes cm ON (cm.workspace_id, cm.campaign_id) = (c.w, c.c)
    ) chosen
    CROSS JOIN LATERAL fn.mailbox_places(chosen.w, chosen.b, at) p
    WHERE p.places > 0
  ),
  pool AS MATERIALIZED (
    SELECT cm.workspace_id, cm.campaign_id, array_agg(b.mailbox_id) AS mailboxes,
      array_agg(b.health::float8 * b.places) AS weights
    FROM (SELECT DISTINCT s.workspace AS w, s.campaign AS c FROM unnest(sendable) s) c
      JOIN campaign_mailboxes cm ON (cm.workspace_id, cm.campaign_id) = (c.w, c.c)
      JOIN box b ON (b.workspace_id, b.mailbox_id) = (cm.workspace_id, cm.mailbox_id)
    GROUP BY cm.workspace_id, cm.campaign_id
  ),
  wish AS (
    SELECT g.workspace, g.delivery, g.enrollment, g.domain, g.spacing, g.nth, g.mailbox AS own,
      coalesce(g.mailbox, drawn.mailbox_id) AS mailbox
    FROM (
      SELECT DISTINCT ON (u.workspace, u.enrollment) u.*
      FROM unnest(sendable) WITH ORDINALITY
        u (workspace, delivery, enrollment, campaign, mailbox, domain, spacing, nth)
      ORDER BY u.workspace, u.enrollment, u.delivery
    ) g
      LEFT JOIN pool p ON (p.workspace_id, p.campaign_id) = (g.workspace, g.campaign)
      LEFT JOIN LATERAL (
        SELECT b.mailbox_id
        FROM unnest(p.mailboxes, p.weights) b (mailbox_id, weight)
        WHERE g.mailbox IS NULL
        -- The first of several exponential clocks to ring, each with its weight as its rate.
        ORDER BY -ln(1 - random()) / b.weight
        LIMIT 1
      ) drawn ON true
  ),
  fits AS (
    SELECT w.*
    FROM (
      SELECT w.*, row_number() OVER (
        PARTITION BY w.workspace, w.mailbox ORDER BY w.own IS NULL, w.nth) AS turn
      FROM wish w
    ) w
      JOIN box b ON (b.workspace_id, b.mailbox_id) = (w.workspace, w.mailbox)
    WHERE w.turn <= b.places
  ),
  slotted AS (
    -- After the slots that senders really used: a missed slot moves all later ones back.
    SELECT f.*, greatest(at, fn.free_place(u.next_free_at, f.spacing, at, at + f.spacing),
        fn.free_place(taken.free_at, f.spacing, at, at)) + f.spacing * (row_number() OVER (
          PARTITION BY f.workspace, f.domain ORDER BY f.nth) - 1) AS slot
    FROM fits f
      LEFT JOIN domain_uses u ON (u.workspace_id, u.domain) = (f.workspace, f.domain)
      LEFT JOIN domain_slots taken ON (taken.workspace_id, taken.domain) = (f.workspace, f.domain)
  )
  SELECT array_agg((s.workspace, s.delivery, s.enrollment, s.mailbox, s.domain, s.spacing, s.slot,
    s.slot <= at + interval '5 seconds')::fn.placed_delivery ORDER BY s.nth)
  INTO placed
  FROM slotted s;

  PERFORM fn.keep_domain_uses(placed);

  INSERT INTO mailbox_uses AS kept (workspace_id, mailbox_id, minute, used)
  SELECT p.workspace, p.mailbox, date_trunc('minute', at), count(*)
  FROM unnest(placed) p
  WHERE p.go
  GROUP BY p.workspace, p.mailbox
  ORDER BY p.workspace, p.mailbox
  ON CONFLICT (workspace_id, mailbox_id, minute) DO UPDATE SET used = kept.used + excluded.used;

  UPDATE enrollments e
  SET mailbox_id = p.mailbox
  FROM unnest(placed) p
  WHERE (e.workspace_id, e.id) = (p.workspace, p.enrollment)
    AND p.go
    AND e.mailbox_id IS DISTINCT FROM p.mailbox;

  RETURN (SELECT array_agg(p) FROM unnest(placed) p WHERE p.go);
END
$$;
