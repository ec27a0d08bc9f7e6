-- A list that is detached takes the leads along that nothing was sent to, and brings them back.
BEGIN;
SELECT no_plan();

INSERT INTO workspaces (id, name) OVERRIDING SYSTEM VALUE VALUES (9004, 'Four');
SELECT set_config('overture.workspace', '9004', true);
INSERT INTO products (name) VALUES ('Widget');
INSERT INTO campaigns (product_id, name, slug, status)
  SELECT id, 'Spring', 'spring', 'running' FROM products WHERE workspace_id = rule.workspace();
INSERT INTO steps (campaign_id, position, subjects, body)
  SELECT id, 0, '{Hello}', 'Hi' FROM campaigns WHERE workspace_id = rule.workspace();
SELECT id AS campaign FROM campaigns WHERE workspace_id = rule.workspace() \gset
INSERT INTO accounts (name, match_key)
  SELECT 'Firm ' || n, 'n:firm' || n FROM generate_series(1, 6) n;
INSERT INTO contacts (account_id, email)
  SELECT id, 'ada@' || replace(lower(name), ' ', '') || '.example' FROM accounts
  WHERE workspace_id = rule.workspace() ORDER BY id;
INSERT INTO lists (name) VALUES ('Wrong'), ('Right');
INSERT INTO list_contacts (list_id, contact_id)
  SELECT l.id, k.id FROM lists l, contacts k
  WHERE l.workspace_id = rule.workspace() AND k.workspace_id = rule.workspace()
    AND (l.name = 'Wrong' OR k.email = 'ada@firm6.example');
SELECT id AS wrong FROM lists WHERE name = 'Wrong' AND workspace_id = rule.workspace() \gset
SELECT id AS right FROM lists WHERE name = 'Right' AND workspace_id = rule.workspace() \gset

CREATE FUNCTION pg_temp.attach(list bigint) RETURNS text LANGUAGE sql
RETURN fn.attach_batch(fn.begin_attachment(
  (SELECT id FROM campaigns WHERE workspace_id = rule.workspace()), list, '{}', true), 100)::text;
-- A batch of two contacts at a time: what was removed, of whom emails were sent, and the accounts that left.
CREATE FUNCTION pg_temp.detach(list bigint, ends boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  begun bigint := fn.begin_detachment(
    (SELECT id FROM campaigns WHERE workspace_id = rule.workspace()), list, ends);
BEGIN
  WHILE fn.detach_batch(begun, 2) = 'working' LOOP END LOOP;
  RETURN (SELECT concat_ws(' ', t.outcomes -> 'leads_removed', t.outcomes -> 'leads_written',
    t.outcomes -> 'accounts_removed') FROM attachments t WHERE t.id = begun);
END
$$;
-- Firm 1 to 6: out of the campaign, without a lead, or the state of its lead.
CREATE TEMPORARY VIEW standing AS
SELECT string_agg(CASE WHEN ca.account_id IS NULL THEN '-' ELSE coalesce(e.state::text, 'none') END, ' ' ORDER BY a.id)
  AS words
FROM accounts a
  LEFT JOIN campaign_accounts ca ON ca.account_id = a.id
  LEFT JOIN enrollments e ON e.account_id = a.id
WHERE a.workspace_id = rule.workspace();

SELECT is(pg_temp.attach(:'wrong'), 'done', 'the wrong list is attached');
SELECT is(pg_temp.attach(:'right'), 'done', 'and the right one, which shares a lead with it');
-- Firm 1 was written to, firm 2 is being written to, firm 3 was approved, firm 4 has a note.
UPDATE deliveries d SET state = 'claimed', claimed_by = 'w', claim = 1
FROM enrollments e JOIN accounts a ON a.id = e.account_id
WHERE e.id = d.enrollment_id AND a.name IN ('Firm 1', 'Firm 2') AND a.workspace_id = rule.workspace();
UPDATE deliveries d SET state = 'transmitting', transmitting_at = now()
FROM enrollments e JOIN accounts a ON a.id = e.account_id
WHERE e.id = d.enrollment_id AND a.name = 'Firm 1' AND a.workspace_id = rule.workspace();
INSERT INTO people (email, name) VALUES ('dana@four.example', 'Dana');
SELECT set_config('overture.person', id::text, true) FROM people WHERE email = 'dana@four.example';
UPDATE campaign_accounts ca SET review_status = 'approved', reviewed_by = rule.person(), reviewed_at = now()
FROM accounts a WHERE a.id = ca.account_id AND a.name = 'Firm 3' AND a.workspace_id = rule.workspace();
UPDATE campaign_accounts ca SET notes = 'Met them'
FROM accounts a WHERE a.id = ca.account_id AND a.name = 'Firm 4' AND a.workspace_id = rule.workspace();

SELECT results_eq(
  format('SELECT count(*) FILTER (WHERE NOT is_written), count(*) FILTER (WHERE is_written) FROM fn.leads_of_list(%s, %s)',
    :'campaign', :'wrong'), $$VALUES (3::bigint, 2::bigint)$$,
  'three leads would leave, two were written to, and one belongs to the other list as well');
SELECT is(pg_temp.detach(:'wrong', false), '3 2 1', 'so they do, with the one account that was not worked on');
SELECT is((SELECT words FROM standing), 'active active none none - active',
  'leads that were written to go on, reviewed and noted accounts stay');
SELECT is((SELECT string_agg(ca.outreach_status::text, ' ' ORDER BY ca.account_id) FROM campaign_accounts ca
  WHERE ca.workspace_id = rule.workspace()), 'scheduled scheduled not_started not_started scheduled',
  'without a lead an account is scheduled no more');
SELECT throws_ok(format('SELECT pg_temp.detach(%s, false)', :'wrong'), 'OR404', NULL,
  'a list is detached once');
SELECT is(pg_temp.attach(:'wrong'), 'done', 'attached again');
SELECT is((SELECT words FROM standing), 'active active active active active active', 'it brings them back');
SELECT is(pg_temp.detach(:'wrong', true), '3 2 1', 'detached with an end for the others');
SELECT is((SELECT words FROM standing), 'exited exited none none - active', 'they get nothing more');

SELECT is(pg_temp.attach(:'wrong'), 'done', 'attached once more');
SELECT fn.begin_detachment(:'campaign', :'wrong', false) AS detaching \gset
SELECT is(fn.detach_batch(:'detaching', 2)::text, 'working', 'while it is being detached');
SELECT throws_ok(format('SELECT fn.begin_attachment(%s, %s, ''{}'', true)', :'campaign', :'wrong'), 'OR409',
  'list_is_being_detached', 'it cannot be attached');
SELECT throws_ok(format('SELECT fn.begin_detachment(%s, %s, true)', :'campaign', :'wrong'), 'OR409',
  'list_is_being_detached', 'or be detached a second time');
SELECT is(fn.attach_batch(:'detaching', 100), NULL, 'and nobody mistakes it for an attachment');
SELECT is(fn.detach_batch(:'detaching', 100)::text, 'done', 'then it is done');
SELECT is(fn.detach_batch(:'detaching', 100)::text, 'done', 'and done again without effect');
SELECT is((SELECT words FROM standing), 'exited exited none none - active', 'only its own leads have left');

SELECT is(fn.remove_campaign_accounts(:'campaign', (SELECT array_agg(id) FROM accounts WHERE workspace_id = rule.workspace())),
  3::bigint, 'of several accounts those go to whom no email is on its way');
SELECT is((SELECT words FROM standing), 'exited exited - - - -', 'the others stay');

SELECT * FROM finish();
ROLLBACK;
