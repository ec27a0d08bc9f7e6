-- failed_deliveries: the emails of a campaign that failed and were not tried again, with the obstacle to
-- trying them again; NULL: none. The page shows this result, and fn.try_failed_again acts on it.
--
-- Only an email that certainly never arrived, and was not rejected permanently, may be tried again:
-- fn.failure_obstacle. And only in order: not if a later step was sent, is planned, or failed permanently.
CREATE FUNCTION fn.failed_deliveries(campaign bigint)
RETURNS TABLE (
  delivery_id bigint, enrollment_id bigint, "position" smallint, failure text, obstacle text
)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT d.id, d.enrollment_id, d.position, coalesce(d.failure, 'unknown_permanent'),
    coalesce(fn.failure_obstacle(d.failure, d.bounce, d.opened_at, d.clicked_at,
      d.machine_opened_at, d.replied_at), CASE
      WHEN e.state = 'active' THEN 'goes_on'
      WHEN NOT fn.may_go_on(e.state, e.exit_reason) THEN 'left'
      WHEN ca.review_status = 'rejected' THEN 'rejected'
      WHEN r.refusal IS NOT NULL THEN 'no_contact'
      WHEN EXISTS (
        SELECT FROM deliveries o
        WHERE (o.workspace_id, o.enrollment_id) = (d.workspace_id, d.enrollment_id)
          AND o.position >= d.position AND o.id <> d.id
          AND (o.state NOT IN ('failed', 'skipped', 'canceled')
            OR (o.state = 'failed' AND o.tried_again_at IS NULL
              AND NOT fn.is_retryable(o.failure)))
      ) THEN 'later'
      WHEN EXISTS (
        SELECT FROM enrollments o
        WHERE (o.workspace_id, o.contact_id) = (e.workspace_id, e.contact_id)
          AND o.state = 'active'
      ) THEN 'elsewhere'
      WHEN NOT EXISTS (
        SELECT FROM steps s
        WHERE (s.workspace_id, s.campaign_id, s.position)
          = (d.workspace_id, d.campaign_id, d.position)
      ) THEN 'no_step'
    END)
  FROM deliveries d
    JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
    JOIN campaign_accounts ca ON (ca.workspace_id, ca.campaign_id, ca.account_id)
      = (e.workspace_id, e.campaign_id, e.account_id)
    CROSS JOIN LATERAL fn.contact_refusals(e.workspace_id, e.contact_id, 'email') r
  WHERE d.workspace_id = rule.workspace() AND d.campaign_id = campaign
    AND d.stage = 'failed' AND d.tried_again_at IS NULL;
END;
