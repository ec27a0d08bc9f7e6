-- confirm_by_evidence: something happened that only an arrived email can have caused. An unconfirmed delivery
-- becomes sent; any other stays as it is.
CREATE FUNCTION fn.confirm_by_evidence(delivery bigint, evidence text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  is_settled boolean;
BEGIN
  UPDATE deliveries d
  SET state = 'sent', sent_at = coalesce(d.transmitting_at, now()), settled_at = now(),
    answer = 'it arrived: ' || evidence || ' (' || d.answer || ')'
  WHERE (d.workspace_id, d.id) = (rule.workspace(), delivery) AND d.state = 'unconfirmed'
  RETURNING true INTO is_settled;
  IF is_settled THEN
    PERFORM fn.record_sent(ARRAY[rule.workspace()], ARRAY[delivery], '{}', '{}', now());
    PERFORM fn.look_again(delivery);
  END IF;
END
$$;
