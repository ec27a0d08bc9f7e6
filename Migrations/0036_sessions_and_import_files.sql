-- Pages can read neither the hash of a session's token nor the secret of its forms, except through
-- fn.session_of for the one token that they were sent. So no query of a page, however it is built, can expose
-- another session. A column that is added later needs its own grant.
REVOKE SELECT ON sessions FROM overture_app;
GRANT SELECT (id, person_id, workspace_id, flash, address, user_agent, created_at, last_seen_at, ends_at,
    idles_until)
  ON sessions TO overture_app;

-- The bytes of an uploaded file whose encoding was guessed: when a person chooses another encoding, the file
-- is read again. Stored in pieces of one megabyte and deleted when the import ends. UTF-8 and UTF-16 are
-- recognized, not guessed, so files in them are not kept.
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
  -- The guessed encoding, as long as another one may be chosen.
  ADD COLUMN guess text NOT NULL DEFAULT '';
