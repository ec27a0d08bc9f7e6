-- enter: lets this transaction work in the workspace of the person whose session the token belongs to, and
-- returns who they are. No row: there is no such session, and the transaction sees nothing.
--
-- A session ends after some hours without a request, and after some days in any case. Both are settings of
-- the workspace, stored in the session when it begins and when it is used, so it ends at the earlier of the
-- stored and the current limit. A person who is no longer a member of the session's workspace enters another
-- of theirs, the one that they joined first.
CREATE FUNCTION fn.enter(token bytea, come_from inet)
RETURNS TABLE (
  session_id bigint,
  person_id bigint,
  name text,
  email text,
  shortcuts boolean,
  must_change_password boolean,
  role member_role,
  workspace_id bigint,
  workspace_name text,
  time_zone text,
  csrf_token text,
  has_flash boolean,
  workspaces bigint,
  invitations bigint
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  session record;
  person record;
  membership memberships;
BEGIN
  SELECT * INTO session FROM fn.session_of(enter.token) s
  WHERE s.ends_at >= now() AND s.idles_until >= now();
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT p.id, p.name, p.email, p.shortcuts, p.password_is_temporary, p.time_zone INTO person
  FROM people p
  WHERE p.id = session.person_id AND p.disabled_at IS NULL;
  IF NOT FOUND THEN
    RETURN;
  END IF;

  PERFORM set_config('overture.person', person.id::text, true);
  SELECT * INTO membership
  FROM memberships m
  WHERE m.person_id = person.id
  ORDER BY (m.workspace_id IS NOT DISTINCT FROM session.workspace_id) DESC, m.joined_at, m.workspace_id
  LIMIT 1;
  IF FOUND THEN
    PERFORM set_config('overture.workspace', membership.workspace_id::text, true),
      set_config('overture.address', coalesce(host(come_from), ''), true);
  END IF;
  IF membership IS NULL OR fn.session_is_over(membership.workspace_id, session.created_at,
    session.last_seen_at) THEN
    PERFORM set_config('overture.person', '', true), set_config('overture.workspace', '', true);
    RETURN;
  END IF;

  -- Once a minute, and without waiting for another request of the same session.
  UPDATE sessions s
  SET last_seen_at = now(), workspace_id = membership.workspace_id,
    idles_until = now() + fn.session_idle_time(membership.workspace_id)
  WHERE s.id IN (
    SELECT l.id FROM sessions l
    WHERE l.id = session.id
      AND (l.last_seen_at < now() - interval '1 minute'
        OR l.workspace_id IS DISTINCT FROM membership.workspace_id)
    FOR UPDATE SKIP LOCKED);

  RETURN QUERY
  SELECT session.id, person.id, person.name, person.email, person.shortcuts,
    person.password_is_temporary, membership.role, w.id, w.name,
    coalesce(person.time_zone, w.time_zone), session.csrf_token, session.has_flash,
    (SELECT count(*) FROM memberships m WHERE m.person_id = person.id),
    (SELECT count(*) FROM invitations i WHERE i.person_id = person.id)
  FROM workspaces w
  WHERE w.id = membership.workspace_id;
END
$$;
