-- enter_by_token: lets this transaction work in a workspace as the person who made the token with this
-- SHA-256, and returns who they are and the rights of the token. No row: the token is not valid there, or its
-- maker is no longer a member, and the transaction sees nothing.
CREATE FUNCTION fn.enter_by_token(workspace bigint, token bytea, come_from inet)
RETURNS TABLE (
  token_id bigint,
  rights access_right[],
  person_id bigint,
  name text,
  email text,
  role member_role,
  workspace_id bigint,
  workspace_name text,
  time_zone text
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  pass record;
  maker record;
BEGIN
  PERFORM set_config('overture.workspace', workspace::text, true);
  SELECT t.id, t.rights, t.person_id INTO pass
  FROM api_tokens t
  WHERE t.workspace_id = workspace AND t.token_hash = token
    AND (t.expires_at IS NULL OR t.expires_at > now());
  IF FOUND THEN
    PERFORM set_config('overture.person', pass.person_id::text, true),
      set_config('overture.address', coalesce(host(come_from), ''), true);
    SELECT p.id, p.name, p.email, m.role, w.name AS workspace_name,
      coalesce(p.time_zone, w.time_zone) AS time_zone
    INTO maker
    FROM memberships m
      JOIN people p ON p.id = m.person_id AND p.disabled_at IS NULL
      JOIN workspaces w ON w.id = m.workspace_id
    WHERE m.person_id = pass.person_id AND m.workspace_id = workspace;
  END IF;
  IF NOT FOUND THEN
    PERFORM set_config('overture.person', '', true), set_config('overture.workspace', '', true);
    RETURN;
  END IF;

  -- Once a minute, and without waiting for another request with the same token.
  UPDATE api_tokens t
  SET last_used_at = now()
  WHERE t.id IN (
    SELECT l.id FROM api_tokens l
    WHERE l.workspace_id = workspace AND l.id = pass.id
      AND coalesce(l.last_used_at < now() - interval '1 minute', true)
    FOR UPDATE SKIP LOCKED);

  RETURN QUERY
  SELECT pass.id, pass.rights, maker.id, maker.name, maker.email, maker.role, workspace,
    maker.workspace_name, maker.time_zone;
END
$$;
