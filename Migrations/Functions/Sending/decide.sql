-- decide: may this delivery be sent at that moment? Returns send, hold, skip or cancel, the rule or limit
-- that blocks it, and when to ask again. The sender, the lead's page and the plan all ask here, so pages
-- explain exactly what the sender does.
--
-- The checks are in order, and the first one that fails decides. If `next_at` is NULL, waiting alone does not
-- help. The planner omits `checks` when the caller does not select it.
CREATE FUNCTION fn.decide(workspaces bigint[], wanted bigint[], at timestamptz)
RETURNS TABLE (
  workspace_id bigint, delivery_id bigint, enrollment_id bigint, campaign_id bigint,
  verdict text, binding text, next_at timestamptz,
  mailbox_id bigint, domain text, spacing interval, checks jsonb
)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH looked AS MATERIALIZED (
    SELECT d.workspace_id, d.id, d.enrollment_id, d.campaign_id, d.position, d.due_at,
      e.state AS enrollment, e.exit_reason, e.held_until, e.held_because, e.mailbox_id,
      c.status, c.pause_reason, c.pause_details, c.launch_at, c.archived_at, c.only_approved, c.schedule,
      ca.review_status,
      s.condition, other.state AS doubt,
      EXISTS (
        SELECT FROM replies p
        WHERE (p.workspace_id, p.enrollment_id) = (e.workspace_id, e.id) AND p.class IS NULL
      ) AS is_answered,
      r.refusal,
      split_part(lower(k.email), '@', 2) AS host,
      CASE WHEN s.condition <> 'always' THEN (
        SELECT fn.condition_holds(s.condition, l.opened_at, l.clicked_at)
        FROM deliveries l
        WHERE (l.workspace_id, l.enrollment_id) = (d.workspace_id, d.enrollment_id)
          AND l.state = 'sent'
        ORDER BY l.sent_at DESC, l.id DESC
        LIMIT 1) END AS answer
    FROM unnest(workspaces, wanted) w (workspace, delivery)
      JOIN deliveries d ON (d.workspace_id, d.id) = (w.workspace, w.delivery)
      JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
      JOIN campaigns c ON (c.workspace_id, c.id) = (d.workspace_id, d.campaign_id)
      JOIN campaign_accounts ca ON (ca.workspace_id, ca.campaign_id, ca.account_id)
        = (e.workspace_id, e.campaign_id, e.account_id)
      JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
      CROSS JOIN LATERAL fn.contact_refusals(e.workspace_id, e.contact_id, 'email') r
      LEFT JOIN steps s ON (s.workspace_id, s.campaign_id, s.position)
        = (d.workspace_id, d.campaign_id, d.position)
      LEFT JOIN LATERAL (
        SELECT o.state
        FROM deliveries o
        WHERE (o.workspace_id, o.enrollment_id) = (d.workspace_id, d.enrollment_id)
          AND o.id <> d.id
          AND o.state IN ('unconfirmed', 'transmitting', 'claimed')
        ORDER BY o.state DESC
        LIMIT 1
      ) other ON true
  ),
  box AS MATERIALIZED (
    SELECT p.*
    FROM (
      SELECT array_agg(cm.workspace_id) AS w, array_agg(cm.mailbox_id) AS b
      FROM (SELECT DISTINCT l.workspace_id, l.campaign_id FROM looked l) c
        JOIN campaign_mailboxes cm
          ON (cm.workspace_id, cm.campaign_id) = (c.workspace_id, c.campaign_id)
    ) chosen
    CROSS JOIN LATERAL fn.mailbox_places(chosen.w, chosen.b, decide.at) p
  ),
  campaign AS MATERIALIZED (
    SELECT c.workspace_id, c.campaign_id, fn.next_open(c.schedule, decide.at) AS opens_at,
      boxes.*
    FROM (SELECT DISTINCT l.workspace_id, l.campaign_id, l.schedule FROM looked l) c
      CROSS JOIN LATERAL (
        SELECT count(*) AS boxes, coalesce(sum(b.places), 0) AS places, min(b.next_at) AS place_at,
          coalesce(sum(b.used), 0) AS used, coalesce(sum(b.day_limit), 0) AS day_limit,
          min(b.obstacle) AS obstacle
        FROM campaign_mailboxes cm
          JOIN box b ON (b.workspace_id, b.mailbox_id) = (cm.workspace_id, cm.mailbox_id)
        WHERE (cm.workspace_id, cm.campaign_id) = (c.workspace_id, c.campaign_id)
      ) boxes
  ),
  facts AS (
    SELECT l.*, coalesce(l.answer, fn.condition_holds(l.condition, NULL, NULL)) AS condition_holds,
      c.opens_at, c.boxes, f.domain, f.family, r.per_second, r.spacing,
      fn.free_place(u.next_free_at, r.spacing, decide.at, decide.at + r.spacing) AS next_free_at,
      -- A lead keeps its mailbox; a lead without one, or whose mailbox has left the campaign, may get any of
      -- the campaign's.
      b.email AS sender, b.mailbox_id AS own,
      CASE WHEN b.mailbox_id IS NULL THEN c.places ELSE b.places END AS places,
      CASE WHEN b.mailbox_id IS NULL THEN c.used ELSE b.used END AS used,
      CASE WHEN b.mailbox_id IS NULL THEN c.day_limit ELSE b.day_limit END AS day_limit,
      CASE WHEN b.mailbox_id IS NULL THEN c.place_at ELSE b.next_at END AS place_at,
      CASE
        WHEN b.mailbox_id IS NULL AND c.boxes = 0 THEN 'none_chosen'
        WHEN b.mailbox_id IS NULL AND c.places = 0 THEN c.obstacle
        ELSE b.obstacle
      END AS obstacle,
      -- Places in a domain's rate are reserved a few seconds ahead: the sender waits for each.
      coalesce(fn.free_place(u.next_free_at, r.spacing, decide.at, decide.at + r.spacing)
        > decide.at + interval '5 seconds', false) AS is_too_fast
    FROM looked l
      JOIN campaign c ON (c.workspace_id, c.campaign_id) = (l.workspace_id, l.campaign_id)
      -- A lookup per delivery, because nearly every delivery has a domain of its own: joining a list of the
      -- domains, whose length the planner cannot estimate, made 500 × 500 comparisons.
      LEFT JOIN family_domains g ON g.domain = l.host
      CROSS JOIN LATERAL (
        SELECT coalesce(g.family, l.host) AS domain, coalesce(g.family, 'other') AS family
      ) f
      CROSS JOIN LATERAL (
        SELECT p.per_second,
          make_interval(secs => (1 / p.per_second)::double precision) AS spacing
        FROM (
          SELECT coalesce(
            (SELECT o.per_second FROM domain_rates o
              WHERE (o.workspace_id, o.family) = (l.workspace_id, f.family)),
            (SELECT o.per_second FROM domain_families o WHERE o.family = f.family)) AS per_second
        ) p
        -- Otherwise the planner looks the rate up again wherever it is used.
        OFFSET 0
      ) r
      LEFT JOIN domain_uses u ON (u.workspace_id, u.domain) = (l.workspace_id, f.domain)
      LEFT JOIN box b ON (b.workspace_id, b.mailbox_id) = (l.workspace_id, l.mailbox_id)
  ),
  bound AS (
    SELECT f.*,
      coalesce(
        fn.campaign_binding(f.status, f.archived_at, f.launch_at, decide.at),
        fn.lead_binding(f.enrollment, f.held_until, f.is_answered, f.doubt IS NOT NULL,
          f.review_status, f.only_approved, f.refusal, decide.at),
        CASE
          WHEN f.due_at > decide.at THEN 'wait'
          WHEN f.condition IS NULL THEN 'step'
          WHEN NOT f.condition_holds THEN 'condition'
          WHEN f.opens_at IS DISTINCT FROM decide.at THEN 'window'
          WHEN f.places <= 0 THEN 'mailbox'
          WHEN f.is_too_fast THEN 'domain'
        END) AS binds
    FROM facts f
  )
  SELECT b.workspace_id, b.id, b.enrollment_id, b.campaign_id,
    CASE
      WHEN b.binds IS NULL THEN 'send'
      WHEN b.binds IN ('ended', 'contact') THEN 'cancel'
      WHEN b.binds IN ('step', 'condition') THEN 'skip'
      ELSE 'hold'
    END,
    b.binds,
    CASE b.binds
      WHEN 'launch' THEN b.launch_at
      WHEN 'absence' THEN b.held_until
      WHEN 'wait' THEN b.due_at
      WHEN 'window' THEN b.opens_at
      WHEN 'mailbox' THEN b.place_at
      WHEN 'domain' THEN b.next_free_at
    END,
    b.own, b.domain, b.spacing,
    jsonb_build_array(
      jsonb_build_object('check', 'campaign', 'passes', b.binds IS DISTINCT FROM 'campaign',
        'status', b.status, 'archived', b.archived_at IS NOT NULL, 'reason', b.pause_reason,
        'pause', b.pause_details),
      jsonb_build_object('check', 'launch', 'passes', NOT coalesce(b.launch_at > decide.at, false),
        'at', b.launch_at),
      jsonb_build_object('check', 'ended', 'passes', b.enrollment = 'active',
        'state', b.enrollment, 'reason', b.exit_reason),
      jsonb_build_object('check', 'absence',
        'passes', NOT coalesce(b.held_until > decide.at, false),
        'until', b.held_until, 'reason', b.held_because),
      jsonb_build_object('check', 'answer', 'passes', NOT b.is_answered),
      jsonb_build_object('check', 'doubt', 'passes', b.doubt IS NULL, 'state', b.doubt),
      jsonb_build_object('check', 'approval',
        'passes', b.review_status = 'approved'
          OR (b.review_status = 'pending' AND NOT b.only_approved),
        'review', b.review_status, 'only_approved', b.only_approved),
      jsonb_build_object('check', 'contact', 'passes', b.refusal IS NULL, 'reason', b.refusal),
      jsonb_build_object('check', 'wait', 'passes', b.due_at <= decide.at, 'until', b.due_at),
      jsonb_build_object('check', 'condition',
        'passes', b.condition_holds, 'condition', b.condition, 'mail', b.answer IS NOT NULL),
      jsonb_build_object('check', 'window', 'passes', b.opens_at = decide.at,
        'schedule', b.schedule, 'opens_at', b.opens_at),
      jsonb_build_object('check', 'mailbox', 'passes', b.places > 0, 'sender', b.sender,
        'senders', b.boxes, 'used', b.used, 'limit', b.day_limit, 'obstacle', b.obstacle,
        'next_at', b.place_at),
      jsonb_build_object('check', 'domain', 'passes', NOT b.is_too_fast, 'family', b.family,
        'domain', b.domain, 'per_second', b.per_second, 'next_at', b.next_free_at))
  FROM bound b;
END;
