-- audit_adding: one audit entry for a bulk-add: the list it came from, the guardrails that were lifted, and
-- how many accounts were added, were already there, or were blocked.
CREATE FUNCTION fn.audit_adding(campaign bigint, list bigint, flags text[], answer jsonb)
RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO audit_entries (
    action, subject_kind, subject_id, subject_name, campaign_id, after)
  SELECT 'accounts added', 'campaign', c.id, c.name, c.id,
    jsonb_strip_nulls(jsonb_build_object(
      'list_id', list, 'flags', nullif(audit_adding.flags, '{}'),
      'added', coalesce(o.added, 0), 'already', o.already, 'blocked', o.blocked))
  FROM campaigns c
    CROSS JOIN (
      SELECT sum(l.accounts) FILTER (WHERE l.outcome = 'added') AS added,
        sum(l.accounts) FILTER (WHERE l.outcome = 'already') AS already,
        sum(l.accounts) FILTER (WHERE l.outcome = 'blocked') AS blocked
      FROM jsonb_to_recordset(answer) l (outcome text, accounts bigint)
    ) o
  WHERE c.id = campaign;
END;
