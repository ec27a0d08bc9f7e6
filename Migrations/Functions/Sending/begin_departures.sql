-- begin_departures: records that these emails may leave from now on (fn.begin_transmission), and takes the slots
-- of those that name the domain whose rate they have to keep ('': it has its slot, by fn.take_slots, or needs
-- none). Only a domain that is free at this moment gives one here: an email whose domain is not free, or
-- is locked by another sender, does not begin, and is not returned; nor is the second email of one call to a
-- domain. So nothing waits here, and a free domain costs no question of its own.
--
-- `slot` is when the slot is, in microseconds since 1970: now. NULL: none was taken.
CREATE FUNCTION fn.begin_departures(
  workspaces bigint[], wanted bigint[], claims bigint[], worker text,
  link_workspaces bigint[], link_deliveries bigint[], link_numbers int[], link_targets text[],
  domains text[], spacings bigint[]
) RETURNS TABLE (delivery_id bigint, slot bigint)
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  ready record;
BEGIN
  IF array_remove(domains, '') = '{}' THEN
    RETURN QUERY
      SELECT b.id, NULL::bigint
      FROM fn.begin_transmission(workspaces, wanted, claims, worker, link_workspaces, link_deliveries,
        link_numbers, link_targets) b (id);
    RETURN;
  END IF;

  WITH wish AS (
    SELECT w.*, make_interval(secs => w.microseconds / 1000000.0) AS spacing,
      row_number() OVER (PARTITION BY w.workspace, w.domain ORDER BY w.delivery) AS turn
    FROM unnest(workspaces, wanted, claims, domains, spacings)
      w (workspace, delivery, claim, domain, microseconds)
  ),
  free AS (
    SELECT s.workspace_id, s.domain, w.delivery, w.spacing
    FROM wish w
      JOIN domain_slots s ON (s.workspace_id, s.domain) = (w.workspace, w.domain)
    WHERE w.turn = 1 AND s.free_at <= clock_timestamp()
    FOR UPDATE OF s SKIP LOCKED
  ),
  taken AS (
    UPDATE domain_slots s
    SET free_at = clock_timestamp() + f.spacing
    FROM free f
    WHERE (s.workspace_id, s.domain) = (f.workspace_id, f.domain)
    RETURNING f.workspace_id, f.delivery,
      (extract(epoch FROM s.free_at - f.spacing) * 1000000)::bigint AS slot
  )
  SELECT array_agg(w.workspace) AS workspaces, array_agg(w.delivery) AS deliveries,
    array_agg(w.claim) AS claims, array_agg(t.slot) AS slots
  INTO ready
  FROM wish w
    LEFT JOIN taken t ON (t.workspace_id, t.delivery) = (w.workspace, w.delivery)
  WHERE w.domain = '' OR t.slot IS NOT NULL;
  IF ready.deliveries IS NULL THEN
    RETURN;
  END IF;

  RETURN QUERY
    SELECT b.id, t.slot
    FROM fn.begin_transmission(ready.workspaces, ready.deliveries, ready.claims, worker, link_workspaces,
        link_deliveries, link_numbers, link_targets) b (id)
      JOIN unnest(ready.deliveries, ready.slots) t (delivery, slot) ON t.delivery = b.id;
END
$$;
