-- lift_suppression: the suppression that this reply caused ends, because the reply no longer asks for it: it
-- was misread, or logged by mistake. While another reply of the same address still asks to be left alone, the
-- suppression stays and names that reply. A suppression of another reason stays in any case, see
-- fn.suppress_address.
CREATE FUNCTION fn.lift_suppression(reply bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  address text;
  other replies;
BEGIN
  SELECT s.email INTO address
  FROM replies r
    JOIN contacts k ON (k.workspace_id, k.id) = (r.workspace_id, r.contact_id)
    JOIN suppressions s ON (s.workspace_id, s.email) = (k.workspace_id, k.email_key)
  WHERE r.id = reply AND s.reason = 'asked_in_words' AND s.note = 'reply ' || reply
  FOR UPDATE OF s;
  IF NOT FOUND THEN
    RETURN;
  END IF;

  SELECT o.* INTO other
  FROM contacts k
    JOIN replies o ON (o.workspace_id, o.contact_id) = (k.workspace_id, k.id)
  WHERE (k.workspace_id, k.email_key) = (rule.workspace(), address)
    AND o.id <> reply AND o.class = 'unsubscribe'
  ORDER BY o.received_at, o.id
  LIMIT 1;
  IF FOUND THEN
    UPDATE suppressions s
    SET note = 'reply ' || other.id, delivery_id = other.delivery_id
    WHERE s.email = address;
  ELSE
    DELETE FROM suppressions s WHERE s.email = address;
  END IF;
END
$$;
