-- reopen_obstacles: why a completed campaign cannot run again with new leads, for fn.reopen_campaign: the
-- conditions of fn.launch_checks that it does not meet, beside the leads that are still to come, or
-- `archived`. No row: nothing stands against it, or it is not completed.
CREATE FUNCTION fn.reopen_obstacles(campaign bigint) RETURNS SETOF text
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT 'archived'
  FROM campaigns c
  WHERE c.id = campaign AND c.status = 'completed' AND c.archived_at IS NOT NULL
  UNION ALL
  SELECT l.check_name
  FROM campaigns c
    CROSS JOIN LATERAL fn.launch_checks(c.id) l
  WHERE c.id = campaign AND c.status = 'completed'
    AND l.is_needed AND NOT l.is_met AND l.check_name <> 'leads';
END;
