-- A restored database must be recognized without a sender's having seen it before. Object ids are not
-- enough: rows that are loaded back into emptied tables leave every id as it was. `mark` is the number of
-- the transaction that wrote the row; the server keeps the true one beside the row as xmin, and a row
-- that came out of a dump has another.
ALTER TABLE known_database
  ADD COLUMN mark bigint,
  -- Restored since it was made: what runs then must have been resumed by a person since.
  ADD COLUMN was_restored boolean NOT NULL DEFAULT false,
  -- Always NULL. Tables that are emptied with CASCADE from the top take this one along.
  ADD COLUMN nothing bigint REFERENCES workspaces;

-- A database that no sender has looked at is as new as this row.
INSERT INTO known_database (identity)
SELECT concat_ws('/', s.system_identifier,
  ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int, d.oid,
  'deliveries'::regclass::oid)
FROM pg_control_system() s, pg_database d
WHERE d.datname = current_database()
ON CONFLICT DO NOTHING;
-- Written once more, so that the row is this transaction's, also where it was there before.
UPDATE known_database SET mark = NULL;
UPDATE known_database SET mark = xmin::text::bigint;

-- Counts upward with every look of a sender, for ever. A sender that remembers a higher number than it
-- is given looks at an older state of the database, even where all files are the same.
CREATE SEQUENCE database_looks;
GRANT USAGE, UPDATE ON SEQUENCE database_looks TO overture_worker;

-- When a person last resumed it.
ALTER TABLE campaigns ADD COLUMN resumed_at timestamptz;

-- When the next e-mail to a recipient domain may leave, as taken by senders just before the first byte.
-- Apart from domain_uses, whose rows a claim holds locked until it commits.
CREATE TABLE domain_slots (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  -- The family, or the domain itself where it has none.
  domain text NOT NULL,
  free_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, domain)
-- Each row changes with each e-mail, in place.
) WITH (fillfactor = 50);

-- Who a campaign has written to before their account was taken out of it. They do not get a step twice
-- when the account comes back.
CREATE TABLE former_leads (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  campaign_id bigint NOT NULL,
  contact_id bigint NOT NULL,
  -- Small letters. The same person may come back as another contact.
  email text NOT NULL,
  -- The last step that was sent.
  position smallint NOT NULL,
  taken_out_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, campaign_id, contact_id),
  FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns
);
CREATE INDEX former_leads_by_address ON former_leads (workspace_id, campaign_id, email);

SELECT rule.wall('domain_slots'), rule.wall('former_leads');

-- What was sent of late: the start page counts today's.
CREATE INDEX messages_sent ON messages (workspace_id, at)
  WHERE direction = 'outbound' AND state = 'sent' AND person_id IS NULL AND channel = 'email';
