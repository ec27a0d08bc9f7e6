-- record_complaint: the recipient's provider reports that they marked an email of ours as spam. Their address
-- gets no more email from this moment.
CREATE FUNCTION fn.record_complaint(delivery bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  hit record;
BEGIN
  SELECT d.id, d.campaign_id, e.id AS enrollment_id, e.account_id, e.contact_id, k.email
  INTO hit
  FROM deliveries d
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
    JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
  WHERE d.id = delivery;

  INSERT INTO tracking_events (delivery_id, campaign_id, kind, judged_by)
  VALUES (hit.id, hit.campaign_id, 'complained', 'feedback report');

  PERFORM fn.suppress_contact(hit.contact_id, 'complained', hit.id, 'feedback report');

  PERFORM fn.emit('email.complained', 'contact:' || hit.contact_id, campaign => hit.campaign_id,
    account => hit.account_id, contact => hit.contact_id, enrollment => hit.enrollment_id,
    delivery => hit.id);
END
$$;
