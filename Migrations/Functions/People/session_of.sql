-- session_of: the session that a token's SHA-256 belongs to, even if it has ended; no row if there is none.
-- It runs as its owner, because pages may select neither the hash that finds the row nor the secret of its
-- forms. The table has no row-level security that this would bypass.
CREATE FUNCTION fn.session_of(token bytea)
RETURNS TABLE (
  id bigint,
  person_id bigint,
  workspace_id bigint,
  csrf_token text,
  has_flash boolean,
  created_at timestamptz,
  last_seen_at timestamptz,
  ends_at timestamptz,
  idles_until timestamptz
)
LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT s.id, s.person_id, s.workspace_id, s.csrf_token, s.flash IS NOT NULL, s.created_at, s.last_seen_at,
    s.ends_at, s.idles_until
  FROM sessions s
  WHERE s.token_hash = session_of.token;
END;
