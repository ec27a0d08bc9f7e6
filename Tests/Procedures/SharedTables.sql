-- Tables without a wall: what one page writes there holds for all workspaces.
BEGIN;
SELECT no_plan();

SELECT is_empty($$
  SELECT c.relname, p.privilege FROM pg_class c
    CROSS JOIN (VALUES ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) p (privilege)
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND NOT c.relrowsecurity
    AND has_table_privilege('overture_app', c.oid, p.privilege)
    -- A person is known before the workspace is.
    AND c.relname NOT IN ('people', 'sessions', 'sign_in_failures', 'known_browsers')
$$, 'pages write no table that has no wall, but those of signing in');

SELECT is_empty($$
  SELECT c.relname FROM pg_class c
  WHERE c.relname IN (
      'guardrails', 'setting_defaults', 'domain_families', 'family_domains', 'free_mail_domains')
    AND has_table_privilege('overture_worker', c.oid, 'INSERT, UPDATE, DELETE')
$$, 'workers read what all workspaces share');

SELECT is_empty($$
  SELECT c.relname, r.rolname FROM pg_class c
    CROSS JOIN (VALUES ('overture_app'), ('overture_worker')) r (rolname)
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND has_table_privilege(r.rolname, c.oid, 'TRUNCATE, REFERENCES, TRIGGER')
$$, 'no role of the program empties a table, or hangs something of its own on one');

SELECT is_empty($$
  SELECT rolname FROM pg_roles
  WHERE rolname IN ('overture_app', 'overture_worker')
    AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication)
$$, 'neither role may make another, or become more than it is');

SELECT is_empty($$
  SELECT m.roleid::regrole FROM pg_auth_members m
  WHERE m.member IN ('overture_app'::regrole, 'overture_worker'::regrole)
$$, 'neither role is a member of another');

SET LOCAL ROLE overture_app;
SELECT throws_ok(
  $$ UPDATE guardrails SET verdict = 'target' $$, '42501', NULL,
  'a page does not let in accounts that the matrix keeps out');
SELECT throws_ok(
  $$ DELETE FROM people $$, '42501', NULL, 'a page deletes no person');
SELECT lives_ok(
  $$ SELECT FROM guardrails, setting_defaults, domain_families, family_domains, free_mail_domains $$,
  'a page reads what all workspaces share');

SELECT finish();
ROLLBACK;
