-- unsubscribe: the recipient of the delivery with this token wants no more emails from this workspace.
-- Repeating it changes nothing. An unknown token does nothing and returns nothing.
CREATE FUNCTION fn.unsubscribe(wanted text, address inet, user_agent text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  mail record;
BEGIN
  SELECT d.id, d.campaign_id, k.email INTO mail
  FROM deliveries d
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
    JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
  WHERE d.token = wanted AND k.email IS NOT NULL;
  IF NOT FOUND THEN
    PERFORM fn.suppress_address(f.email, 'unsubscribed', NULL, '')
    FROM former_tokens f WHERE f.token = wanted;
    RETURN;
  END IF;
  PERFORM fn.suppress_address(mail.email, 'unsubscribed', mail.id, '');
  PERFORM FROM tracking_events t WHERE t.delivery_id = mail.id AND t.kind = 'unsubscribed';
  IF FOUND THEN
    RETURN;
  END IF;
  INSERT INTO tracking_events (
    delivery_id, campaign_id, kind, visitor, judged_by, address, user_agent)
  VALUES (mail.id, mail.campaign_id, 'unsubscribed', 'human', 'asked for', unsubscribe.address,
    left(unsubscribe.user_agent, 500));
END
$$;
