-- Workspaces are walls that the database holds.
BEGIN;
SELECT no_plan();

SELECT is_empty($$
  SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
    AND c.relname <> 'sessions'
$$, 'every table of a workspace is walled in, its owner, too');

SELECT is_empty($$
  SELECT c.relname FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
    AND NOT EXISTS (
      SELECT FROM pg_policies p
      WHERE (p.schemaname, p.tablename, p.policyname) = ('public', c.relname, 'workers')
        AND p.roles = '{overture_worker}' AND (p.cmd, p.qual, p.with_check) = ('ALL', 'true', 'true'))
$$, 'workers see all of every walled table by a policy, whatever their role may do');

SELECT is_empty($$
  SELECT c.relname, r.rolname FROM pg_class c
    CROSS JOIN (VALUES ('overture_app'), ('overture_worker')) r (rolname)
  WHERE c.relispartition
    AND has_table_privilege(r.rolname, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
$$, 'nobody comes to a partition but through its parent');

SELECT is_empty($$
  SELECT c.conrelid::regclass, c.conname FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'workspace_id'
  WHERE c.contype IN ('p', 'f') AND c.connamespace = 'public'::regnamespace
    AND c.conrelid NOT IN ('sessions'::regclass)
    AND c.conparentid = 0
    AND NOT (a.attnum = ANY (c.conkey))
    AND c.confrelid <> ALL (ARRAY['people', 'setting_defaults', 'domain_families']::regclass[])
$$, 'primary and foreign keys of a workspace''s table hold the workspace');

SELECT is_empty($$
  SELECT p.oid::regprocedure FROM pg_proc p
  WHERE p.pronamespace IN ('fn'::regnamespace, 'rule'::regnamespace) AND p.prosecdef
    -- Each reads one row of a table that has no wall: see SharedTables.sql.
    AND p.oid NOT IN ('fn.password_of(bigint)'::regprocedure, 'fn.session_of(bytea)'::regprocedure)
$$, 'no function but two works with its owner''s rights');

SELECT is_empty($$
  SELECT c.relname FROM pg_class c
  WHERE c.relnamespace = 'fn'::regnamespace AND c.relkind = 'v'
    AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false)
$$, 'every view reads with its reader''s rights');

INSERT INTO workspaces (name) VALUES ('One'), ('Two');
SET LOCAL ROLE overture_app;
SELECT is((SELECT count(*) FROM workspaces), 0::bigint, 'who names no workspace sees none');
SELECT set_config('overture.workspace', '1', true);
INSERT INTO products (name) VALUES ('Ours');
SELECT throws_ok(
  $$ INSERT INTO products (workspace_id, name) VALUES (2, 'Planted') $$, '42501', NULL,
  'a row cannot be put behind another wall');
SELECT set_config('overture.workspace', '2', true);
SELECT is((SELECT count(*) FROM products), 0::bigint, 'another workspace''s rows are not there');
SELECT throws_ok(
  $$ UPDATE audit_entries SET action = 'x' $$, '42501', NULL, 'the audit trail is not rewritten');

SELECT finish();
ROLLBACK;
