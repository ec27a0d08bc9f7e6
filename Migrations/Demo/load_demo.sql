-- load_demo: fills the demo company's workspace: accounts, lists, products, campaigns in every
-- state, their history and what waits to be sent. Does nothing where that has been done.
--
-- All of it goes through the tables like anybody's data, so the cached figures are counted by the
-- same triggers. Every name is invented, every address in .example.
CREATE FUNCTION pg_temp.load_demo(practice_port int) RETURNS boolean
LANGUAGE plpgsql
-- Each statement runs a handful of times over small tables: compiling them costs seconds.
SET jit = off
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20251, 2);
  IF EXISTS (SELECT FROM products) THEN
    RETURN false;
  END IF;

  INSERT INTO settings (key, value) VALUES ('practice.day_seconds', '60');
  INSERT INTO mailboxes (
    kind, email, display_name, smtp_host, smtp_port, smtp_security, verified_at, created_by)
  SELECT 'practice', w.email, p.name, '127.0.0.1', practice_port, 'none', now(), p.id
  FROM (VALUES
    ('ines@tarnbrook.example', 'demo@tarnbrook.example'),
    ('felix@tarnbrook.example', 'felix@tarnbrook.example')
  ) w (email, person)
    JOIN people p ON p.email = w.person;

  PERFORM pg_temp.load_demo_accounts();
  PERFORM pg_temp.load_demo_products();
  PERFORM pg_temp.load_demo_campaigns();
  PERFORM pg_temp.load_demo_costs();
  RETURN true;
END
$$;
