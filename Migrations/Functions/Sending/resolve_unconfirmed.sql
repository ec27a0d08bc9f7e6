-- resolve_unconfirmed: a person decides the outcome of an unconfirmed delivery: `arrived`, `lost`, or
-- `again`, which means lost and a second email of the same step, as a row of its own with the person's name.
--
-- Refuses with OR404, with OR409 a delivery that is not unconfirmed, and with OR422 any other word.
CREATE FUNCTION fn.resolve_unconfirmed(delivery bigint, verdict text, person bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  doubted deliveries;
  again bigint;
  who text := (SELECT p.name FROM people p WHERE p.id = person);
BEGIN
  SELECT * INTO doubted FROM deliveries d
  WHERE (d.workspace_id, d.id) = (rule.workspace(), delivery)
  FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_delivery' USING ERRCODE = 'OR404', DETAIL = delivery::text;
  END IF;
  IF doubted.state <> 'unconfirmed' THEN
    RAISE EXCEPTION 'delivery_is_not_unconfirmed'
      USING ERRCODE = 'OR409', DETAIL = concat_ws(E'\n', delivery, doubted.state);
  END IF;
  IF who IS NULL OR verdict NOT IN ('arrived', 'lost', 'again') THEN
    RAISE EXCEPTION 'no_such_verdict' USING ERRCODE = 'OR422';
  END IF;

  IF verdict = 'arrived' THEN
    UPDATE deliveries d
    SET state = 'sent', sent_at = coalesce(d.transmitting_at, now()), settled_at = now(),
      answer = 'it arrived, says ' || who || ' (' || d.answer || ')'
    WHERE (d.workspace_id, d.id) = (rule.workspace(), delivery);
    PERFORM fn.record_sent(ARRAY[rule.workspace()], ARRAY[delivery], '{}', '{}', now());
  ELSE
    UPDATE deliveries d
    SET state = 'failed', settled_at = now(), failure = 'lost',
      tried_again_at = CASE verdict WHEN 'again' THEN now() END,
      answer = 'it did not arrive, says ' || who || ' (' || d.answer || ')'
    WHERE (d.workspace_id, d.id) = (rule.workspace(), delivery);
    PERFORM fn.emit_deliveries(ARRAY[rule.workspace()], ARRAY[delivery]);
    IF verdict = 'again' THEN
      INSERT INTO deliveries (workspace_id, campaign_id, enrollment_id, position, attempt, asked_by,
        due_at, arm)
      VALUES (doubted.workspace_id, doubted.campaign_id, doubted.enrollment_id, doubted.position,
        doubted.attempt + 1, person, now(), doubted.arm)
      RETURNING id INTO again;
    ELSE
      PERFORM fn.plan_next_steps(ARRAY[rule.workspace()], ARRAY[delivery], now());
    END IF;
  END IF;
  INSERT INTO audit_entries (action, subject_kind, subject_id, campaign_id, before, after)
  VALUES ('resolve_unconfirmed', 'delivery', delivery, doubted.campaign_id,
    jsonb_build_object('state', 'unconfirmed', 'answer', doubted.answer),
    jsonb_build_object('verdict', verdict, 'second_delivery', again));
  PERFORM fn.look_again(delivery);
  RETURN again;
END
$$;
