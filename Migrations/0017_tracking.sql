CREATE TYPE tracking_kind AS ENUM (
  'opened', 'clicked', 'unsubscribe_page', 'unsubscribed', 'bounced', 'complained', 'replied'
);
CREATE TYPE visitor_class AS ENUM ('human', 'machine');

-- Every open, click and the like, raw, with who it was judged to be and by which rule.
CREATE TABLE tracking_events (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  delivery_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  kind tracking_kind NOT NULL,
  visitor visitor_class NOT NULL DEFAULT 'human',
  judged_by text NOT NULL DEFAULT '',
  link_number smallint,
  address inet,
  user_agent text NOT NULL DEFAULT '',
  details jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (workspace_id, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX tracking_events_of_delivery ON tracking_events (workspace_id, delivery_id, at);

-- Where the links of a message lead: a click's address holds a delivery's token and a number, never
-- the target.
CREATE TABLE delivery_links (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  delivery_id bigint NOT NULL,
  number smallint NOT NULL,
  target text NOT NULL,
  PRIMARY KEY (workspace_id, delivery_id, number),
  FOREIGN KEY (workspace_id, delivery_id) REFERENCES deliveries
);

-- What webhooks and the CRM will hear of: written in the transaction of the change.
CREATE TABLE outbox_events (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  campaign_id bigint,
  account_id bigint,
  contact_id bigint,
  delivery_id bigint,
  payload jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (workspace_id, at, id)
) PARTITION BY RANGE (at);

SELECT rule.make_partitions('tracking_events', 24), rule.make_partitions('outbox_events', 24);
SELECT rule.wall('tracking_events'), rule.wall('delivery_links'), rule.wall('outbox_events');
