-- Messages that people log themselves can be dated, changed and removed.

ALTER TABLE messages
  -- True if a person logged or pasted it; the sender and the mailboxes know nothing of it.
  ADD COLUMN is_logged boolean NOT NULL DEFAULT false,
  -- The account's status before this entry moved it on; NULL if the entry did not.
  ADD COLUMN account_status_before account_status;

ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
UPDATE messages SET is_logged = true
WHERE state <> 'draft' AND person_id IS NOT NULL AND mailbox_id IS NULL AND delivery_id IS NULL
  AND message_id IS NULL AND source_key IS NULL;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;

-- Removed entries, kept for a week so that a removal can be undone.
CREATE TABLE removed_entries (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  message_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  account_id bigint NOT NULL,
  contact_id bigint NOT NULL,
  channel channel NOT NULL,
  direction direction NOT NULL,
  at timestamptz NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  class reply_class,
  removed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, message_id),
  FOREIGN KEY (workspace_id, campaign_id, account_id) REFERENCES campaign_accounts ON DELETE CASCADE
);
CREATE INDEX removed_entries_of_account ON removed_entries (workspace_id, campaign_id, account_id);
SELECT rule.wall('removed_entries');
