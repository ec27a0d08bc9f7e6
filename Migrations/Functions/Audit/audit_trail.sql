-- audit_trail: audit entries as a page can show them, with the names of the person, the campaign and the
-- changed record.
CREATE VIEW fn.audit_trail WITH (security_invoker) AS
SELECT e.id, e.at, e.person_id,
  -- Someone who declines has not become a member: the workspace knows the invited address only, not the name.
  coalesce(CASE WHEN e.subject_kind = 'invitation' AND e.subject_id = e.person_id
    THEN p.email ELSE p.name END, '') AS person_name,
  coalesce(host(e.address), '') AS address, e.action, e.subject_kind, e.subject_id,
  CASE
    WHEN e.subject_name <> '' THEN e.subject_name
    WHEN e.subject_kind = 'campaign account' THEN (
      SELECT a.name FROM accounts a
      WHERE (a.workspace_id, a.id) = (e.workspace_id, e.subject_id))
    WHEN e.subject_kind IN ('member', 'person') THEN (
      SELECT m.name FROM people m WHERE m.id = e.subject_id)
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
    WHEN e.subject_kind = 'delivery' THEN (
      SELECT k.email
      FROM deliveries d
        JOIN enrollments n ON (n.workspace_id, n.id) = (d.workspace_id, d.enrollment_id)
        JOIN contacts k ON (k.workspace_id, k.id) = (n.workspace_id, n.contact_id)
      WHERE (d.workspace_id, d.id) = (e.workspace_id, e.subject_id))
    WHEN e.subject_kind = 'reply' THEN (
      SELECT coalesce(nullif(m.sender_name, ''), m.sender_email)
      FROM replies r JOIN messages m ON (m.workspace_id, m.id) = (r.workspace_id, r.message_id)
      WHERE (r.workspace_id, r.id) = (e.workspace_id, e.subject_id))
  END AS subject_name,
  e.campaign_id, coalesce(c.name, '') AS campaign_name,
  coalesce(e.before, '{}') AS before, coalesce(e.after, '{}') AS after,
  -- The names of the records whose numbers are in before and after, by "contact_id 12".
  (SELECT coalesce(jsonb_object_agg(r.field || ' ' || r.number, r.name), '{}')
    FROM (
      SELECT f.key AS field, f.value AS number,
        CASE f.key
          WHEN 'product_id' THEN (
            SELECT p.name FROM products p
            WHERE (p.workspace_id, p.id) = (e.workspace_id, f.value::bigint))
          WHEN 'account_id' THEN (
            SELECT a.name FROM accounts a
            WHERE (a.workspace_id, a.id) = (e.workspace_id, f.value::bigint))
          WHEN 'contact_id' THEN (
            SELECT fn.contact_name(k.first_name, k.last_name, k.email, k.phone)
            FROM contacts k WHERE (k.workspace_id, k.id) = (e.workspace_id, f.value::bigint))
          WHEN 'owner_id' THEN (SELECT o.name FROM people o WHERE o.id = f.value::bigint)
          WHEN 'list_id' THEN (
            SELECT l.name FROM lists l
            WHERE (l.workspace_id, l.id) = (e.workspace_id, f.value::bigint))
        END AS name
      FROM (SELECT * FROM jsonb_each_text(e.before) UNION SELECT * FROM jsonb_each_text(e.after)) f
      WHERE f.key = ANY ('{product_id,account_id,contact_id,owner_id,list_id}')
        AND f.value ~ '^[0-9]+$'
    ) r
    WHERE r.name IS NOT NULL) AS names
FROM audit_entries e
  LEFT JOIN people p ON p.id = e.person_id
  LEFT JOIN campaigns c ON (c.workspace_id, c.id) = (e.workspace_id, e.campaign_id);
