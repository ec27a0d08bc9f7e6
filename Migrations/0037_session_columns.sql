-- Pages read neither the hash of a session's token nor the secret of its forms, except by fn.session_of for
-- the one token that was sent to them. So a query of a page, however it is made, carries no other session's
-- along. A column that is added later needs a grant of its own.
REVOKE SELECT ON sessions FROM overture_app;
GRANT SELECT (id, person_id, workspace_id, flash, address, user_agent, created_at, last_seen_at, ends_at,
    idles_until)
  ON sessions TO overture_app;
