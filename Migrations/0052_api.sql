-- Tokens, idempotent writes and the defaults of the JSON API.

CREATE TYPE access_right AS ENUM (
  'see', 'see_costs', 'edit', 'approve', 'launch', 'handle_replies', 'enter_costs', 'manage_crm', 'administer'
);

-- A token lets a program do what its maker may do, within its rights.
CREATE TABLE api_tokens (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  -- The member who created it. A request with it works as that member, within their role.
  person_id bigint NOT NULL DEFAULT rule.person() REFERENCES people,
  name text NOT NULL CONSTRAINT api_token_has_a_name CHECK (name <> ''),
  rights access_right[] NOT NULL CONSTRAINT api_token_has_a_right CHECK (cardinality(rights) > 0),
  -- SHA-256 of the token, which is stored nowhere else.
  token_hash bytea NOT NULL,
  -- The token, sealed, from the moment it is made until its maker sees it on the next page.
  handed bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- NULL: it does not expire.
  expires_at timestamptz,
  last_used_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_api_token_per_hash UNIQUE (workspace_id, token_hash)
);

-- The answers of writes with an Idempotency-Key, written in the transaction of the write.
CREATE TABLE idempotency_keys (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  -- A token or a person, such as token:5.
  caller text NOT NULL,
  key text NOT NULL,
  -- SHA-256 of method, address and body.
  request_hash bytea NOT NULL,
  -- NULL only within the transaction of the write.
  status int,
  headers jsonb NOT NULL DEFAULT '{}',
  answer text NOT NULL DEFAULT '',
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, caller, key)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (workspace_id, at);

-- Defaults of requests. A workspace without a row has none.
CREATE TABLE api_defaults (
  workspace_id bigint PRIMARY KEY DEFAULT rule.workspace() REFERENCES workspaces,
  product_id bigint,
  FOREIGN KEY (workspace_id, product_id) REFERENCES products
);

-- Launches that were asked for while lists were still being attached.
CREATE TABLE awaited_launches (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  campaign_id bigint NOT NULL,
  -- NULL: immediately.
  launch_at timestamptz,
  asked_at timestamptz NOT NULL DEFAULT now(),
  -- Why it was not launched when the lists were attached; NULL: they are still being attached.
  refused_because text,
  PRIMARY KEY (workspace_id, campaign_id),
  FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns ON DELETE CASCADE
);

SELECT rule.wall('api_tokens'), rule.wall('idempotency_keys'), rule.wall('api_defaults'),
  rule.wall('awaited_launches');
