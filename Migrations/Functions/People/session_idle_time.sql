-- session_idle_time: how long a session of this workspace may lie idle. NULL: of none.
CREATE FUNCTION fn.session_idle_time(workspace bigint) RETURNS interval
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN rule.setting(workspace, 'session.idle_hours')::numeric * interval '1 hour';
END
$$;
