-- look_again: the reason that held the other deliveries of this one's enrollment may be gone; the next claim
-- looks at them again.
CREATE FUNCTION fn.look_again(delivery bigint) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  UPDATE deliveries o
  SET look_at = NULL
  FROM deliveries d
  WHERE (d.workspace_id, d.id) = (rule.workspace(), delivery)
    AND (o.workspace_id, o.enrollment_id) = (d.workspace_id, d.enrollment_id)
    AND o.state IN ('planned', 'deferred')
    AND o.look_at IS NOT NULL;
END;
