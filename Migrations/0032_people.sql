-- Sessions keep when they end: a setting that is raised later gives life to none that is over. `ends_at` is
-- set once, `idles_until` moves with each use.
ALTER TABLE sessions
  ADD COLUMN ends_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
  ADD COLUMN idles_until timestamptz NOT NULL DEFAULT now() + interval '12 hours';
UPDATE sessions
SET ends_at = created_at + interval '7 days', idles_until = last_seen_at + interval '12 hours';

ALTER TABLE people
  -- The workspace that they opened last by their own choice: the next session begins there.
  ADD COLUMN last_workspace_id bigint REFERENCES workspaces,
  -- Of a one-time password: it opens nothing afterwards.
  ADD COLUMN password_expires_at timestamptz;
UPDATE people SET password_expires_at = now() + interval '7 days' WHERE password_is_temporary;

-- A person who has an account joins a workspace when they accept its invitation. Until then its members know
-- the address that the inviter typed, and nothing else.
--
-- An account proves nothing about its address: any workspace can make one for an address that no account has
-- yet, and an administrator may know its one-time password. So accepting takes a code, which the inviter
-- hands over to the person they mean.
CREATE TABLE invitations (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  person_id bigint NOT NULL REFERENCES people ON DELETE CASCADE,
  role member_role NOT NULL,
  invited_by bigint DEFAULT rule.person() REFERENCES people,
  invited_at timestamptz NOT NULL DEFAULT now(),
  -- SHA-256 of the code, which is shown to the inviter once.
  code_hash bytea NOT NULL,
  code_expires_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
  PRIMARY KEY (workspace_id, person_id)
);
CREATE TYPE invitation_answer AS ENUM (
  'accepted', 'declined', 'wrong_code', 'expired_code', 'too_many_tries');
CREATE INDEX invitations_of_person ON invitations (person_id);
SELECT rule.wall('invitations');
-- The invited see who asks, and into which workspace.
CREATE POLICY own_invitations ON invitations FOR SELECT USING (person_id = rule.person());
CREATE POLICY inviting_workspaces ON workspaces FOR SELECT USING (
  id IN (SELECT i.workspace_id FROM invitations i WHERE i.person_id = rule.person()));

-- Browsers in which somebody has signed in before: what others fail at slows nobody down who comes with one.
CREATE TABLE known_browsers (
  -- SHA-256 of the cookie's value, which is kept nowhere.
  token_hash bytea NOT NULL,
  person_id bigint NOT NULL REFERENCES people ON DELETE CASCADE,
  last_used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (token_hash, person_id)
);
CREATE INDEX known_browsers_of_person ON known_browsers (person_id);

-- Failures were counted for an account, whoever failed: so anybody could keep somebody else out. Now they are
-- counted for (account, network), (account, known browser), network, and account; see fn.begin_sign_in.
DROP TABLE sign_in_failures;
CREATE TABLE sign_in_failures (
  -- SHA-256 of what is counted: what is typed as an address may be anything, of any length.
  subject bytea PRIMARY KEY,
  failures int NOT NULL,
  blocked_until timestamptz,
  -- Then the row counts for nothing, and the next who signs in removes it.
  forgotten_at timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_to_forget ON sign_in_failures (forgotten_at);

-- People and sessions have no wall, because they are looked up before the workspace is known. So pages read
-- there no password hash, but by fn.password_of one at a time, and change no address, no disabled account and
-- no session's person. A column that is added later needs a grant of its own.
REVOKE SELECT, INSERT, UPDATE ON people FROM overture_app;
GRANT SELECT (id, email, name, password_is_temporary, password_expires_at, time_zone, shortcuts, disabled_at,
    created_at, last_workspace_id),
  INSERT (email, name, password, password_is_temporary, password_expires_at),
  UPDATE (name, password, password_is_temporary, password_expires_at, time_zone, shortcuts,
    last_workspace_id)
  ON people TO overture_app;
REVOKE UPDATE ON sessions FROM overture_app;
GRANT UPDATE (token_hash, csrf_token, workspace_id, flash, last_seen_at, idles_until)
  ON sessions TO overture_app;
