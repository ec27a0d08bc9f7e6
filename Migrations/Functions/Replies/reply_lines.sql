-- reply_lines: each reply with its sender, its account and its words, as the inbox lists it.
CREATE VIEW fn.reply_lines WITH (security_invoker) AS
SELECT r.workspace_id, r.id, r.campaign_id, m.sender_name,
  coalesce(m.sender_email, '') AS sender_email, a.name AS account_name, x.text, r.class,
  r.matched_by IS NOT NULL AS is_matched, r.received_at, r.done_at, r.owner_id,
  r.done_at IS NULL AND fn.is_answer(r.class) AS waits
FROM replies r
  JOIN messages m ON (m.workspace_id, m.id) = (r.workspace_id, r.message_id)
  JOIN message_texts x ON (x.workspace_id, x.at, x.message_id) = (m.workspace_id, m.at, m.id)
  LEFT JOIN accounts a ON (a.workspace_id, a.id) = (r.workspace_id, r.account_id);
