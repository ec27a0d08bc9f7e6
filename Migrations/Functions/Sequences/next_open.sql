-- The first moment from `at` on at which a schedule is open; `at` itself while it is. NULL: never.
-- What counts is what the clock on the wall shows there: a window whose start is skipped in spring
-- opens when the clock has jumped, and an hour that comes twice in autumn counts twice.
--
-- A schedule that cannot be read never opens: the constraint keeps such ones out, but a zone may be gone
-- from the server, and every statement of all workspaces asks here. fn.watch_schedules tells its owner.
CREATE FUNCTION fn.next_open(schedule jsonb, at timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
  zone text;
  days int[];
  starts time;
  ends time;
  clock timestamp;
  opening timestamp;
  candidate timestamptz;
  first timestamptz;
  horizon timestamptz;
  low timestamptz;
  high timestamptz;
  middle timestamptz;
BEGIN
  IF schedule IS NULL OR schedule = 'null' THEN
    RETURN at;
  END IF;
  zone := coalesce(schedule->>'timezone', 'UTC');
  days := CASE WHEN schedule ? 'days'
    THEN ARRAY(SELECT day::int FROM jsonb_array_elements_text(schedule->'days') day)
    ELSE '{0,1,2,3,4,5,6}' END;
  starts := coalesce(schedule->>'start', '00:00')::time;
  ends := coalesce(schedule->>'end', '00:00')::time;
  clock := at AT TIME ZONE zone;
  IF fn.is_in_window(days, starts, ends, clock) THEN
    RETURN at;
  END IF;

  -- A closed clock next opens at a start. Two weeks, because one window may be skipped whole.
  FOR day IN 0..15 LOOP
    opening := clock::date + day + starts;
    CONTINUE WHEN extract(dow FROM opening)::int <> ALL (days);
    candidate := opening AT TIME ZONE zone;
    IF candidate >= at AND candidate AT TIME ZONE zone = opening THEN
      first := candidate;
      EXIT;
    END IF;
  END LOOP;

  -- Unless the clock is changed on the way: then a start may come twice, and the change itself may
  -- open a window. Nowhere do two changes lie closer than two weeks.
  horizon := coalesce(first, at + interval '16 days') + interval '1 day';
  low := date_trunc('second', at) - interval '1 day';
  IF low AT TIME ZONE zone - low AT TIME ZONE 'UTC'
    = horizon AT TIME ZONE zone - horizon AT TIME ZONE 'UTC'
  THEN
    RETURN first;
  END IF;
  high := date_trunc('second', horizon);
  WHILE high - low > interval '1 second' LOOP
    middle := date_trunc('second', low + (high - low) / 2);
    IF middle AT TIME ZONE zone - middle AT TIME ZONE 'UTC'
      = low AT TIME ZONE zone - low AT TIME ZONE 'UTC'
    THEN
      low := middle;
    ELSE
      high := middle;
    END IF;
  END LOOP;
  -- `high` is the change. Before it, openings are read by the old offset, behind it by the new.
  FOR day IN 0..15 LOOP
    opening := clock::date + day + starts;
    CONTINUE WHEN extract(dow FROM opening)::int <> ALL (days);
    FOREACH middle IN ARRAY ARRAY[low, high] LOOP
      candidate := (opening - (middle AT TIME ZONE zone - middle AT TIME ZONE 'UTC'))
        AT TIME ZONE 'UTC';
      IF candidate >= at AND candidate AT TIME ZONE zone = opening
        AND (first IS NULL OR candidate < first)
      THEN
        first := candidate;
      END IF;
    END LOOP;
  END LOOP;
  IF high >= at AND (first IS NULL OR high < first)
    AND fn.is_in_window(days, starts, ends, high AT TIME ZONE zone)
  THEN
    first := high;
  END IF;
  RETURN first;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END
$$;
