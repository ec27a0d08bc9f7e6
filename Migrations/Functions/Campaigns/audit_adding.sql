-- audit_adding: one entry says of a bulk-add what was wanted and what became of it.
CREATE FUNCTION fn.audit_adding(campaign bigint, list bigint, flags text[], answer jsonb)
RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO audit_entries (
    action, subject_kind, subject_id, subject_name, campaign_id, after)
  SELECT 'accounts added', 'campaign', c.id, c.name, c.id,
    jsonb_build_object('list', list, 'flags', audit_adding.flags, 'answer', answer)
  FROM campaigns c
  WHERE c.id = campaign;
END;
