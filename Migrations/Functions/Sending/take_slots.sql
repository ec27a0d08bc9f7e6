-- take_slots: gives each of these emails, which are ready to leave, a slot of its own in its recipient
-- domain's rate, over all senders: in how many microseconds it may leave. NULL: that would be longer than a
-- mail server waits, so no slot is taken. `slots` are the times themselves, in microseconds since 1970.
--
-- A slot is at least `lead` microseconds from now, which is the time that the commit before the first byte
-- takes. An otherwise idle domain has a slot immediately if the commit is faster than the 20 ms by which a
-- slot may be missed. The wait for the locks of other domains counts: a negative wait is a slot that has
-- passed.
--
-- An email that missed its slot asks again, and says in `missed` which slot that was (0: none). If no other
-- email took a slot after it, it leaves now and the next ones come after it: its own slot does not hold it
-- up. Without that, each slow commit would send emails back to be claimed again.
--
-- The places that a claim reserved are a plan: a server that is slow to greet makes several emails miss
-- theirs, and only one clock, the database's, keeps those of several senders apart. The transaction does not
-- wait for the disk: the commit of begin_transmission, which follows before the first byte, writes it, too.
--
-- It is a loop, and not one statement, because most calls are for one email or two.
CREATE FUNCTION fn.take_slots(
  workspaces bigint[], domains text[], spacings bigint[], missed bigint[], lead bigint,
  OUT waits bigint[], OUT slots bigint[]
)
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  wish record;
  moment timestamptz;
  free_from timestamptz;
  slot timestamptz;
  spacing interval;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  waits := array_fill(NULL::bigint, ARRAY[cardinality(domains)]);
  slots := waits;
  -- All senders lock in the same order. Emails that missed their slots come first: a slot can be returned
  -- only before later ones are given out.
  FOR wish IN
    SELECT w.*, timestamptz 'epoch' + w.late * interval '1 microsecond' AS missed_at,
      count(*) OVER (PARTITION BY w.workspace, w.domain) AS of_domain
    FROM unnest(workspaces, domains, spacings, missed)
      WITH ORDINALITY w (workspace, domain, spacing, late, nth)
    ORDER BY w.workspace, w.domain, w.late DESC NULLS LAST, w.nth
  LOOP
    spacing := make_interval(secs => wish.spacing / 1000000.0);
    SELECT s.free_at INTO free_from
    FROM domain_slots s
    WHERE (s.workspace_id, s.domain) = (wish.workspace, wish.domain)
    FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO domain_slots AS s (workspace_id, domain, free_at)
      VALUES (wish.workspace, wish.domain, '-infinity')
      ON CONFLICT (workspace_id, domain) DO UPDATE SET free_at = s.free_at
      RETURNING s.free_at INTO free_from;
    END IF;
    -- Read after the wait for the lock; otherwise the slots of others would be counted from an earlier
    -- moment.
    moment := clock_timestamp();

    free_from := fn.free_place(free_from, spacing, moment, moment);
    IF free_from BETWEEN wish.missed_at + spacing - interval '2 microseconds'
        AND wish.missed_at + spacing + interval '2 microseconds' THEN
      free_from := wish.missed_at;
    END IF;
    slot := CASE
      WHEN wish.late > 0 THEN greatest(free_from, moment)
      WHEN wish.of_domain = 1 AND free_from <= moment AND lead <= 15000 THEN moment
      ELSE greatest(free_from, moment + lead * interval '1 microsecond')
    END;
    CONTINUE WHEN slot > moment + interval '10 seconds';

    UPDATE domain_slots s
    SET free_at = slot + spacing
    WHERE (s.workspace_id, s.domain) = (wish.workspace, wish.domain);
    slots[wish.nth] := (extract(epoch FROM slot) * 1000000)::bigint;
  END LOOP;

  -- Measured after all locks are held, because that is when the sender gets the answer.
  moment := clock_timestamp();
  SELECT array_agg(
    s.given - (extract(epoch FROM moment) * 1000000)::bigint ORDER BY s.nth)
  INTO waits
  FROM unnest(slots) WITH ORDINALITY s (given, nth);
END
$$;
