-- delete_enrollments: deletes enrollments whose deliveries are gone already. For others, an active one has
-- ended: its lead was removed.
CREATE FUNCTION fn.delete_enrollments(doomed bigint[]) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  told int;
BEGIN
  WITH gone AS (
    DELETE FROM enrollments e WHERE e.id = ANY (doomed)
    RETURNING e.workspace_id, e.campaign_id, e.account_id, e.contact_id, e.id, e.state
  )
  SELECT fn.emit_events(array_agg(
    ROW(g.workspace_id, NULL, 'enrollment.ended', 'contact:' || g.contact_id, g.campaign_id, g.account_id,
      g.contact_id, g.id, NULL, NULL, jsonb_build_object('reason', 'manually_removed'))::emission)
    FILTER (WHERE g.state = 'active'))
  INTO told
  FROM gone g;
  RETURN told;
END
$$;
