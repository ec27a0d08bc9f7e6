-- load_demo_people: the workspace of the demo company and its members, one or two in each role. Called as
-- overture_worker, because there is no workspace yet to work in.
--
-- Returns the workspace; the existing one if the demo company was loaded before.
CREATE FUNCTION pg_temp.load_demo_people(password text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  demo bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(20251, 1);
  SELECT m.workspace_id INTO demo
  FROM people p JOIN memberships m ON m.person_id = p.id
  WHERE p.email = 'demo@tarnbrook.example';
  IF FOUND THEN
    RETURN demo;
  END IF;

  INSERT INTO workspaces (name, time_zone, language)
  VALUES ('Tarnbrook', 'Europe/Vienna', 'en')
  RETURNING id INTO demo;

  INSERT INTO people (email, name, password, time_zone)
  SELECT w.email, w.name, load_demo_people.password, 'Europe/Vienna'
  FROM (VALUES
    ('demo@tarnbrook.example', 'Ines Varga'),
    ('admin@tarnbrook.example', 'Theo Lindqvist'),
    ('felix@tarnbrook.example', 'Felix Brandt'),
    ('jonas@tarnbrook.example', 'Jonas Abt'),
    ('selma@tarnbrook.example', 'Selma Aydin'),
    ('marta@tarnbrook.example', 'Marta Kolar'),
    ('crm@tarnbrook.example', 'Oskar Wirth'),
    ('guest@tarnbrook.example', 'Nora Feld')
  ) w (email, name)
  ON CONFLICT (email) DO NOTHING;

  INSERT INTO memberships (workspace_id, person_id, role)
  SELECT demo, p.id, w.role::member_role
  FROM (VALUES
    ('demo@tarnbrook.example', 'owner'),
    ('admin@tarnbrook.example', 'admin'),
    ('felix@tarnbrook.example', 'campaign_manager'),
    ('jonas@tarnbrook.example', 'sales'),
    ('selma@tarnbrook.example', 'sales'),
    ('marta@tarnbrook.example', 'finance'),
    ('crm@tarnbrook.example', 'crm_admin'),
    ('guest@tarnbrook.example', 'viewer')
  ) w (email, role)
    JOIN people p USING (email);
  RETURN demo;
END
$$;
