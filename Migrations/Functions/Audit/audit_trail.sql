-- audit_trail: entries in words that a page can show: with the names of the person, of the campaign,
-- and of what was changed.
CREATE VIEW fn.audit_trail WITH (security_invoker) AS
SELECT e.id, e.at, e.person_id,
  -- Who declines has not joined: the workspace knows the address that was invited, and no name.
  coalesce(CASE WHEN e.subject_kind = 'invitation' AND e.subject_id = e.person_id
    THEN p.email ELSE p.name END, '') AS person_name,
  coalesce(host(e.address), '') AS address, e.action, e.subject_kind, e.subject_id,
  CASE
    WHEN e.subject_name <> '' THEN e.subject_name
    WHEN e.subject_kind = 'campaign account' THEN (
      SELECT a.name FROM accounts a
      WHERE (a.workspace_id, a.id) = (e.workspace_id, e.subject_id))
    WHEN e.subject_kind = 'member' THEN (SELECT m.name FROM people m WHERE m.id = e.subject_id)
    WHEN e.subject_kind = 'invitation' THEN (SELECT m.email FROM people m WHERE m.id = e.subject_id)
    WHEN e.subject_kind = 'attached list' THEN (
      SELECT l.name FROM lists l
      WHERE (l.workspace_id, l.id) = (e.workspace_id, e.subject_id))
    WHEN e.subject_kind = 'campaign mailbox' THEN (
      SELECT b.email FROM mailboxes b
      WHERE (b.workspace_id, b.id) = (e.workspace_id, e.subject_id))
    WHEN e.subject_kind = 'contact' THEN (
      SELECT fn.contact_name(k.first_name, k.last_name, k.email, k.phone)
      FROM contacts k WHERE (k.workspace_id, k.id) = (e.workspace_id, e.subject_id))
    WHEN e.subject_kind = 'step' THEN (e.subject_id + 1)::text
  END AS subject_name,
  e.campaign_id, coalesce(c.name, '') AS campaign_name,
  coalesce(e.before, '{}') AS before, coalesce(e.after, '{}') AS after
FROM audit_entries e
  LEFT JOIN people p ON p.id = e.person_id
  LEFT JOIN campaigns c ON (c.workspace_id, c.id) = (e.workspace_id, e.campaign_id);
