-- session_is_over: whether a session of this workspace has lived, or lain idle, for too long.
CREATE FUNCTION fn.session_is_over(
  workspace bigint,
  began_at timestamptz,
  seen_at timestamptz
) RETURNS boolean
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT seen_at < now()
      - (rule.setting(workspace, 'session.idle_hours') #>> '{}')::numeric * interval '1 hour'
    OR began_at < now()
      - (rule.setting(workspace, 'session.absolute_days') #>> '{}')::numeric * interval '1 day';
END;
