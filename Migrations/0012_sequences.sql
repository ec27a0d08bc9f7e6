CREATE TYPE step_condition AS ENUM ('always', 'on_open', 'on_click', 'not_opened');
CREATE TYPE exit_reason AS ENUM (
  'unsubscribed', 'email_bounced', 'meeting_booked', 'reply_received', 'custom_exit_criteria_met',
  'manually_removed', 'joined_other_campaign', 'campaign_turned_off_or_expired',
  'engagement_window_ended'
);
CREATE TYPE enrolment_state AS ENUM ('active', 'finished', 'exited');

CREATE TABLE steps (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  campaign_id bigint NOT NULL,
  -- From 0, without gaps.
  position smallint NOT NULL,
  -- One or more: the arms of an A/B test.
  subjects text[] NOT NULL CONSTRAINT step_has_a_subject CHECK (cardinality(subjects) > 0),
  body text NOT NULL,
  wait_days int NOT NULL DEFAULT 0 CONSTRAINT wait_days_in_range CHECK (wait_days BETWEEN 0 AND 365),
  wait_hours int NOT NULL DEFAULT 0 CONSTRAINT wait_hours_in_range CHECK (wait_hours BETWEEN 0 AND 23),
  condition step_condition NOT NULL DEFAULT 'always',
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, campaign_id, position),
  FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns
);

CREATE TABLE campaign_lists (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  campaign_id bigint NOT NULL,
  list_id bigint NOT NULL,
  attached_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, campaign_id, list_id),
  FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns,
  FOREIGN KEY (workspace_id, list_id) REFERENCES lists
);

-- A list on its way into a campaign: its accounts through the guardrails and, unless only these are
-- wanted, its contacts into the sequence. Worked off in batches, each with its progress.
CREATE TYPE attachment_state AS ENUM ('working', 'done', 'canceled', 'failed');

CREATE TABLE attachments (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  campaign_id bigint NOT NULL,
  list_id bigint NOT NULL,
  -- Guardrails that are lifted for this one time.
  flags text[] NOT NULL DEFAULT '{}',
  -- Off: only the accounts are added.
  enrols boolean NOT NULL DEFAULT true,
  state attachment_state NOT NULL DEFAULT 'working',
  error text,
  -- Of the list when it began, and how many of them are through: those up to last_contact.
  contacts bigint NOT NULL,
  contacts_done bigint NOT NULL DEFAULT 0,
  last_contact bigint NOT NULL DEFAULT 0,
  -- What became of the accounts, as fn.add_accounts says it, and of the contacts: outcome to number.
  answer jsonb NOT NULL DEFAULT '[]',
  outcomes jsonb NOT NULL DEFAULT '{}',
  claimed_by text,
  claimed_until timestamptz,
  created_by bigint DEFAULT rule.person() REFERENCES people,
  address inet DEFAULT rule.address(),
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns,
  FOREIGN KEY (workspace_id, list_id) REFERENCES lists,
  CONSTRAINT ended_attachment_has_a_time CHECK ((state = 'working') = (finished_at IS NULL))
);
CREATE INDEX attachments_at_work ON attachments (id) WHERE state = 'working';
CREATE UNIQUE INDEX one_attachment_at_work
  ON attachments (workspace_id, campaign_id, list_id) WHERE state = 'working';
CREATE INDEX attachments_of_campaign ON attachments (workspace_id, campaign_id, id);
CREATE INDEX attachments_of_list ON attachments (workspace_id, list_id);

-- A contact in a campaign's sequence. Its account stands here for the keys: it is in the campaign,
-- and the contact is one of its own.
CREATE TABLE enrolments (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  campaign_id bigint NOT NULL,
  account_id bigint NOT NULL,
  contact_id bigint NOT NULL,
  -- By even rotation, fixed: arm = rotation % number of subjects.
  rotation int NOT NULL DEFAULT 0,
  -- Chosen with the first e-mail, and kept.
  mailbox_id bigint,
  state enrolment_state NOT NULL DEFAULT 'active',
  exit_reason exit_reason,
  ended_at timestamptz,
  -- An out-of-office holds it until then.
  held_until timestamptz,
  held_because text,
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, campaign_id, account_id) REFERENCES campaign_accounts,
  FOREIGN KEY (workspace_id, account_id, contact_id)
    REFERENCES contacts (workspace_id, account_id, id),
  FOREIGN KEY (workspace_id, mailbox_id) REFERENCES mailboxes,
  CONSTRAINT one_enrolment_per_contact UNIQUE (workspace_id, campaign_id, contact_id),
  CONSTRAINT exited_means_for_one_reason CHECK ((state = 'exited') = (exit_reason IS NOT NULL)),
  CONSTRAINT ended_means_at_a_time CHECK ((state = 'active') = (ended_at IS NULL))
-- Room on each page, because the first claim writes the mailbox into every one of them.
) WITH (fillfactor = 80);
-- One person is active in at most one campaign of a workspace.
CREATE UNIQUE INDEX one_active_enrolment_per_contact ON enrolments (workspace_id, contact_id)
  WHERE state = 'active';
CREATE INDEX enrolments_active ON enrolments (workspace_id, campaign_id) WHERE state = 'active';
CREATE INDEX enrolments_of_campaign ON enrolments (workspace_id, campaign_id, id);
CREATE INDEX enrolments_exited ON enrolments (workspace_id, campaign_id, exit_reason, id)
  WHERE state = 'exited';
CREATE INDEX enrolments_of_account ON enrolments (workspace_id, campaign_id, account_id);

SELECT rule.wall('steps'), rule.wall('campaign_lists'), rule.wall('attachments'),
  rule.wall('enrolments');

-- What carries a delivery's links and Message-ID: its workspace, so that who comes with a link and
-- nothing else is let into the right one, and 128 bits that nobody guesses.
CREATE FUNCTION rule.make_token(workspace bigint) RETURNS text
LANGUAGE sql VOLATILE
RETURN to_hex(workspace) || '-' || left(encode(
  sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'), 32);
