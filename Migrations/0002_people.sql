CREATE TYPE member_role AS ENUM (
  'owner', 'admin', 'campaign_manager', 'sales', 'finance', 'crm_admin', 'viewer'
);

-- A person may be a member of several workspaces, so people and their sessions stand outside the
-- walls: they are looked up before it is known which workspace is open.
CREATE TABLE people (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  email text NOT NULL CONSTRAINT email_is_lower_case CHECK (email = lower(email)),
  name text NOT NULL CONSTRAINT person_has_a_name CHECK (name <> ''),
  -- scrypt, with its parameters and salt in front; NULL: may not sign in yet.
  password text,
  -- Somebody else has seen it: the next sign-in asks for another.
  password_is_temporary boolean NOT NULL DEFAULT false,
  time_zone text,
  shortcuts boolean NOT NULL DEFAULT true,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT one_person_per_email UNIQUE (email)
);

CREATE TABLE memberships (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  person_id bigint NOT NULL REFERENCES people,
  role member_role NOT NULL,
  joined_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, person_id)
);
CREATE INDEX memberships_of_person ON memberships (person_id);

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace_only ON memberships USING (workspace_id = rule.workspace());
-- The workspaces that somebody may choose from.
CREATE POLICY own_memberships ON memberships FOR SELECT USING (person_id = rule.person());
CREATE POLICY own_workspaces ON workspaces FOR SELECT USING (
  id IN (SELECT m.workspace_id FROM memberships m WHERE m.person_id = rule.person()));

CREATE TABLE sessions (
  -- SHA-256 of the cookie's value, which is kept nowhere.
  token_hash bytea PRIMARY KEY,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
  person_id bigint NOT NULL REFERENCES people ON DELETE CASCADE,
  workspace_id bigint REFERENCES workspaces,
  csrf_token text NOT NULL,
  -- What the next page says of the act before it, once.
  flash jsonb,
  address inet,
  user_agent text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sessions_of_person ON sessions (person_id);

-- Failures to sign in, by account and by address: `subject` is `email:…` or `address:…`.
CREATE TABLE sign_in_failures (
  subject text PRIMARY KEY,
  failures int NOT NULL DEFAULT 0,
  blocked_until timestamptz,
  last_failed_at timestamptz NOT NULL DEFAULT now()
);
