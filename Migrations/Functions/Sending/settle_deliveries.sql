-- settle_deliveries: records the outcome of these deliveries and all consequences: the message and its text,
-- the state of the account and the mailbox, the next step, the events for others.
--
-- Outcomes: sent; deferred, a temporary refusal, due again after the setting's times, and failed after the
-- last of them; failed; unconfirmed; planned, not a byte of it left, for a reason that is not its own. If a
-- server hangs up on an email before transmission began (class hung_up), the email is tried once more; after
-- that it counts as a temporary refusal of this email, unless the server hangs up on others of the mailbox,
-- too: then it is the server's fault.
--
-- Each settlement names its claim, and a claim settles once: a settlement that is repeated because its answer
-- was lost changes nothing. A late settlement resolves an unconfirmed delivery. Returns the settlements that
-- should have matched a delivery and did not: see fn.keep_unmatched_settlements.
CREATE FUNCTION fn.settle_deliveries(
  workspaces bigint[], wanted bigint[], claims bigint[], workers text[], outcomes text[],
  classes text[], answers text[], subjects text[], texts text[]
) RETURNS SETOF unmatched_settlements
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  moment timestamptz := clock_timestamp();
  settled record;
  bounced record;
BEGIN
  WITH given AS (
    SELECT w.workspace, w.delivery, w.class, w.answer, w.subject, w.words, w.claim, w.outcome AS said,
      old.state AS was, old.deferrals, old.hang_ups, o.outcome,
      CASE o.outcome WHEN 'deferred' THEN rule.setting(w.workspace, 'sending.retry_minutes') END
        AS retries
    FROM unnest(workspaces, wanted, claims, workers, outcomes, classes, answers, subjects, texts)
        w (workspace, delivery, claim, worker, outcome, class, answer, subject, words)
      JOIN deliveries old ON (old.workspace_id, old.id) = (w.workspace, w.delivery)
      CROSS JOIN LATERAL (
        SELECT CASE
          WHEN w.class = 'hung_up' AND old.hang_ups > 0 AND NOT EXISTS (
            SELECT FROM mailboxes m
              CROSS JOIN LATERAL unnest(m.hung_up) h (delivery)
              JOIN deliveries o ON (o.workspace_id, o.id) = (m.workspace_id, h.delivery)
            WHERE (m.workspace_id, m.id) = (old.workspace_id, old.mailbox_id)
              AND o.id <> old.id
              AND o.state IN ('planned', 'claimed', 'deferred'))
            THEN 'deferred'
          ELSE w.outcome
        END AS outcome
      ) o
    WHERE old.claim = w.claim
      AND old.claimed_by = w.worker
      AND old.settled_claim IS DISTINCT FROM w.claim
      AND CASE old.state
        WHEN 'claimed' THEN w.outcome IN ('planned', 'deferred', 'failed')
        WHEN 'transmitting' THEN w.outcome IN ('sent', 'deferred', 'failed', 'unconfirmed', 'planned')
        WHEN 'unconfirmed' THEN w.outcome IN ('sent', 'deferred', 'failed', 'planned')
        ELSE false
      END
    ORDER BY w.workspace, w.delivery
    FOR UPDATE OF old
  ),
  told AS (
    SELECT g.*,
      CASE
        WHEN g.outcome = 'deferred' AND g.deferrals >= jsonb_array_length(g.retries) THEN 'failed'
        -- Not a byte of it left, but a delivery in transmission can only be deferred.
        WHEN g.outcome = 'planned' AND g.was IN ('transmitting', 'unconfirmed') THEN 'deferred'
        ELSE g.outcome
      END::delivery_state AS becomes
    FROM given g
  ),
  done AS (
    UPDATE deliveries d
    SET state = t.becomes,
      settled_claim = t.claim,
      answer = CASE
        WHEN t.becomes = 'failed' AND t.outcome = 'deferred'
          THEN 'given up after ' || d.deferrals + 1 || ' tries: ' || t.answer
        ELSE t.answer END,
      failure = CASE
        WHEN t.becomes <> 'failed' THEN NULL
        WHEN t.outcome = 'deferred' THEN 'given_up'
        ELSE t.class END,
      sent_at = CASE WHEN t.becomes = 'sent' THEN moment END,
      settled_at = CASE WHEN t.becomes IN ('sent', 'failed', 'unconfirmed') THEN moment END,
      claimed_by = CASE WHEN t.becomes NOT IN ('planned', 'deferred') THEN d.claimed_by END,
      claimed_until = NULL,
      deferrals = d.deferrals + (t.becomes = 'deferred' AND t.outcome = 'deferred')::int,
      hang_ups = d.hang_ups + (t.class = 'hung_up')::int,
      due_at = CASE
        WHEN t.becomes = 'deferred' AND t.outcome = 'deferred'
          THEN moment + make_interval(mins => (t.retries ->> d.deferrals)::int)
        ELSE d.due_at END,
      look_at = CASE
        WHEN t.outcome <> 'planned' THEN NULL
        WHEN t.class IN ('unreachable', 'hung_up', 'crowded') THEN moment + interval '1 minute'
        -- The email may not begin while an act is running: without a pause it would be offered to its server
        -- again and again until the act is committed.
        WHEN t.class = 'withdrawn' THEN moment + interval '2 seconds' END
    FROM told t
    WHERE (d.workspace_id, d.id) = (t.workspace, t.delivery)
    RETURNING d.workspace_id, d.id, d.state, d.mailbox_id, d.claimed_at, t.answer, t.subject, t.words,
      -- The first hang-up on an email counts against the server, and each further one against the email.
      CASE WHEN t.class = 'hung_up' AND t.outcome = 'deferred' THEN 'hung_up_again' ELSE t.class END AS class,
      d.state IN ('planned', 'deferred') OR t.class = 'text' AS is_back,
      d.state IN ('failed', 'unconfirmed') OR (d.state = 'deferred' AND t.outcome = 'deferred') AS is_told
  )
  SELECT count(*)::int AS count,
    array_agg(d.workspace_id) FILTER (WHERE d.state = 'sent') AS sent_workspaces,
    array_agg(d.id) FILTER (WHERE d.state = 'sent') AS sent,
    array_agg(d.subject) FILTER (WHERE d.state = 'sent') AS subjects,
    array_agg(d.words) FILTER (WHERE d.state = 'sent') AS words,
    array_agg(d.workspace_id) FILTER (WHERE d.state = 'failed') AS failed_workspaces,
    array_agg(d.id) FILTER (WHERE d.state = 'failed') AS failed,
    array_agg(d.workspace_id) FILTER (WHERE d.is_told) AS told_workspaces,
    array_agg(d.id) FILTER (WHERE d.is_told) AS told,
    -- No server has seen these emails, or the server accepted none of them.
    array_agg(d.workspace_id) FILTER (WHERE d.is_back) AS back_workspaces,
    array_agg(d.mailbox_id) FILTER (WHERE d.is_back) AS back_mailboxes,
    array_agg(d.claimed_at) FILTER (WHERE d.is_back) AS back_claimed,
    array_agg(d.workspace_id) AS workspaces, array_agg(d.mailbox_id) AS mailboxes,
    array_agg(d.id) AS deliveries,
    array_agg(d.class) AS classes, array_agg(d.answer) AS answers,
    array_agg(d.workspace_id) FILTER (WHERE d.class = 'hard_recipient') AS bounced_workspaces,
    array_agg(d.id) FILTER (WHERE d.class = 'hard_recipient') AS bounced,
    array_agg(d.answer) FILTER (WHERE d.class = 'hard_recipient') AS bounces
  INTO settled
  FROM done d;

  IF settled.sent IS NOT NULL THEN
    PERFORM fn.record_sent(settled.sent_workspaces, settled.sent, settled.subjects, settled.words,
      moment);
  END IF;
  IF settled.told IS NOT NULL THEN
    PERFORM fn.emit_deliveries(settled.told_workspaces, settled.told);
  END IF;
  IF settled.bounced IS NOT NULL THEN
    FOR bounced IN
      SELECT * FROM unnest(settled.bounced_workspaces, settled.bounced, settled.bounces)
        b (workspace, delivery, why)
    LOOP
      PERFORM set_config('overture.workspace', bounced.workspace::text, true);
      PERFORM fn.record_bounce(bounced.delivery, 'hard', bounced.why);
    END LOOP;
  END IF;
  IF settled.failed IS NOT NULL THEN
    PERFORM fn.plan_next_steps(settled.failed_workspaces, settled.failed, moment);
  END IF;
  IF settled.back_mailboxes IS NOT NULL THEN
    PERFORM fn.release_places(settled.back_workspaces, settled.back_mailboxes,
      settled.back_claimed);
  END IF;
  PERFORM fn.judge_mailboxes(settled.workspaces, settled.mailboxes, settled.classes,
    settled.answers, moment, settled.deliveries);
  IF settled.count < cardinality(wanted) THEN
    RETURN QUERY SELECT * FROM fn.keep_unmatched_settlements(
      workspaces, wanted, claims, workers, outcomes, answers, moment);
  END IF;
END
$$;
