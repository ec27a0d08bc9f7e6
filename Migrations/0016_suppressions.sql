CREATE TYPE suppression_reason AS ENUM (
  'unsubscribed', 'complained', 'hard_bounced', 'asked_in_words', 'by_hand'
);

-- Addresses that are not written to, workspace-wide. Nothing here needs a contact: who left before
-- the contact came is still gone.
CREATE TABLE suppressions (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  -- In lower case.
  email text NOT NULL CONSTRAINT suppressed_address_is_lower_case CHECK (email = lower(email)),
  reason suppression_reason NOT NULL,
  delivery_id bigint,
  person_id bigint DEFAULT rule.person() REFERENCES people,
  note text NOT NULL DEFAULT '',
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, email)
);

-- What a link of an e-mail carries whose delivery is gone with its campaign or account: the way out
-- that stands in the e-mail stays open.
CREATE TABLE former_tokens (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  token text NOT NULL,
  email text NOT NULL,
  PRIMARY KEY (workspace_id, token)
);

SELECT rule.wall('suppressions'), rule.wall('former_tokens');
