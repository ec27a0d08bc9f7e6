-- suppress_address: this address gets no more email from this workspace, and each of its sequences ends: as
-- unsubscribed if its owner asked for that, as removed manually if a member of the workspace added it.
-- Returns whether it was not suppressed before.
--
-- The first reason stays, with one exception: the words of a reply, which fn.lift_suppression may take back,
-- give way to any other reason.
CREATE FUNCTION fn.suppress_address(
  address text, reason suppression_reason, delivery bigint, note text
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  is_new boolean := false;
BEGIN
  INSERT INTO suppressions (email, reason, delivery_id, note)
  VALUES (lower(btrim(address)), suppress_address.reason, delivery, suppress_address.note)
  ON CONFLICT (workspace_id, email) DO NOTHING
  RETURNING true INTO is_new;
  IF is_new THEN
    PERFORM fn.emit('contact.unsubscribed', 'contact:' || k.id,
      jsonb_build_object('reason', suppress_address.reason),
      campaign => d.campaign_id, account => k.account_id, contact => k.id, enrollment => d.enrollment_id,
      delivery => d.id)
    FROM contacts k
      LEFT JOIN deliveries d ON (d.workspace_id, d.id) = (k.workspace_id, suppress_address.delivery)
    WHERE k.workspace_id = rule.workspace() AND k.email_key = lower(btrim(address));
  ELSIF suppress_address.reason <> 'asked_in_words' THEN
    UPDATE suppressions s
    SET reason = suppress_address.reason, delivery_id = suppress_address.delivery,
      note = suppress_address.note, person_id = rule.person()
    WHERE s.email = lower(btrim(address)) AND s.reason = 'asked_in_words';
  END IF;

  PERFORM fn.end_enrollment(e.id, CASE suppress_address.reason
    WHEN 'unsubscribed' THEN 'unsubscribed'
    WHEN 'complained' THEN 'unsubscribed'
    WHEN 'asked_in_words' THEN 'unsubscribed'
    WHEN 'hard_bounced' THEN 'email_bounced'
    WHEN 'by_hand' THEN 'manually_removed' END::exit_reason)
  FROM contacts k
    JOIN enrollments e ON (e.workspace_id, e.contact_id) = (k.workspace_id, k.id)
  WHERE k.workspace_id = rule.workspace() AND k.email_key = lower(btrim(address))
    AND (e.state = 'active' OR (e.state = 'finished' AND e.id = (
      SELECT d.enrollment_id FROM deliveries d WHERE d.id = delivery)));
  RETURN coalesce(is_new, false);
END
$$;
