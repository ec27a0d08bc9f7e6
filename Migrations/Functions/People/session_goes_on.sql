-- session_goes_on: whether a session is still one in this workspace: neither ended nor over, its person
-- not disabled and still a member. For what stays open without a request, such as an event stream;
-- asking does not keep the session alive.
CREATE FUNCTION fn.session_goes_on(session bigint, workspace bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  known sessions;
  goes_on boolean := false;
BEGIN
  SELECT s.* INTO known
  FROM sessions s
    JOIN people p ON p.id = s.person_id
  WHERE s.id = session_goes_on.session AND p.disabled_at IS NULL;
  IF FOUND THEN
    PERFORM set_config('overture.person', known.person_id::text, true),
      set_config('overture.workspace', session_goes_on.workspace::text, true);
    goes_on := EXISTS (
        SELECT 1
        FROM memberships m
        WHERE m.person_id = known.person_id AND m.workspace_id = session_goes_on.workspace)
      AND NOT fn.session_is_over(
        session_goes_on.workspace, known.created_at, known.last_seen_at);
    PERFORM set_config('overture.person', '', true), set_config('overture.workspace', '', true);
  END IF;
  RETURN goes_on;
END
$$;
