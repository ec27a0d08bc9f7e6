-- test_webhook: sends the event webhook.tested to this webhook alone. Refuses with OR404 (no such webhook)
-- and OR409 (it is paused or disabled).
CREATE FUNCTION fn.test_webhook(webhook bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  chosen subscribers;
  test record;
  delivery bigint;
BEGIN
  SELECT * INTO chosen FROM subscribers s
  WHERE (s.workspace_id, s.id) = (rule.workspace(), webhook) AND s.consumer = 'webhook'
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_webhook' USING ERRCODE = 'OR404', DETAIL = webhook::text;
  END IF;
  IF chosen.state <> 'active' THEN
    RAISE EXCEPTION 'webhook_is_off' USING ERRCODE = 'OR409', DETAIL = chosen.state::text;
  END IF;
  PERFORM fn.emit('webhook.tested', 'webhook:' || webhook, jsonb_build_object('webhook_id', webhook));
  -- No webhook is subscribed to this kind, so its delivery is written here. The lock on the webhook makes the
  -- last one of its key this one.
  SELECT e.id, e.at, e.key INTO test
  FROM events e
  WHERE e.workspace_id = rule.workspace() AND e.txid >= pg_current_xact_id()
    AND e.kind = 'webhook.tested' AND e.key = 'webhook:' || webhook
  ORDER BY e.id DESC LIMIT 1;
  INSERT INTO event_deliveries (subscriber_id, event_id, event_at, key, is_ordered)
  VALUES (webhook, test.id, test.at, test.key, chosen.is_ordered)
  RETURNING id INTO delivery;
  UPDATE subscribers s SET rests_until = NULL
  WHERE (s.workspace_id, s.id) = (rule.workspace(), webhook);
  NOTIFY overture_events;
  RETURN delivery;
END
$$;
