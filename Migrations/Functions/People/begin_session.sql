-- begin_session: begins a session in `workspace`; if none is named, in the workspace that the person last
-- opened by their own choice, or else in the one that they joined first: an invitation opens nothing by
-- itself. Returns the workspace; NULL for someone who belongs to none. Ended sessions are deleted.
CREATE FUNCTION fn.begin_session(
  token bytea, csrf text, member bigint, workspace bigint, come_from inet, agent text
) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  acting text := coalesce(current_setting('overture.person', true), '');
  open_workspace text := coalesce(current_setting('overture.workspace', true), '');
  opened bigint := workspace;
BEGIN
  DELETE FROM sessions s WHERE s.ends_at < now() OR s.idles_until < now();
  IF opened IS NULL THEN
    PERFORM set_config('overture.person', member::text, true);
    SELECT m.workspace_id INTO opened
    FROM memberships m JOIN people p ON p.id = m.person_id
    WHERE m.person_id = member
    ORDER BY (m.workspace_id IS NOT DISTINCT FROM p.last_workspace_id) DESC, m.joined_at, m.workspace_id
    LIMIT 1;
    PERFORM set_config('overture.person', acting, true);
  END IF;

  -- Settings are behind the workspace's wall.
  PERFORM set_config('overture.workspace', coalesce(opened::text, ''), true);

  INSERT INTO sessions (token_hash, person_id, workspace_id, csrf_token, address, user_agent, ends_at,
    idles_until)
  VALUES (token, member, opened, csrf, come_from, left(agent, 300),
    now() + fn.session_days(member) * interval '1 day', now() + fn.session_idle_time(opened));
  PERFORM set_config('overture.workspace', open_workspace, true);
  RETURN opened;
END
$$;
