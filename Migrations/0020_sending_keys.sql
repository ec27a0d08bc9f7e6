-- What an index holds is entered anew into every index of the table when it changes, and a delivery
-- changes its state four times: so what indexes know of the state is as coarse as they need it. From
-- claimed to transmitting a row is written beside itself, and no index hears of it.
ALTER TABLE deliveries ADD COLUMN stage text GENERATED ALWAYS AS (CASE
  WHEN state IN ('planned', 'deferred') THEN 'waiting'
  WHEN state IN ('claimed', 'transmitting') THEN 'held'
  WHEN state = 'failed' THEN 'failed'
  WHEN state = 'in_doubt' THEN 'in_doubt'
END) STORED;

DROP INDEX deliveries_due, deliveries_held, deliveries_failed, deliveries_in_doubt;
CREATE INDEX deliveries_due
  ON deliveries (workspace_id, campaign_id, (coalesce(look_at, due_at)), id)
  WHERE stage = 'waiting';
CREATE INDEX deliveries_held ON deliveries (claimed_by) WHERE stage = 'held';
CREATE INDEX deliveries_failed ON deliveries (workspace_id, campaign_id, enrolment_id)
  WHERE stage = 'failed';
CREATE INDEX deliveries_in_doubt ON deliveries (workspace_id, campaign_id, id)
  WHERE stage = 'in_doubt';

-- The token stands in the Message-ID, and is unique: one index finds both.
DROP INDEX one_delivery_per_message_id;
ALTER TABLE deliveries ADD CONSTRAINT message_id_holds_the_token
  CHECK (starts_with(message_id, 's.' || token || '@'));

-- Most messages are outbound and have no source.
ALTER TABLE messages DROP CONSTRAINT one_message_per_source;
CREATE UNIQUE INDEX one_message_per_source ON messages (workspace_id, source_key)
  WHERE source_key IS NOT NULL;
DROP INDEX messages_by_direction;
CREATE INDEX messages_received ON messages (workspace_id, campaign_id, at DESC, id DESC)
  WHERE direction = 'inbound';
