-- What statements of all workspaces calculate and cast with is checked where it is kept: a value that
-- cannot be read would fail the claim of everybody's e-mails, and not only its own campaign's.

-- A zone's name as the IANA forms it. Whether this server knows it is another question, and its answer
-- changes with the server: see fn.is_time_zone.
CREATE FUNCTION rule.is_zone_name(name text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN name = 'UTC' OR (length(name) <= 64 AND name ~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)+$');

-- {"days": [1, …], "start": "09:00", "end": "17:00", "timezone": "…"}, all of it, in this form alone:
-- '+1:00' is a number with a colon, and no time.
CREATE FUNCTION rule.is_schedule(schedule jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN jsonb_typeof(schedule) = 'null' OR (
  jsonb_typeof(schedule) = 'object'
    AND coalesce((schedule->'days')::text ~ '^\[[0-6](, [0-6]){0,6}\]$', false)
    AND coalesce(schedule->>'start' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$', false)
    AND coalesce(schedule->>'end' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$', false)
    AND coalesce(rule.is_zone_name(schedule->>'timezone'), false));

-- A setting is of its standard's kind: a number, or one to twenty of them, from least to most; a text.
CREATE FUNCTION rule.is_setting(wanted text, value jsonb) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce((
    SELECT jsonb_typeof(is_setting.value) = jsonb_typeof(d.value)
      AND CASE jsonb_typeof(is_setting.value)
        WHEN 'array' THEN jsonb_array_length(is_setting.value) BETWEEN 1 AND 20
        WHEN 'string' THEN length(is_setting.value #>> '{}') <= 10000
        ELSE true END
      AND NOT EXISTS (
        SELECT FROM jsonb_path_query(is_setting.value, 'lax $[*]') v
        WHERE jsonb_typeof(d.value) IN ('number', 'array')
          AND CASE WHEN jsonb_typeof(v) = 'number'
            THEN (v #>> '{}')::numeric < d.least OR (v #>> '{}')::numeric > d.most
              OR (d.is_whole AND (v #>> '{}')::numeric % 1 <> 0)
            ELSE true END)
    FROM setting_defaults d
    WHERE d.key = is_setting.wanted), false);
END;

CREATE FUNCTION rule.check_setting() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT rule.is_setting(NEW.key, NEW.value) THEN
    RAISE EXCEPTION 'setting % cannot be %', NEW.key, left(NEW.value::text, 80)
      USING ERRCODE = '23514', CONSTRAINT = 'setting_is_in_its_range';
  END IF;
  RETURN NEW;
END
$$;

-- What is there already is put right first. The walls are down for this transaction's owner alone.
ALTER TABLE campaigns NO FORCE ROW LEVEL SECURITY;
ALTER TABLE settings NO FORCE ROW LEVEL SECURITY;
ALTER TABLE domain_rates NO FORCE ROW LEVEL SECURITY;
ALTER TABLE mailboxes NO FORCE ROW LEVEL SECURITY;
ALTER TABLE workspaces NO FORCE ROW LEVEL SECURITY;

-- A schedule that cannot be read never let anything out. It gets what every new one begins with, and what
-- ran waits for a person, who knows what was meant.
UPDATE campaigns c
SET status = CASE c.status WHEN 'running' THEN 'paused' ELSE c.status END,
  pause_reason = CASE WHEN c.status IN ('running', 'paused') THEN
    'Its schedule could not be read and was replaced: Monday to Friday from 09:00 to 17:00. Look at '
      'it before you resume' END,
  schedule = jsonb_build_object('days', jsonb_build_array(1, 2, 3, 4, 5), 'start', '09:00',
    'end', '17:00', 'timezone', CASE WHEN rule.is_zone_name(c.schedule->>'timezone')
      THEN c.schedule->>'timezone' ELSE 'UTC' END)
WHERE NOT rule.is_schedule(c.schedule);
DELETE FROM settings s WHERE NOT rule.is_setting(s.key, s.value);
UPDATE domain_rates SET per_second = greatest(least(per_second, 1000000), 0.001)
WHERE per_second NOT BETWEEN 0.001 AND 1000000;
UPDATE mailboxes SET display_name = btrim(regexp_replace(display_name, '[\u0001-\u001F\u007F]+', ' ', 'g'))
WHERE display_name ~ '[\u0001-\u001F\u007F]';
UPDATE mailboxes SET ramp_start = NULL, ramp_step = NULL
WHERE ramp_start NOT BETWEEN 1 AND 1000000 OR ramp_step NOT BETWEEN 0 AND 1000000;
UPDATE workspaces SET time_zone = 'UTC' WHERE NOT rule.is_zone_name(time_zone);
UPDATE people SET time_zone = NULL WHERE NOT rule.is_zone_name(time_zone);

ALTER TABLE campaigns
  ADD CONSTRAINT schedule_can_be_read CHECK (rule.is_schedule(schedule)) NOT VALID;
ALTER TABLE domain_rates
  ADD CONSTRAINT rate_in_range CHECK (per_second BETWEEN 0.001 AND 1000000) NOT VALID;
ALTER TABLE mailboxes
  ADD CONSTRAINT display_name_is_one_line
    CHECK (display_name !~ '[\u0001-\u001F\u007F]') NOT VALID,
  ADD CONSTRAINT ramp_in_range CHECK (
    ramp_start BETWEEN 1 AND 1000000 AND coalesce(ramp_step, 0) BETWEEN 0 AND 1000000) NOT VALID;
ALTER TABLE workspaces
  ADD CONSTRAINT workspace_zone_has_a_zones_name CHECK (rule.is_zone_name(time_zone)) NOT VALID;
ALTER TABLE people
  ADD CONSTRAINT persons_zone_has_a_zones_name CHECK (rule.is_zone_name(time_zone)) NOT VALID;

-- Reading the rows needs no lock that stops a writer.
ALTER TABLE campaigns VALIDATE CONSTRAINT schedule_can_be_read;
ALTER TABLE domain_rates VALIDATE CONSTRAINT rate_in_range;
ALTER TABLE mailboxes VALIDATE CONSTRAINT display_name_is_one_line;
ALTER TABLE mailboxes VALIDATE CONSTRAINT ramp_in_range;
ALTER TABLE workspaces VALIDATE CONSTRAINT workspace_zone_has_a_zones_name;
ALTER TABLE people VALIDATE CONSTRAINT persons_zone_has_a_zones_name;
CREATE TRIGGER in_its_range BEFORE INSERT OR UPDATE ON settings FOR EACH ROW
  EXECUTE FUNCTION rule.check_setting();

-- A header of many columns is longer than an index row may be: so it is found by its hash.
CREATE FUNCTION rule.header_key(header text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN md5(array_to_string(header, E'\x1f'));
ALTER TABLE import_mappings
  DROP CONSTRAINT import_mappings_pkey,
  ADD COLUMN header_key text NOT NULL GENERATED ALWAYS AS (rule.header_key(header)) STORED,
  ADD PRIMARY KEY (workspace_id, header_key);

ALTER TABLE campaigns FORCE ROW LEVEL SECURITY;
ALTER TABLE settings FORCE ROW LEVEL SECURITY;
ALTER TABLE domain_rates FORCE ROW LEVEL SECURITY;
ALTER TABLE mailboxes FORCE ROW LEVEL SECURITY;
ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
