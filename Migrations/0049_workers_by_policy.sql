-- Workers see all workspaces by a policy of each walled table, and no longer by an attribute of their role:
-- only a superuser may give BYPASSRLS, and a hosted PostgreSQL has none to offer. Roles that have it keep it,
-- because they may serve other databases, too.

-- Walls a table in: `overture_worker` sees all rows, everybody else the rows of the transaction's workspace.
CREATE OR REPLACE FUNCTION rule.wall(tenant regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant);
  EXECUTE format(
    'CREATE POLICY own_workspace_only ON %s USING (workspace_id = rule.workspace())', tenant);
  EXECUTE format(
    'CREATE POLICY workers ON %s TO overture_worker USING (true) WITH CHECK (true)', tenant);
END
$$;

DO $$
DECLARE
  walled regclass;
BEGIN
  FOR walled IN
    SELECT c.oid::regclass
    FROM pg_class c
    WHERE c.relrowsecurity AND c.relnamespace = 'public'::regnamespace
    ORDER BY c.oid
  LOOP
    EXECUTE format(
      'CREATE POLICY workers ON %s TO overture_worker USING (true) WITH CHECK (true)', walled);
  END LOOP;
END
$$;
