-- A mailbox has a signature: text of its own below every email that it sends. Empty: nothing is added,
-- so an upgrade changes no email. The limit is that of the form: 2,000 characters, or 8,000 bytes.
ALTER TABLE mailboxes
  ADD COLUMN signature text NOT NULL DEFAULT ''
    CONSTRAINT signature_is_plain_text CHECK (signature !~ '[\u0001-\u0008\u000B-\u001F\u007F]')
    CONSTRAINT signature_is_short CHECK (octet_length(signature) <= 8000);
