-- conversation_lines: each message with its text and its author; an outbound message also with its recipient,
-- and an inbound one with its class.
CREATE VIEW fn.conversation_lines WITH (security_invoker) AS
SELECT m.workspace_id, m.id, m.campaign_id, m.account_id, m.channel,
  m.direction = 'inbound' AS is_inbound, m.state = 'draft' AS is_draft, m.at, x.subject, x.text,
  x.quoted, x.html IS NOT NULL AND m.direction = 'inbound' AS has_html,
  CASE WHEN m.direction = 'inbound'
    THEN coalesce(nullif(m.sender_name, ''), m.sender_email, 'Unknown sender')
    ELSE coalesce(p.name, nullif(b.display_name, ''), b.email, 'Overture') END AS author,
  CASE WHEN m.direction = 'inbound' THEN coalesce(m.sender_email, '')
    ELSE coalesce(b.email, '') END AS address,
  CASE WHEN m.direction = 'outbound'
    THEN coalesce(fn.contact_name(k.first_name, k.last_name, k.email, k.phone), '')
    ELSE '' END AS recipient,
  CASE WHEN m.direction = 'outbound' THEN coalesce(k.email, '') ELSE '' END AS recipient_address,
  m.is_logged, d.position, r.id AS reply_id, r.class, coalesce(a.name, '') AS account_name,
  -- The targets of an email's tracked links.
  coalesce((
    SELECT array_agg(l.target ORDER BY l.number)
    FROM delivery_links l
    WHERE (l.workspace_id, l.delivery_id) = (m.workspace_id, m.delivery_id)), '{}') AS links
FROM messages m
  JOIN message_texts x ON (x.workspace_id, x.at, x.message_id) = (m.workspace_id, m.at, m.id)
  LEFT JOIN people p ON p.id = m.person_id
  LEFT JOIN mailboxes b ON (b.workspace_id, b.id) = (m.workspace_id, m.mailbox_id)
  LEFT JOIN deliveries d ON (d.workspace_id, d.id) = (m.workspace_id, m.delivery_id)
  LEFT JOIN replies r ON (r.workspace_id, r.message_id) = (m.workspace_id, m.id)
  LEFT JOIN contacts k ON (k.workspace_id, k.id) = (m.workspace_id, m.contact_id)
  LEFT JOIN accounts a ON (a.workspace_id, a.id) = (m.workspace_id, m.account_id);
