-- mailbox_places: how many emails each of these mailboxes may still send at that moment, and what limits it.
--
-- The day is a rolling one. Uses are recorded by the minute, and an email may leave as late as its claim's
-- lease allows: so a use counts for 24 hours and three minutes, and no window of 24 hours ever exceeds the
-- limit. `next_at` is when a mailbox without a place has one again; NULL: waiting does not help.
CREATE FUNCTION fn.mailbox_places(workspaces bigint[], mailboxes bigint[], at timestamptz)
RETURNS TABLE (
  workspace_id bigint, mailbox_id bigint, email text, health int, day_limit int, used int,
  places int, obstacle text, next_at timestamptz
)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT m.workspace_id, m.id, m.email, m.health, l.day_limit, u.used,
    CASE WHEN o.obstacle IS NULL THEN l.day_limit - u.used ELSE 0 END,
    o.obstacle,
    CASE o.obstacle
      WHEN 'cooling' THEN m.cooling_until
      WHEN 'day_limit' THEN (
        SELECT min(past.minute) + interval '24 hours 3 minutes'
        FROM (
          SELECT b.minute, sum(b.used) OVER (ORDER BY b.minute) AS gone
          FROM mailbox_uses b
          WHERE (b.workspace_id, b.mailbox_id) = (m.workspace_id, m.id)
            AND b.minute > mailbox_places.at - interval '24 hours 3 minutes'
        ) past
        WHERE u.used - past.gone < l.day_limit)
    END
  FROM (SELECT DISTINCT w, b FROM unnest(workspaces, mailboxes) wanted (w, b)) wanted
    JOIN mailboxes m ON (m.workspace_id, m.id) = (wanted.w, wanted.b)
    CROSS JOIN LATERAL (
      SELECT least(
        fn.daily_limit(m.workspace_id, m.kind, m.daily_limit),
        -- A large step passes 32 bits within years.
        least(m.ramp_start + coalesce(m.ramp_step, 0)::bigint
          * greatest(0, (mailbox_places.at AT TIME ZONE 'UTC')::date - m.ramp_since), 1000000000)::int
      ) AS day_limit
    ) l
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(b.used), 0)::int AS used
      FROM mailbox_uses b
      WHERE (b.workspace_id, b.mailbox_id) = (m.workspace_id, m.id)
        AND b.minute > mailbox_places.at - interval '24 hours 3 minutes'
    ) u
    CROSS JOIN LATERAL (
      SELECT coalesce(
        fn.mailbox_binding(m.state, m.archived_at),
        CASE
          -- Recipients could not follow a link or unsubscribe.
          WHEN m.kind <> 'practice' AND fn.public_address() IS NULL THEN 'no_public_address'
          WHEN m.health <= 20 THEN 'health'
          WHEN m.cooling_until > mailbox_places.at THEN 'cooling'
          WHEN u.used >= l.day_limit THEN 'day_limit'
        END) AS obstacle
    ) o;
END;
