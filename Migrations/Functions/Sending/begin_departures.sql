-- begin_departures: records that these emails may leave from now on (fn.begin_transmission), and takes the slots
-- of those that name the domain whose rate they have to keep ('': it has its slot, by fn.take_slots, or needs
-- none). Only a domain that is free at this moment gives one here: an email whose domain is not free, or
-- is locked by another sender, does not begin, and is not returned; nor is the second email of one call to a
-- domain. So a free domain costs no question of its own.
--
-- `slot` is when the slot is, in microseconds since 1970: the end of this call, because the email leaves right
-- after its commit. `after`: how many microseconds after its beginning. NULL: none was taken.
CREATE FUNCTION fn.begin_departures(
  workspaces bigint[], wanted bigint[], claims bigint[], worker text,
  link_workspaces bigint[], link_deliveries bigint[], link_numbers int[], link_targets text[],
  domains text[], spacings bigint[]
) RETURNS TABLE (delivery_id bigint, slot bigint, after bigint)
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  began timestamptz := clock_timestamp();
  ready record;
BEGIN
  IF array_remove(domains, '') = '{}' THEN
    RETURN QUERY
      SELECT b.id, NULL::bigint, NULL::bigint
      FROM fn.begin_transmission(workspaces, wanted, claims, worker, link_workspaces, link_deliveries,
        link_numbers, link_targets) b (id);
    RETURN;
  END IF;

  WITH wish AS MATERIALIZED (
    SELECT DISTINCT ON (w.workspace, w.domain) w.workspace, w.domain, w.delivery
    FROM unnest(workspaces, wanted, domains) w (workspace, delivery, domain)
    WHERE w.domain <> ''
    ORDER BY w.workspace, w.domain, w.delivery
  ),
  -- The first email to a domain. In the order in which fn.take_slots locks, before any other lock: it may wait
  -- for another sender that has one, too.
  first AS MATERIALIZED (
    INSERT INTO domain_slots AS s (workspace_id, domain, free_at)
    SELECT w.workspace, w.domain, '-infinity'
    FROM wish w
    WHERE NOT EXISTS (
      SELECT FROM domain_slots o WHERE (o.workspace_id, o.domain) = (w.workspace, w.domain))
    ORDER BY w.workspace, w.domain
    ON CONFLICT (workspace_id, domain) DO NOTHING
    RETURNING s.workspace_id, s.domain
  ),
  known AS (
    SELECT s.workspace_id, s.domain
    FROM (SELECT count(*) FROM first) before
      CROSS JOIN wish w
      JOIN domain_slots s ON (s.workspace_id, s.domain) = (w.workspace, w.domain)
    WHERE s.free_at <= clock_timestamp()
    FOR UPDATE OF s SKIP LOCKED
  ),
  free AS (
    SELECT w.workspace, w.delivery
    FROM (TABLE first UNION ALL TABLE known) f
      JOIN wish w ON (w.workspace, w.domain) = (f.workspace_id, f.domain)
  )
  SELECT array_agg(w.workspace) AS workspaces, array_agg(w.delivery) AS deliveries,
    array_agg(w.claim) AS claims, array_agg(w.domain) AS domains, array_agg(w.spacing) AS spacings
  INTO ready
  FROM unnest(workspaces, wanted, claims, domains, spacings)
      w (workspace, delivery, claim, domain, spacing)
    LEFT JOIN free f ON (f.workspace, f.delivery) = (w.workspace, w.delivery)
  WHERE w.domain = '' OR f.delivery IS NOT NULL;
  IF ready.deliveries IS NULL THEN
    RETURN;
  END IF;

  RETURN QUERY
    WITH begun AS MATERIALIZED (
      SELECT b.id
      FROM fn.begin_transmission(ready.workspaces, ready.deliveries, ready.claims, worker, link_workspaces,
        link_deliveries, link_numbers, link_targets) b (id)
    ),
    taken AS (
      UPDATE domain_slots s
      SET free_at = clock_timestamp() + r.spacing * interval '1 microsecond'
      FROM unnest(ready.workspaces, ready.deliveries, ready.domains, ready.spacings)
          r (workspace, delivery, domain, spacing)
        JOIN begun b ON b.id = r.delivery
      WHERE (s.workspace_id, s.domain) = (r.workspace, r.domain)
      RETURNING r.delivery, s.free_at - r.spacing * interval '1 microsecond' AS moment
    )
    SELECT b.id, (extract(epoch FROM t.moment) * 1000000)::bigint,
      (extract(epoch FROM t.moment - began) * 1000000)::bigint
    FROM begun b
      LEFT JOIN taken t ON t.delivery = b.id;
END
$$;
