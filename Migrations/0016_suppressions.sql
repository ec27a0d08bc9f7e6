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

SELECT rule.wall('suppressions');
