-- follow_up_reply: records the follow-up of a positive reply; `due` undoes the last one.
--
-- A meeting makes the account qualified and ends the sequence, a sale makes it a customer, and neither moves
-- it backward; undoing it restores the status before. Refuses with OR404 (no such reply) and OR409 (it is not
-- positive).
CREATE FUNCTION fn.follow_up_reply(reply bigint, outcome follow_up_state) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  r replies;
  was account_status;
  goes_to account_status := CASE outcome
    WHEN 'meeting_booked' THEN 'qualified' WHEN 'converted' THEN 'customer' END;
BEGIN
  SELECT * INTO r FROM replies WHERE id = reply FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_reply' USING ERRCODE = 'OR404', DETAIL = reply::text;
  END IF;
  IF r.follow_up IS NULL THEN
    RAISE EXCEPTION 'reply_is_not_positive' USING ERRCODE = 'OR409', DETAIL = reply::text;
  END IF;

  -- Nothing changes, so nothing is audited.
  IF r.follow_up = outcome THEN
    RETURN;
  END IF;

  SELECT a.status INTO was FROM accounts a WHERE a.id = r.account_id;
  IF r.account_status_before IS NOT NULL AND goes_to IS NULL AND was IN ('qualified', 'customer') THEN
    UPDATE accounts SET status = r.account_status_before WHERE id = r.account_id;
  ELSIF goes_to IS NOT NULL
    AND was IN ('prospect', 'contacted', 'responded', 'qualified') AND was < goes_to
  THEN
    UPDATE accounts SET status = goes_to WHERE id = r.account_id;
  END IF;

  UPDATE replies
  SET follow_up = outcome,
    follow_up_by = CASE WHEN outcome <> 'due' THEN rule.person() END,
    follow_up_at = CASE WHEN outcome <> 'due' THEN coalesce(r.follow_up_at, now()) END,
    done_by = CASE WHEN outcome <> 'due' THEN rule.person() END,
    done_at = CASE WHEN outcome <> 'due' THEN now() END,
    account_status_before = CASE WHEN goes_to IS NOT NULL
      THEN coalesce(r.account_status_before, was) END
  WHERE id = reply;

  IF outcome = 'meeting_booked' THEN
    PERFORM fn.end_enrollment(e.id, 'meeting_booked')
    FROM enrollments e WHERE e.id = r.enrollment_id;
  END IF;

  PERFORM fn.emit(k.kind, coalesce('contact:' || r.contact_id, 'reply:' || r.id),
    jsonb_build_object('outcome', outcome, 'was', CASE k.kind WHEN 'reply.followed_up' THEN r.follow_up END),
    campaign => r.campaign_id, account => r.account_id, contact => r.contact_id,
    enrollment => r.enrollment_id, delivery => r.delivery_id, reply => r.id)
  FROM unnest(ARRAY['reply.followed_up', CASE outcome WHEN 'meeting_booked' THEN 'meeting.booked' END]
      ::event_kind[]) k (kind)
  WHERE k.kind IS NOT NULL;
  -- Open pages refresh.
  PERFORM pg_notify('overture_campaigns', rule.workspace() || '/replies');
END
$$;
