-- take_practice_acts: hands out the due acts of the test recipients of all workspaces, each once: an act that
-- is lost with its worker was never real.
CREATE FUNCTION fn.take_practice_acts(at_most int)
RETURNS TABLE (
  workspace_id bigint, act_id bigint, act text, seed bigint, mailbox_id bigint, message_id text,
  sender text, recipient text, recipient_name text, language text, raw bytea)
LANGUAGE sql
BEGIN ATOMIC
  WITH due AS (
    SELECT p.workspace_id, p.id
    FROM practice_acts p
    WHERE p.done_at IS NULL AND p.due_at <= now()
    ORDER BY p.due_at, p.id
    LIMIT at_most
    FOR UPDATE SKIP LOCKED
  ),
  taken AS (
    UPDATE practice_acts p
    SET done_at = now()
    FROM due
    WHERE (p.workspace_id, p.id) = (due.workspace_id, due.id)
    RETURNING p.workspace_id, p.id, p.act, p.payload
  )
  SELECT t.workspace_id, t.id, t.act, (t.payload ->> 'seed')::bigint, b.id, m.message_id, m.sender,
    m.recipient, coalesce(trim(k.first_name || ' ' || k.last_name), ''),
    coalesce(k.language, a.language, ''), m.raw
  FROM taken t
    JOIN practice_mails m
      ON (m.workspace_id, m.id) = (t.workspace_id, (t.payload ->> 'mail')::bigint)
    LEFT JOIN mailboxes b
      ON (b.workspace_id, lower(b.email)) = (m.workspace_id, m.sender) AND b.archived_at IS NULL
    LEFT JOIN contacts k ON (k.workspace_id, k.email_key) = (m.workspace_id, m.recipient)
    LEFT JOIN accounts a ON (a.workspace_id, a.id) = (k.workspace_id, k.account_id)
  ORDER BY t.id;
END;
