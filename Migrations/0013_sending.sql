CREATE TYPE delivery_state AS ENUM (
  'planned', 'claimed', 'transmitting', 'sent', 'deferred', 'failed', 'in_doubt', 'skipped',
  'canceled'
);
CREATE TYPE bounce_severity AS ENUM ('hard', 'soft');

-- One row per e-mail: the queue of the sender, and for ever the record of what became of it. Tries
-- after a temporary answer are made in the same row; a second attempt is a second e-mail, and only
-- a person asks for one.
CREATE TABLE deliveries (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  -- The enrolment's, for the queue of one campaign.
  campaign_id bigint NOT NULL,
  enrolment_id bigint NOT NULL,
  position smallint NOT NULL,
  attempt smallint NOT NULL DEFAULT 1,
  asked_by bigint REFERENCES people,
  state delivery_state NOT NULL DEFAULT 'planned',
  due_at timestamptz NOT NULL,
  -- The last decision was to hold it: not looked at again before then. NULL: as soon as it is due.
  look_at timestamptz,
  -- From 0: which of the step's subjects.
  arm smallint,
  mailbox_id bigint,
  -- The part between < and >; given with the first claim, and kept through every try.
  message_id text,
  -- Bearer of the links in the message: 128 bits, given with the first claim.
  token text,
  deferrals smallint NOT NULL DEFAULT 0,
  claimed_by text,
  claimed_until timestamptz,
  claimed_at timestamptz,
  transmitting_at timestamptz,
  sent_at timestamptz,
  settled_at timestamptz,
  -- The server's answer, or why it was skipped, canceled or is in doubt.
  answer text,
  -- Opens and clicks by people; machines' are kept in tracking_events, and decide nothing.
  opened_at timestamptz,
  clicked_at timestamptz,
  machine_opened_at timestamptz,
  replied_at timestamptz,
  bounced_at timestamptz,
  bounce bounce_severity,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, enrolment_id) REFERENCES enrolments,
  FOREIGN KEY (workspace_id, mailbox_id) REFERENCES mailboxes,
  CONSTRAINT one_delivery_per_step_and_attempt
    UNIQUE (workspace_id, enrolment_id, position, attempt),
  CONSTRAINT sent_again_means_somebody_asked
    CHECK (attempt = 1 OR (attempt > 1 AND asked_by IS NOT NULL)),
  CONSTRAINT waiting_means_nobody_has_it
    CHECK (state NOT IN ('planned', 'deferred') OR claimed_by IS NULL),
  CONSTRAINT held_means_by_a_worker
    CHECK (state NOT IN ('claimed', 'transmitting') OR claimed_by IS NOT NULL),
  CONSTRAINT deferred_means_by_a_temporary_answer
    CHECK (state <> 'deferred' OR answer IS NOT NULL),
  CONSTRAINT settled_means_at_a_time CHECK (
    (state IN ('sent', 'failed', 'in_doubt', 'skipped', 'canceled')) = (settled_at IS NOT NULL)),
  CONSTRAINT settled_means_with_an_answer CHECK (settled_at IS NULL OR answer IS NOT NULL),
  CONSTRAINT sent_means_at_a_time CHECK ((state = 'sent') = (sent_at IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);

CREATE UNIQUE INDEX one_delivery_per_message_id ON deliveries (message_id)
  WHERE message_id IS NOT NULL;
CREATE UNIQUE INDEX one_delivery_per_token ON deliveries (token) WHERE token IS NOT NULL;
CREATE INDEX deliveries_due
  ON deliveries (workspace_id, campaign_id, (coalesce(look_at, due_at)), id)
  WHERE state IN ('planned', 'deferred');
CREATE INDEX deliveries_held ON deliveries (claimed_by) WHERE state IN ('claimed', 'transmitting');
CREATE INDEX deliveries_failed ON deliveries (workspace_id, campaign_id, enrolment_id)
  WHERE state = 'failed';
CREATE INDEX deliveries_in_doubt ON deliveries (workspace_id, campaign_id, id)
  WHERE state = 'in_doubt';

-- What the decision function said of a delivery, kept when the verdict changes: from when to when.
CREATE TABLE decisions (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  enrolment_id bigint NOT NULL,
  delivery_id bigint NOT NULL,
  verdict text NOT NULL,
  -- Which rule or limit binds, and its inputs.
  binding text,
  inputs jsonb NOT NULL DEFAULT '{}',
  next_at timestamptz,
  decided_at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now(),
  times bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, enrolment_id) REFERENCES enrolments
);
CREATE INDEX decisions_of_delivery ON decisions (workspace_id, delivery_id, id);
CREATE INDEX decisions_of_enrolment ON decisions (workspace_id, enrolment_id);

-- Figures of a campaign's e-mails by step, cached like campaign_counts.
CREATE TABLE step_counts (
  workspace_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  position smallint NOT NULL,
  waiting bigint NOT NULL DEFAULT 0,
  sent bigint NOT NULL DEFAULT 0,
  opened bigint NOT NULL DEFAULT 0,
  machine_opened bigint NOT NULL DEFAULT 0,
  clicked bigint NOT NULL DEFAULT 0,
  replied bigint NOT NULL DEFAULT 0,
  hard_bounced bigint NOT NULL DEFAULT 0,
  soft_bounced bigint NOT NULL DEFAULT 0,
  failed bigint NOT NULL DEFAULT 0,
  -- Of the failed, those that were refused for their address: hard bounces that were never sent.
  refused bigint NOT NULL DEFAULT 0,
  in_doubt bigint NOT NULL DEFAULT 0,
  skipped bigint NOT NULL DEFAULT 0,
  canceled bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, campaign_id, position)
);
CREATE TABLE step_deltas (
  workspace_id bigint NOT NULL,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  campaign_id bigint NOT NULL,
  position smallint NOT NULL,
  waiting bigint NOT NULL DEFAULT 0,
  sent bigint NOT NULL DEFAULT 0,
  opened bigint NOT NULL DEFAULT 0,
  machine_opened bigint NOT NULL DEFAULT 0,
  clicked bigint NOT NULL DEFAULT 0,
  replied bigint NOT NULL DEFAULT 0,
  hard_bounced bigint NOT NULL DEFAULT 0,
  soft_bounced bigint NOT NULL DEFAULT 0,
  failed bigint NOT NULL DEFAULT 0,
  refused bigint NOT NULL DEFAULT 0,
  in_doubt bigint NOT NULL DEFAULT 0,
  skipped bigint NOT NULL DEFAULT 0,
  canceled bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX step_deltas_of_campaign ON step_deltas (workspace_id, campaign_id);

SELECT rule.wall('deliveries'), rule.wall('decisions'), rule.wall('step_counts'),
  rule.wall('step_deltas');
