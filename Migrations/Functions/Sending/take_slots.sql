-- take_slots: for each of these emails, which are ready to leave, a moment of its own in its recipient
-- domain's rate, over all senders: in how many microseconds it may leave. NULL: that would be longer than
-- a mail server waits, and none is taken. `slots` are the moments themselves, in microseconds since 1970.
--
-- A slot is not sooner than `lead` microseconds from now, which is what the commit before the first byte
-- takes. A domain that nothing else is sent to has one now, where the commit is quicker than the 20 ms by
-- which a slot may be missed. The wait for the locks of other domains counts: a wait below 0 is a slot that
-- has passed.
--
-- An email that was late for its slot asks again, and says in `missed` which it was (0: none). Where no
-- other took one behind it, it leaves now and the next ones come after it: its own slot does not hold it
-- up. Without that, each commit that takes a little longer would send emails back to be claimed again.
--
-- What a claim reserved is a plan: a server that is slow to greet lets several pass their places, and
-- only one clock, the database's, keeps those of several senders apart. The transaction does not wait
-- for the disk: the commit of begin_transmission, which follows before the first byte, writes it, too.
--
-- A loop, and not one statement: most calls are for one email or two.
CREATE FUNCTION fn.take_slots(
  workspaces bigint[], domains text[], spacings bigint[], missed bigint[], lead bigint,
  OUT waits bigint[], OUT slots bigint[]
)
LANGUAGE plpgsql
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
  -- Locks are taken in one order by all senders. Those that missed their slots come first: only before
  -- others were given slots behind it is one given back.
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
    -- After the wait for the lock, or the slots of others would be counted from an earlier moment.
    moment := clock_timestamp();

    IF free_from > moment + interval '10 seconds' + spacing THEN
      -- A slot is given out ten seconds ahead at most. One that lies further off was given before the
      -- server's clock was set back.
      free_from := moment + spacing;
    ELSIF free_from BETWEEN wish.missed_at + spacing - interval '2 microseconds'
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

  -- From the end of all the locks on, because that is when the sender hears of it.
  moment := clock_timestamp();
  SELECT array_agg(
    s.given - (extract(epoch FROM moment) * 1000000)::bigint ORDER BY s.nth)
  INTO waits
  FROM unnest(slots) WITH ORDINALITY s (given, nth);
END
$$;
