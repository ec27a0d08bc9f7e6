-- What a setting may be: everybody who reads one may rely on it, because the sender reads those of all
-- workspaces in one statement.
ALTER TABLE setting_defaults
  ADD COLUMN least numeric,
  ADD COLUMN most numeric,
  ADD COLUMN is_whole boolean NOT NULL DEFAULT true;
UPDATE setting_defaults d
SET least = r.least, most = r.most, is_whole = r.is_whole
FROM (VALUES
  ('session.idle_hours', 1, 720, true),
  ('session.absolute_days', 1, 365, true),
  ('sending.daily_limit', 1, 1000000, true),
  ('sending.auto_pause_bounce_rate', 0.001, 1, false),
  ('sending.auto_pause_minimum', 1, 1000000, true),
  ('sending.retry_minutes', 1, 10080, true),
  ('sending.cool_down_minutes', 1, 10080, true),
  ('replies.sla_hours', 1, 8760, true),
  ('replies.ooo_days', 1, 365, true),
  ('practice.daily_limit', 1, 10000000, true),
  ('practice.day_seconds', 1, 86400, true),
  ('tracking.machine_click_seconds', 1, 3600, true)
) r (key, least, most, is_whole)
WHERE d.key = r.key;

-- What was kept before there were limits, and is outside of them: the standard holds again. The wall is
-- down for this transaction's owner alone.
ALTER TABLE settings NO FORCE ROW LEVEL SECURITY;
DELETE FROM settings s
USING setting_defaults d
WHERE d.key = s.key AND d.least IS NOT NULL
  AND EXISTS (
    SELECT FROM jsonb_path_query(s.value, 'lax $[*]') v
    WHERE jsonb_typeof(v) <> 'number'
      OR (v #>> '{}')::numeric NOT BETWEEN d.least AND d.most
      OR (d.is_whole AND (v #>> '{}')::numeric % 1 <> 0));
ALTER TABLE settings FORCE ROW LEVEL SECURITY;

-- Which database this is, as far as the server knows: when it is restored from a backup, or another
-- server takes over, it is another. NULL until the first sender has looked.
CREATE TABLE known_database (
  is_known boolean PRIMARY KEY DEFAULT true CONSTRAINT known_once CHECK (is_known),
  identity text NOT NULL,
  since timestamptz NOT NULL DEFAULT now()
);
