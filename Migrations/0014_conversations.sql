CREATE TYPE channel AS ENUM (
  'email', 'linkedin', 'phone', 'whatsapp', 'sms', 'meeting', 'post', 'other'
);
CREATE TYPE direction AS ENUM ('outbound', 'inbound');
CREATE TYPE message_state AS ENUM ('draft', 'sent', 'received');

-- One line of the conversation log. A sent delivery writes one, so all funnels agree.
CREATE TABLE messages (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  campaign_id bigint,
  account_id bigint,
  contact_id bigint,
  mailbox_id bigint,
  delivery_id bigint,
  channel channel NOT NULL,
  direction direction NOT NULL,
  state message_state NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  -- Of an inbound: its own Message-ID, and the folder's identity it was read from.
  message_id text,
  source_key text,
  -- Who an inbound says it is from.
  sender_email text,
  sender_name text NOT NULL DEFAULT '',
  person_id bigint DEFAULT rule.person() REFERENCES people,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, campaign_id, account_id) REFERENCES campaign_accounts,
  FOREIGN KEY (workspace_id, account_id, contact_id)
    REFERENCES contacts (workspace_id, account_id, id),
  FOREIGN KEY (workspace_id, delivery_id) REFERENCES deliveries,
  CONSTRAINT one_message_per_delivery UNIQUE (workspace_id, delivery_id),
  CONSTRAINT one_message_per_source UNIQUE (workspace_id, source_key)
);
-- Read from two folders, or once more after the folder was numbered anew: still one message.
CREATE UNIQUE INDEX one_inbound_per_message_id ON messages (workspace_id, message_id)
  WHERE direction = 'inbound' AND message_id IS NOT NULL;
CREATE INDEX messages_of_campaign ON messages (workspace_id, campaign_id, at DESC, id DESC);
-- One conversation, and the drafts of a campaign.
CREATE INDEX messages_of_campaign_account
  ON messages (workspace_id, campaign_id, account_id, at DESC, id DESC);
CREATE INDEX messages_by_direction
  ON messages (workspace_id, campaign_id, direction, at DESC, id DESC);
CREATE INDEX messages_of_account ON messages (workspace_id, account_id, at DESC, id DESC);

-- The words of a message, apart because they are large.
CREATE TABLE message_texts (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  message_id bigint NOT NULL,
  at timestamptz NOT NULL,
  subject text NOT NULL DEFAULT '',
  -- Of an inbound: their own words, without what they quote.
  text text NOT NULL DEFAULT '',
  quoted text NOT NULL DEFAULT '',
  html text,
  -- An inbound as it came.
  raw bytea,
  PRIMARY KEY (workspace_id, at, message_id)
) PARTITION BY RANGE (at);

SELECT rule.make_partitions('message_texts', 24);
SELECT rule.wall('messages'), rule.wall('message_texts');
