-- session_is_over: whether a session of this workspace has lasted, or been idle, for too long.
--
-- In plpgsql, which caches its plan: every request calls it, and as an SQL function it was planned again in
-- each transaction, which took longer than the rest of fn.enter.
CREATE FUNCTION fn.session_is_over(
  workspace bigint,
  began_at timestamptz,
  seen_at timestamptz
) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT bool_or(CASE d.key
      WHEN 'session.idle_hours' THEN seen_at < now()
        - coalesce(s.value, d.value)::numeric * interval '1 hour'
      ELSE began_at < now()
        - coalesce(s.value, d.value)::numeric * interval '1 day' END)
    FROM setting_defaults d
      LEFT JOIN settings s ON (s.workspace_id, s.key) = (workspace, d.key)
    WHERE d.key IN ('session.idle_hours', 'session.absolute_days'));
END
$$;
