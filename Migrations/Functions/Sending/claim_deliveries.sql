-- claim_deliveries: leases due deliveries of all workspaces to one worker, with everything that is needed to
-- compose the emails. An unused claim lapses, see recover_deliveries. Each claim has a number of its own,
-- higher than any before, even if the sequence was not restored with the rows; beginning and settling name
-- it.
--
-- A lock allows one claim at a time: so the limits that fn.decide saw still hold when places are reserved,
-- however many senders there are. Claims are large and short; a batch of 500 takes 30 ms, so the lock is not
-- the bottleneck.
CREATE FUNCTION fn.claim_deliveries(worker text, at_most int, lease interval)
RETURNS TABLE (
  workspace_id bigint, delivery_id bigint, campaign_id bigint, enrollment_id bigint, "position" int,
  mailbox_id bigint, wait_ms int, email text, first_name text, last_name text, company text,
  custom text, subject text, body text, first_subject text, sent_subject text,
  thread text[], message_id text, domain text, spacing_us bigint,
  token text, track_opens boolean, track_clicks boolean, footer text, language text, claim bigint,
  server text
)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_mergejoin = off
SET enable_hashjoin = off
SET join_collapse_limit = 1
AS $$
#variable_conflict use_column
DECLARE
  looked_at timestamptz;
  due record;
  decided record;
  lent fn.placed_delivery[];
  rounds int := 0;
  number bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('overture.claim'));
  PERFORM fn.notice_restore();
  LOOP
    looked_at := clock_timestamp();
    rounds := rounds + 1;
    SELECT * INTO due FROM fn.due_deliveries(at_most, looked_at);
    IF due.deliveries IS NULL OR rounds > 8 THEN
      RETURN;
    END IF;
    SELECT
      array_agg(d.workspace_id) FILTER (WHERE d.verdict <> 'send') AS other_workspaces,
      array_agg(d.delivery_id) FILTER (WHERE d.verdict <> 'send') AS others,
      array_agg((d.workspace_id, d.delivery_id, d.enrollment_id, d.campaign_id, d.mailbox_id, d.domain,
        d.spacing)::fn.sendable_delivery) FILTER (WHERE d.verdict = 'send') AS sendable
    INTO decided
    FROM fn.decide(due.workspaces, due.deliveries, looked_at) d;

    PERFORM fn.hold_deliveries(decided.other_workspaces, decided.others, looked_at);
    lent := fn.reserve_places(decided.sendable, looked_at);
    EXIT WHEN lent IS NOT NULL;
  END LOOP;

  number := nextval('delivery_claims');
  RETURN QUERY
  WITH claimed AS (
    UPDATE deliveries d
    SET state = 'claimed', claim = greatest(number, old.claim + 1), claimed_by = worker, claimed_at = looked_at,
      claimed_until = looked_at + lease, mailbox_id = f.mailbox, look_at = NULL,
      -- Rotates over the current number of subjects.
      arm = coalesce(d.arm, e.rotation) % cardinality(s.subjects),
      token = coalesce(d.token, t.token),
      message_id = coalesce(d.message_id, 's.' || t.token || '@' || split_part(m.email, '@', 2))
    FROM unnest(lent) f
      JOIN deliveries old ON (old.workspace_id, old.id) = (f.workspace, f.delivery)
      JOIN enrollments e ON (e.workspace_id, e.id) = (old.workspace_id, old.enrollment_id)
      JOIN mailboxes m ON (m.workspace_id, m.id) = (f.workspace, f.mailbox)
      JOIN steps s ON (s.workspace_id, s.campaign_id, s.position)
        = (old.workspace_id, old.campaign_id, old.position)
      CROSS JOIN LATERAL (
        SELECT rule.make_token(f.workspace) AS token
      ) t
    WHERE (d.workspace_id, d.id) = (f.workspace, f.delivery)
    RETURNING d.*, greatest(0, ceil(extract(epoch FROM f.slot - looked_at) * 1000))::int AS wait_ms,
      f.domain, f.spacing, e.contact_id, s.subjects[d.arm + 1] AS subject, s.body,
      lower(m.smtp_host) || ':' || m.smtp_port AS server
  )
  SELECT c.workspace_id, c.id, c.campaign_id, c.enrollment_id, c.position::int, c.mailbox_id,
    c.wait_ms, k.email, k.first_name, k.last_name, fn.lead_company(a, k),
    nullif(fn.lead_custom(a, k), '{}')::text,
    c.subject, c.body, coalesce(earlier.subject, opening.subject), earlier.words, earlier.ids, c.message_id, c.domain,
    (extract(epoch FROM c.spacing) * 1000000)::bigint, c.token, p.track_opens,
    p.track_clicks, coalesce(nullif(f.value #>> '{}', ''), w.name),
    -- The account's language overrides the campaign's, which overrides the product's; the product is looked
    -- up only if neither of the others has one.
    coalesce(nullif(a.language, ''), nullif(p.language, ''), (
      SELECT o.language FROM products o
      WHERE (o.workspace_id, o.id) = (c.workspace_id, p.product_id))),
    c.claim, c.server
  FROM claimed c
    JOIN campaigns p ON (p.workspace_id, p.id) = (c.workspace_id, c.campaign_id)
    JOIN workspaces w ON w.id = c.workspace_id
    LEFT JOIN settings f ON (f.workspace_id, f.key) = (c.workspace_id, 'sending.footer')
    JOIN contacts k ON (k.workspace_id, k.id) = (c.workspace_id, c.contact_id)
    JOIN accounts a ON (a.workspace_id, a.id) = (k.workspace_id, k.account_id)
    LEFT JOIN LATERAL (
      SELECT array_agg(o.message_id ORDER BY o.sent_at, o.id) AS ids,
        (array_agg(first.subjects[o.arm % cardinality(first.subjects) + 1]
          ORDER BY o.sent_at, o.id))[1] AS subject,
        (array_agg(x.subject ORDER BY o.sent_at, o.id))[1] AS words
      FROM deliveries o
        LEFT JOIN messages m ON (m.workspace_id, m.delivery_id) = (o.workspace_id, o.id)
        LEFT JOIN message_texts x ON (x.workspace_id, x.at, x.message_id)
          = (m.workspace_id, m.at, m.id)
        LEFT JOIN steps first ON (first.workspace_id, first.campaign_id, first.position)
          = (o.workspace_id, o.campaign_id, o.position)
      WHERE (o.workspace_id, o.enrollment_id) = (c.workspace_id, c.enrollment_id)
        AND o.state = 'sent'
    ) earlier ON c.position > 0
    -- Nothing was sent: the first email failed.
    LEFT JOIN LATERAL (
      SELECT f.subjects[c.arm % cardinality(f.subjects) + 1] AS subject
      FROM steps f
      WHERE (f.workspace_id, f.campaign_id) = (c.workspace_id, c.campaign_id)
      ORDER BY f.position
      LIMIT 1
    ) opening ON c.position > 0 AND earlier.ids IS NULL
  ORDER BY c.wait_ms, c.id;
END
$$;
