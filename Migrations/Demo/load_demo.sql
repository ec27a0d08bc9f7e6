-- load_demo: fills the demo company's workspace with accounts, lists, products and campaigns in every state,
-- their history, and emails that are due. Does nothing if they have been loaded before.
--
-- All data goes through the tables like a customer's, so the same triggers count the cached figures. Every
-- name is made up, and every address ends in .example.
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
