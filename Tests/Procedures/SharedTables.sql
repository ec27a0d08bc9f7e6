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

SELECT is_empty($$
  SELECT a.attname FROM pg_attribute a
  WHERE a.attrelid = 'people'::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND has_column_privilege('overture_app', 'people', a.attname, 'SELECT') = (a.attname = 'password')
$$, 'pages select every column of people but the password hash');

SELECT set_eq($$
  SELECT a.attrelid::regclass::text, a.attname::text FROM pg_attribute a
  WHERE a.attrelid IN ('people'::regclass, 'sessions'::regclass) AND a.attnum > 0 AND NOT a.attisdropped
    AND has_column_privilege('overture_app', a.attrelid, a.attname, 'UPDATE')
$$, $$ VALUES
  ('people', 'name'), ('people', 'password'), ('people', 'password_is_temporary'),
  ('people', 'password_expires_at'), ('people', 'time_zone'), ('people', 'shortcuts'),
  ('people', 'last_workspace_id'), ('sessions', 'token_hash'), ('sessions', 'csrf_token'),
  ('sessions', 'workspace_id'), ('sessions', 'flash'), ('sessions', 'last_seen_at'),
  ('sessions', 'idles_until')
$$, 'pages change of people and sessions what their forms do, and no address and no person of a session');

SELECT set_eq($$
  SELECT a.attname::text FROM pg_attribute a
  WHERE a.attrelid = 'sessions'::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND NOT has_column_privilege('overture_app', 'sessions', a.attname, 'SELECT')
$$, $$ VALUES ('token_hash'), ('csrf_token') $$,
  'pages select every column of sessions but the hash of the token and the secret of the forms');

INSERT INTO people (email, name, password) VALUES
  ('open@people.example', 'Open', 'hash of open'), ('shut@people.example', 'Shut', 'hash of shut');
UPDATE people SET disabled_at = now() WHERE email = 'shut@people.example';

INSERT INTO sessions (token_hash, person_id, csrf_token)
SELECT '\x01', id, 'secret of forms' FROM people WHERE email = 'open@people.example';

SET LOCAL ROLE overture_app;
SELECT throws_ok(
  $$ SELECT token_hash FROM sessions $$, '42501', NULL, 'a page selects no hash of a token');
SELECT throws_ok(
  $$ SELECT FROM sessions WHERE token_hash = '\x01' $$, '42501', NULL, 'nor asks for one');
SELECT throws_ok(
  $$ SELECT csrf_token FROM sessions $$, '42501', NULL, 'a page selects no secret of forms');
SELECT throws_ok(
  $$ SELECT to_jsonb(s) FROM sessions s $$, '42501', NULL, 'and no whole session');
SELECT is(
  (SELECT csrf_token FROM fn.session_of('\x01')), 'secret of forms',
  'a request finds the session whose token it brought');
SELECT is_empty(
  $$ SELECT FROM fn.session_of('\x02') $$, 'and no other');
SELECT throws_ok(
  $$ SELECT password FROM people $$, '42501', NULL, 'a page selects no password hash');
SELECT throws_ok(
  $$ SELECT to_jsonb(p) FROM people p $$, '42501', NULL, 'and no whole person');
SELECT is(
  (SELECT fn.password_of(p.id) FROM people p WHERE p.email = 'open@people.example'), 'hash of open',
  'sign-in has the hash that it compares with');
SELECT is(
  (SELECT fn.password_of(p.id) FROM people p WHERE p.email = 'shut@people.example'), NULL,
  'and none of a disabled account');
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
