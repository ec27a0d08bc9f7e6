-- Events of a workspace, for webhooks and every later subscriber.

CREATE TYPE event_kind AS ENUM (
  'email.sent', 'email.deferred', 'email.failed', 'email.unconfirmed', 'email.opened', 'email.clicked',
  'email.bounced', 'email.complained',
  'reply.received', 'reply.classified', 'reply.corrected', 'reply.followed_up', 'meeting.booked',
  'message.logged',
  'contact.created', 'contact.unsubscribed', 'contact.resubscribed',
  'enrollment.started', 'enrollment.ended', 'enrollment.resumed',
  'campaign.created', 'campaign.launched', 'campaign.unlaunched', 'campaign.paused', 'campaign.resumed',
  'campaign.completed', 'campaign.archived', 'campaign.restored', 'campaign.deleted',
  'account.added', 'account.removed', 'account.reviewed', 'account.status_changed',
  'mailbox.failing', 'mailbox.recovered',
  'webhook.disabled', 'webhook.tested'
);

-- Written by fn.emit_events alone, in the transaction of the change.
CREATE TABLE events (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  -- A transaction that commits later may hold a smaller id, so subscribers read in the order of (txid, id),
  -- and only what is older than every running transaction. fn.emit_events says what the number is.
  txid xid8 NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  kind event_kind NOT NULL,
  -- Events with the same key stay in order where the subscriber asks for it.
  key text NOT NULL,
  -- NULL: the program's own doing.
  actor bigint DEFAULT rule.person(),
  campaign_id bigint,
  account_id bigint,
  contact_id bigint,
  enrollment_id bigint,
  delivery_id bigint,
  reply_id bigint,
  data jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (workspace_id, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX events_in_order ON events (workspace_id, txid, id);
SELECT rule.make_partitions('events', 24);

-- An event that is about to be written, as functions pass it to fn.emit_events. `at` NULL: now.
CREATE TYPE emission AS (
  workspace_id bigint,
  at timestamptz,
  kind event_kind,
  key text,
  campaign_id bigint,
  account_id bigint,
  contact_id bigint,
  enrollment_id bigint,
  delivery_id bigint,
  reply_id bigint,
  data jsonb
);

-- The events so far, under their new names. Row security is off for the owner of the old table in this
-- transaction only.
ALTER TABLE outbox_events NO FORCE ROW LEVEL SECURITY;
INSERT INTO events (workspace_id, txid, at, kind, key, campaign_id, account_id, contact_id, delivery_id,
  reply_id, actor, data)
SELECT o.workspace_id, pg_current_xact_id(), o.at, n.kind::event_kind,
  coalesce('contact:' || o.contact_id, 'account:' || o.account_id, 'delivery:' || o.delivery_id,
    'campaign:' || o.campaign_id, 'outbox:' || o.id),
  o.campaign_id, o.account_id, o.contact_id, o.delivery_id, (o.payload ->> 'reply')::bigint, NULL,
  (o.payload - 'reply' - 'corrected' - 'message')
    || CASE WHEN o.payload ? 'message'
      THEN jsonb_build_object('message_id', o.payload -> 'message') ELSE '{}' END
FROM outbox_events o
  CROSS JOIN LATERAL (
    SELECT CASE o.kind
      WHEN 'sent' THEN 'email.sent'
      WHEN 'failed' THEN 'email.failed'
      WHEN 'opened' THEN 'email.opened'
      WHEN 'clicked' THEN 'email.clicked'
      WHEN 'bounced' THEN 'email.bounced'
      WHEN 'lead.complained' THEN 'email.complained'
      WHEN 'unsubscribed' THEN 'contact.unsubscribed'
      WHEN 'lead.replied' THEN
        CASE WHEN (o.payload ->> 'corrected')::boolean THEN 'reply.corrected' ELSE 'reply.classified' END
      WHEN 'reply_received' THEN 'reply.received'
      WHEN 'campaign_started' THEN 'campaign.resumed'
      WHEN 'campaign_paused' THEN 'campaign.paused'
      WHEN 'campaign_completed' THEN 'campaign.completed'
      ELSE o.kind
    END AS kind
  ) n
-- Names that no version wrote are no events.
WHERE n.kind IN (SELECT unnest(enum_range(NULL::event_kind))::text)
ORDER BY o.at, o.id;
DROP TABLE outbox_events;
SELECT rule.wall('events');
REVOKE UPDATE, DELETE ON events FROM overture_app;

CREATE TYPE event_consumer AS ENUM ('webhook');
-- paused: by a person. disabled: by the program, after days of failures or because the receiver is gone.
CREATE TYPE subscriber_state AS ENUM ('active', 'paused', 'disabled');
CREATE TYPE event_delivery_state AS ENUM ('pending', 'leased', 'done', 'dead');

CREATE TABLE subscribers (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  consumer event_consumer NOT NULL,
  name text NOT NULL CONSTRAINT subscriber_has_a_name CHECK (name <> ''),
  kinds event_kind[] NOT NULL,
  -- A delivery waits for the earlier ones of its key, and a dead one holds its key.
  is_ordered boolean NOT NULL DEFAULT false,
  -- Where a webhook sends to, and the sealed key that signs what it sends.
  address text NOT NULL DEFAULT '',
  secret bytea,
  state subscriber_state NOT NULL DEFAULT 'active',
  -- Since the first failure after the last success.
  failing_since timestamptz,
  -- No delivery before this time: the receiver did not answer.
  rests_until timestamptz,
  disabled_at timestamptz,
  -- The last event that was read, in the order of (txid, id). At first the transaction that adds the subscriber:
  -- what happens after it has a greater number.
  cursor_txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  cursor_id bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The key of the form that added it: a form that is submitted twice adds one webhook.
  form_key text,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_subscriber_per_form UNIQUE (workspace_id, form_key),
  CONSTRAINT disabled_means_at_a_time CHECK ((state = 'disabled') = (disabled_at IS NOT NULL))
);

-- Without a foreign key to subscribers, whose check would take a fifth of the time that reading an event takes:
-- who writes a delivery holds its subscriber's lock, and fn.delete_event_deliveries goes with the subscriber.
CREATE TABLE event_deliveries (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  -- In the order in which the subscriber read the events.
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  subscriber_id bigint NOT NULL,
  event_id bigint NOT NULL,
  event_at timestamptz NOT NULL,
  key text NOT NULL,
  -- Its subscriber asked for order when it read the event.
  is_ordered boolean NOT NULL DEFAULT false,
  state event_delivery_state NOT NULL DEFAULT 'pending',
  -- Since a person last sent it again, or since it was first due.
  attempts smallint NOT NULL DEFAULT 0,
  -- Grows with each claim and each act of a person, so that a late answer settles only its own claim.
  claim bigint NOT NULL DEFAULT 0,
  -- When it is due, and while it is leased, when the lease ends.
  next_at timestamptz NOT NULL DEFAULT now(),
  answered_at timestamptz,
  -- HTTP status of the last answer; NULL: none came.
  status int,
  answer text NOT NULL DEFAULT '',
  milliseconds int,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_delivery_per_subscriber_and_event UNIQUE (workspace_id, subscriber_id, event_id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01);
CREATE INDEX event_deliveries_due ON event_deliveries (workspace_id, subscriber_id, next_at, id)
  WHERE state IN ('pending', 'leased');
-- Deliveries in flight, which each claim counts.
CREATE INDEX event_deliveries_leased ON event_deliveries (workspace_id, subscriber_id, next_at)
  WHERE state = 'leased';
CREATE INDEX event_deliveries_in_order ON event_deliveries (workspace_id, subscriber_id, id);
CREATE INDEX event_deliveries_settled ON event_deliveries (workspace_id, subscriber_id, answered_at)
  WHERE state IN ('done', 'dead');
CREATE INDEX event_deliveries_open ON event_deliveries (workspace_id, subscriber_id, key, id)
  WHERE is_ordered AND state <> 'done';

-- When the readers of a workspace's events were last woken by a NOTIFY. A row for each workspace that has or
-- had a subscriber.
CREATE TABLE event_wakeups (
  workspace_id bigint PRIMARY KEY DEFAULT rule.workspace() REFERENCES workspaces,
  woken_at timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);

SELECT rule.wall('subscribers'), rule.wall('event_deliveries'), rule.wall('event_wakeups');

INSERT INTO setting_defaults (key, value, explanation, least, most, is_whole) VALUES
  ('events.keep_days', '400', 'Days that events are kept', 30, 3650, true),
  ('events.log_days', '30', 'Days that webhooks keep delivered and failed events in their logs', 1, 365, true);

ALTER TABLE mailboxes
  -- Since when it does not send because of its own or its server's errors; NULL: it does. Between the events
  -- mailbox.failing and mailbox.recovered.
  ADD COLUMN failing_since timestamptz;
