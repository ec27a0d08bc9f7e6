-- sessions_over: which of these sessions, each with the workspace that it is used in, have ended: signed out
-- or expired, or their person disabled or no longer a member there. It is for connections that stay open
-- without a request, such as event streams, and checks those of all workspaces in one call; asking does not
-- keep a session alive. Called as overture_worker.
CREATE FUNCTION fn.sessions_over(sessions bigint[], workspaces bigint[])
RETURNS TABLE (session bigint, workspace bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT u.session, u.workspace
  FROM unnest(sessions_over.sessions, sessions_over.workspaces) u (session, workspace)
  WHERE NOT EXISTS (
    SELECT
    FROM sessions s
      JOIN people p ON p.id = s.person_id
      JOIN memberships m ON (m.person_id, m.workspace_id) = (s.person_id, u.workspace)
    WHERE s.id = u.session AND p.disabled_at IS NULL
      -- A promise of the session itself, whatever the settings have become since.
      AND s.ends_at >= now() AND s.idles_until >= now()
      AND NOT fn.session_is_over(u.workspace, s.created_at, s.last_seen_at));
END;
