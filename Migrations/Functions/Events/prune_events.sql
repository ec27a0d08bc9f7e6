-- prune_events: deletes what the settings events.log_days and events.keep_days of each workspace let go, at most
-- so many rows of each kind for a workspace. Returns how many.
--
-- The history of an account's status stays. A dead delivery stays where order is asked for: it holds its key
-- until a person resends it. An event that no subscriber has read yet goes, too: one that was paused for so long
-- does not get it.
CREATE FUNCTION fn.prune_events(at_most int) RETURNS bigint
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  kept record;
  deleted bigint;
  total bigint := 0;
BEGIN
  FOR kept IN
    SELECT w.id AS workspace,
      now() - make_interval(days => rule.setting(w.id, 'events.log_days')::int) AS log_from,
      now() - make_interval(days => rule.setting(w.id, 'events.keep_days')::int) AS events_from
    FROM workspaces w
  LOOP
    WITH old AS (
      SELECT d.id
      FROM subscribers s
        JOIN event_deliveries d ON (d.workspace_id, d.subscriber_id) = (s.workspace_id, s.id)
      WHERE s.workspace_id = kept.workspace
        AND d.state IN ('done', 'dead') AND d.answered_at < kept.log_from
        AND (d.state = 'done' OR NOT s.is_ordered)
      LIMIT at_most
      FOR UPDATE OF d SKIP LOCKED
    )
    DELETE FROM event_deliveries d USING old o
    WHERE (d.workspace_id, d.id) = (kept.workspace, o.id);
    GET DIAGNOSTICS deleted = ROW_COUNT;
    total := total + deleted;

    WITH old AS (
      SELECT e.at, e.id
      FROM events e
      WHERE e.workspace_id = kept.workspace AND e.at < kept.events_from
        AND e.kind <> 'account.status_changed'
      ORDER BY e.at, e.id
      LIMIT at_most
    ),
    orphans AS (
      DELETE FROM event_deliveries d USING subscribers s, old o
      WHERE s.workspace_id = kept.workspace
        AND (d.workspace_id, d.subscriber_id, d.event_id) = (s.workspace_id, s.id, o.id)
    )
    DELETE FROM events e USING old o
    WHERE (e.workspace_id, e.at, e.id) = (kept.workspace, o.at, o.id);
    GET DIAGNOSTICS deleted = ROW_COUNT;
    total := total + deleted;
  END LOOP;
  RETURN total;
END
$$;
