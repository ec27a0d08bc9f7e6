CREATE TYPE mailbox_kind AS ENUM ('practice', 'smtp');
CREATE TYPE mailbox_state AS ENUM ('ready', 'paused');
CREATE TYPE smtp_security AS ENUM ('none', 'starttls', 'tls');

-- A sender: from whom, and through which server.
CREATE TABLE mailboxes (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  kind mailbox_kind NOT NULL DEFAULT 'smtp',
  email text NOT NULL,
  display_name text NOT NULL DEFAULT '',
  reply_to text,
  smtp_host text NOT NULL,
  smtp_port int NOT NULL CONSTRAINT smtp_port_in_range CHECK (smtp_port BETWEEN 1 AND 65535),
  smtp_security smtp_security NOT NULL DEFAULT 'starttls',
  smtp_user text,
  -- AES-GCM under the key in OVERTURE_SECRET_FILE, never shown again.
  smtp_password bytea,
  imap_host text,
  imap_port int,
  imap_security smtp_security,
  imap_user text,
  imap_password bytea,
  -- DKIM, where we sign: the private key is encrypted like a password.
  dkim_domain text,
  dkim_selector text,
  dkim_private_key bytea,
  -- What is to be published at <selector>._domainkey.<domain>.
  dkim_record text,
  state mailbox_state NOT NULL DEFAULT 'ready',
  health int NOT NULL DEFAULT 100 CONSTRAINT health_in_range CHECK (health BETWEEN 0 AND 100),
  errors_in_a_row int NOT NULL DEFAULT 0,
  cooling_until timestamptz,
  last_error text,
  last_error_at timestamptz,
  -- E-mails in any 24 hours; NULL: the workspace's setting.
  daily_limit int CONSTRAINT daily_limit_is_positive CHECK (daily_limit > 0),
  -- Of a new mailbox: so many on the first day, and so many more each day. NULL: no ramp.
  ramp_start int,
  ramp_step int,
  ramp_since date,
  verified_at timestamptz,
  created_by bigint DEFAULT rule.person() REFERENCES people,
  created_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT signing_needs_domain_selector_and_key CHECK (
    (dkim_domain IS NULL) = (dkim_selector IS NULL)
      AND (dkim_domain IS NULL) = (dkim_private_key IS NULL))
);
CREATE UNIQUE INDEX one_mailbox_per_address ON mailboxes (workspace_id, lower(email))
  WHERE archived_at IS NULL;

CREATE TABLE campaign_mailboxes (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  campaign_id bigint NOT NULL,
  mailbox_id bigint NOT NULL,
  PRIMARY KEY (workspace_id, campaign_id, mailbox_id),
  FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns,
  FOREIGN KEY (workspace_id, mailbox_id) REFERENCES mailboxes
);

-- What was reserved of a mailbox's rolling day, by the minute: a claim adds, and what comes back
-- unsent is taken off again. The sum of the last 24 hours' rows is what the limit looks at.
CREATE TABLE mailbox_uses (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  mailbox_id bigint NOT NULL,
  minute timestamptz NOT NULL,
  used int NOT NULL,
  PRIMARY KEY (workspace_id, mailbox_id, minute),
  FOREIGN KEY (workspace_id, mailbox_id) REFERENCES mailboxes
);

-- Families of recipient domains, each with a rate of its own. Any other domain is its own family
-- and has the rate of the row without a domain.
CREATE TABLE domain_families (
  family text PRIMARY KEY,
  per_second numeric NOT NULL,
  explanation text NOT NULL
);
INSERT INTO domain_families VALUES
  ('gmail', 2, 'Gmail'), ('outlook', 2, 'Outlook'), ('yahoo', 2, 'Yahoo'), ('icloud', 2, 'iCloud'),
  ('proton', 1, 'Proton'), ('other', 5, 'each other domain');

CREATE TABLE family_domains (
  domain text PRIMARY KEY,
  family text NOT NULL REFERENCES domain_families
);
INSERT INTO family_domains VALUES
  ('gmail.com', 'gmail'), ('googlemail.com', 'gmail'), ('outlook.com', 'outlook'),
  ('hotmail.com', 'outlook'), ('live.com', 'outlook'), ('msn.com', 'outlook'),
  ('yahoo.com', 'yahoo'), ('ymail.com', 'yahoo'), ('rocketmail.com', 'yahoo'),
  ('yahoo.co.uk', 'yahoo'), ('yahoo.de', 'yahoo'), ('yahoo.fr', 'yahoo'), ('aol.com', 'yahoo'),
  ('icloud.com', 'icloud'), ('me.com', 'icloud'), ('mac.com', 'icloud'),
  ('proton.me', 'proton'), ('protonmail.com', 'proton'), ('pm.me', 'proton');

-- A workspace's own rates, where they differ.
CREATE TABLE domain_rates (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  family text NOT NULL REFERENCES domain_families,
  per_second numeric NOT NULL CONSTRAINT rate_is_positive CHECK (per_second > 0),
  PRIMARY KEY (workspace_id, family)
);

-- What was reserved of a domain's rate: when its next e-mail may leave. Those that were held for it
-- wait in line, one place after the other, and the line ends at queued_until.
CREATE TABLE domain_uses (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  -- The family, or the domain itself where it has none.
  domain text NOT NULL,
  next_free_at timestamptz NOT NULL,
  queued_until timestamptz NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (workspace_id, domain)
);

SELECT rule.wall('mailboxes'), rule.wall('campaign_mailboxes'), rule.wall('mailbox_uses'),
  rule.wall('domain_rates'), rule.wall('domain_uses');
