-- A mailbox has a signature: text of its own below every email that it sends. Empty: nothing is added,
-- so an upgrade changes no email. The limit is that of the form: 2,000 characters, or 8,000 bytes.
ALTER TABLE mailboxes
  ADD COLUMN signature text NOT NULL DEFAULT ''
    CONSTRAINT signature_is_plain_text CHECK (signature !~ '[\u0001-\u0008\u000B-\u001F\u007F]')
    CONSTRAINT signature_is_short CHECK (octet_length(signature) <= 8000);

-- Why the program paused a campaign is a key with its values, worded by the program; it was English text.
-- Of `bounces`: {"bounces": 2, "emails": 21, "allowed": 0.05}. Of `other`, text that was stored before
-- and is none of the known ones: {"text": "…"}.
CREATE TYPE pause_reason AS ENUM (
  'bounces', 'restored', 'schedule_replaced', 'schedule_never_opens', 'unreadable', 'other');

ALTER TABLE campaigns NO FORCE ROW LEVEL SECURITY;
ALTER TABLE campaigns RENAME COLUMN pause_reason TO pause_text;
ALTER TABLE campaigns
  ADD COLUMN pause_reason pause_reason,
  ADD COLUMN pause_details jsonb NOT NULL DEFAULT '{}';
UPDATE campaigns c
SET (pause_reason, pause_details) = (
  SELECT k.reason::pause_reason,
    CASE k.reason
      WHEN 'bounces' THEN jsonb_build_object('bounces', m[1]::bigint, 'emails', m[2]::bigint,
        'allowed', trim_scale(m[3]::numeric / 100))
      WHEN 'other' THEN jsonb_build_object('text', c.pause_text)
      ELSE '{}'
    END
  FROM regexp_match(c.pause_text,
      '^(\d{1,15}) of (\d{1,15}) emails bounced hard: [\d.]+ %, more than the (\d{1,5}(?:\.\d{1,5})?) %') m
    CROSS JOIN LATERAL (
      SELECT CASE
        WHEN m IS NOT NULL THEN 'bounces'
        WHEN c.pause_text LIKE 'The database was restored%' THEN 'restored'
        WHEN c.pause_text LIKE 'Its schedule could not be read and was replaced%' THEN 'schedule_replaced'
        WHEN c.pause_text LIKE 'Its schedule never opens%' THEN 'schedule_never_opens'
        WHEN c.pause_text LIKE 'Something in this campaign cannot be read%' THEN 'unreadable'
        ELSE 'other'
      END AS reason
    ) k)
WHERE c.pause_text <> '';
ALTER TABLE campaigns
  DROP COLUMN pause_text,
  ADD CONSTRAINT paused_by_the_program_means_paused CHECK (pause_reason IS NULL OR status = 'paused'),
  ADD CONSTRAINT pause_details_have_a_reason CHECK (pause_reason IS NOT NULL OR pause_details = '{}');
ALTER TABLE campaigns FORCE ROW LEVEL SECURITY;

-- A list also leaves a campaign in batches, by the worker that brings it in; `ends` says that leads who
-- got an email get nothing more.
ALTER TABLE attachments
  ADD COLUMN detaches boolean NOT NULL DEFAULT false,
  ADD COLUMN ends boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT only_detaching_ends_sequences CHECK (detaches OR NOT ends);

-- The verdicts on rows of a file, in the words of its pages.
ALTER TYPE import_verdict RENAME VALUE 'keep_back' TO 'skip';
ALTER TYPE import_verdict RENAME VALUE 'double' TO 'duplicate';
