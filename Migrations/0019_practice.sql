-- What the invented people of the practice mailbox are going to do, and when: open, click, answer,
-- bounce, unsubscribe, complain. Written when a practice mail arrives, played by the practice worker.
CREATE TABLE practice_acts (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  due_at timestamptz NOT NULL,
  act text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  done_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX practice_acts_due ON practice_acts (due_at, id) WHERE done_at IS NULL;

-- The practice server's own record of what it took in: nobody's real mail is ever here.
CREATE TABLE practice_mails (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  message_id text NOT NULL,
  sender text NOT NULL,
  recipient text NOT NULL,
  raw bytea NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_practice_mail_per_recipient UNIQUE (workspace_id, message_id, recipient)
);

SELECT rule.wall('practice_acts'), rule.wall('practice_mails');
