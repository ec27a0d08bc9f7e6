-- Pages read neither the hash of a session's token nor the secret of its forms, except by fn.session_of for
-- the one token that was sent to them. So a query of a page, however it is made, carries no other session's
-- along. A column that is added later needs a grant of its own.
REVOKE SELECT ON sessions FROM overture_app;
GRANT SELECT (id, person_id, workspace_id, flash, address, user_agent, created_at, last_seen_at, ends_at,
    idles_until)
  ON sessions TO overture_app;

-- The bytes of an uploaded file whose encoding was guessed: a person may choose another one, and then it is
-- read again. Pieces of a megabyte; they go when the import has ended. UTF-8 and UTF-16 are no guess, and
-- files in them are not kept.
CREATE TABLE import_files (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  import_id bigint NOT NULL,
  piece int NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (workspace_id, import_id, piece),
  FOREIGN KEY (workspace_id, import_id) REFERENCES imports ON DELETE CASCADE
);
SELECT rule.wall('import_files');

ALTER TABLE imports
  -- The encoding that was guessed, as long as another one may be chosen.
  ADD COLUMN guess text NOT NULL DEFAULT '';
