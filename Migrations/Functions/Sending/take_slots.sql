-- take_slots: for each of these e-mails, which are ready to leave, a moment of its own in its recipient
-- domain's rate, over all senders: in how many microseconds it may leave, but not sooner than `lead`.
-- NULL: that would be longer than a mail server waits, and none is taken.
--
-- What a claim reserved is a plan: a server that is slow to greet lets several pass their places, and
-- only one clock, the database's, keeps those of several senders apart. The transaction does not wait
-- for the disk: the commit of begin_transmission, which follows before the first byte, writes it, too.
CREATE FUNCTION fn.take_slots(
  workspaces bigint[], domains text[], spacings bigint[], lead bigint
) RETURNS bigint[]
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  moment timestamptz;
  waits bigint[];
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO domain_slots (workspace_id, domain, free_at)
  SELECT DISTINCT w.workspace, w.domain, '-infinity'::timestamptz
  FROM unnest(workspaces, domains) w (workspace, domain)
  ORDER BY 1, 2
  ON CONFLICT DO NOTHING;
  PERFORM FROM domain_slots s
    JOIN (SELECT DISTINCT workspace, domain FROM unnest(workspaces, domains) w (workspace, domain)) w
      ON (s.workspace_id, s.domain) = (w.workspace, w.domain)
  ORDER BY s.workspace_id, s.domain
  FOR UPDATE OF s;
  -- After the wait for the lock, or the slots of others would be counted from an earlier moment.
  moment := clock_timestamp();

  WITH wish AS (
    SELECT w.nth, w.workspace, w.domain, b.free_from,
      make_interval(secs => w.spacing / 1000000.0) AS spacing,
      b.free_from + make_interval(secs => coalesce(sum(w.spacing) OVER (
        PARTITION BY w.workspace, w.domain ORDER BY w.nth
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::float8 / 1000000) AS slot
    FROM unnest(workspaces, domains, spacings)
        WITH ORDINALITY w (workspace, domain, spacing, nth)
      JOIN domain_slots s ON (s.workspace_id, s.domain) = (w.workspace, w.domain)
      CROSS JOIN LATERAL (
        -- A slot is given out ten seconds ahead at most. One that lies further off was given before
        -- the server's clock was set back.
        SELECT CASE
          WHEN s.free_at > moment + make_interval(secs => 10 + w.spacing / 1000000.0)
            THEN moment + make_interval(secs => w.spacing / 1000000.0)
          ELSE greatest(s.free_at, moment + make_interval(secs => lead / 1000000.0))
        END AS free_from
      ) b
  ),
  given AS (
    SELECT w.*, w.slot <= moment + interval '10 seconds' AS is_given FROM wish w
  ),
  kept AS (
    UPDATE domain_slots s
    SET free_at = g.free_at
    FROM (
      SELECT g.workspace, g.domain, max(g.slot + g.spacing) AS free_at
      FROM given g
      WHERE g.is_given
      GROUP BY g.workspace, g.domain
    ) g
    WHERE (s.workspace_id, s.domain) = (g.workspace, g.domain)
  )
  SELECT array_agg(
    CASE WHEN g.is_given THEN (extract(epoch FROM g.slot - moment) * 1000000)::bigint END
    ORDER BY g.nth)
  INTO waits
  FROM given g;
  RETURN waits;
END
$$;
