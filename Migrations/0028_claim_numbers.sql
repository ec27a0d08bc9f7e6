-- Every claim of a delivery has a number of its own, a fencing token: beginning a transmission and
-- settling name it, so that a copy of a claim that has lapsed can change nothing any more.
-- `settled_claim` is the last claim that said what became of its e-mail. The two together tell a
-- settlement that is repeated, because its answer was lost, from one that comes too late.
CREATE SEQUENCE delivery_claims;
GRANT USAGE ON SEQUENCE delivery_claims TO overture_worker;

ALTER TABLE deliveries
  ADD COLUMN claim bigint,
  ADD COLUMN settled_claim bigint,
  -- How often the server has hung up on this e-mail before it began.
  ADD COLUMN hang_ups smallint NOT NULL DEFAULT 0;

-- A mailbox in poor health recovers by the hour: until when its hours are counted already.
ALTER TABLE mailboxes ADD COLUMN recovered_at timestamptz;

-- E-mails on which the mailbox's server hung up since it last took one; two say as much as all.
ALTER TABLE mailboxes ADD COLUMN hung_up bigint[] NOT NULL DEFAULT '{}';

-- Settlements that matched no delivery as it was: under a claim that was lost, or that nobody knows here.
-- Each is an alarm, and stays on record. No foreign keys: the delivery may be gone.
CREATE TABLE unmatched_settlements (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  delivery_id bigint NOT NULL,
  claim bigint NOT NULL,
  worker text NOT NULL,
  outcome text NOT NULL,
  answer text NOT NULL,
  -- As the delivery was then; NULL: there was none.
  found_state delivery_state,
  found_claim bigint,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT kept_once_per_claim UNIQUE (workspace_id, delivery_id, claim)
);
SELECT rule.wall('unmatched_settlements');
