-- cancel_delivery: this lead must not be contacted any more; ends its enrollment for the strongest known
-- reason.
CREATE FUNCTION fn.cancel_delivery(workspace bigint, delivery bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  known record;
BEGIN
  -- The sender works on all workspaces; ending an enrollment works in one.
  PERFORM set_config('overture.workspace', workspace::text, true);
  SELECT e.id, s.reason, k.email_invalid_at INTO known
  FROM deliveries d
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
    JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
    LEFT JOIN suppressions s ON (s.workspace_id, s.email) = (k.workspace_id, k.email_key)
  WHERE (d.workspace_id, d.id) = (workspace, delivery);
  PERFORM fn.end_enrollment(known.id, CASE
    WHEN known.reason IN ('unsubscribed', 'complained', 'asked_in_words') THEN 'unsubscribed'
    WHEN known.reason = 'hard_bounced' OR known.email_invalid_at IS NOT NULL THEN 'email_bounced'
    ELSE 'manually_removed'
  END::exit_reason);
END
$$;
