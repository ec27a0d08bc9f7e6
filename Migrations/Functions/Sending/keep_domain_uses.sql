-- keep_domain_uses: records which places of the recipient domains' rates were given out. Deliveries that came
-- too early for a place (`go` false) queue, each for a time of its own: if all of them came back
-- simultaneously, they would only get the same answer again.
CREATE FUNCTION fn.keep_domain_uses(placed fn.placed_delivery[])
RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
  INSERT INTO domain_uses AS kept (workspace_id, domain, next_free_at)
  SELECT u.workspace, u.domain,
    coalesce(max(u.slot) FILTER (WHERE u.go) + max(u.spacing), min(u.slot))
  FROM unnest(placed) u
  GROUP BY u.workspace, u.domain
  ORDER BY u.workspace, u.domain
  ON CONFLICT (workspace_id, domain)
    DO UPDATE SET next_free_at = excluded.next_free_at,
      -- It goes back only after the server's clock was set back (fn.free_place), and the queue with it.
      queued_until = CASE
        WHEN kept.next_free_at <= excluded.next_free_at THEN kept.queued_until
        ELSE '-infinity' END;

  IF EXISTS (SELECT FROM unnest(placed) u WHERE NOT u.go) THEN
    UPDATE deliveries d
    SET look_at = q.place
    FROM (
      SELECT u.workspace, u.delivery,
        greatest(t.next_free_at, t.queued_until) - interval '5 seconds'
          + u.spacing * row_number() OVER (PARTITION BY u.workspace, u.domain ORDER BY u.slot)
          AS place
      FROM unnest(placed) u
        JOIN domain_uses t ON (t.workspace_id, t.domain) = (u.workspace, u.domain)
      WHERE NOT u.go
    ) q
    WHERE (d.workspace_id, d.id) = (q.workspace, q.delivery);

    UPDATE domain_uses t
    SET queued_until = greatest(t.next_free_at, t.queued_until) + q.length
    FROM (
      SELECT u.workspace, u.domain, sum(u.spacing) AS length
      FROM unnest(placed) u
      WHERE NOT u.go
      GROUP BY u.workspace, u.domain
    ) q
    WHERE (t.workspace_id, t.domain) = (q.workspace, q.domain);
  END IF;
END
$$;
