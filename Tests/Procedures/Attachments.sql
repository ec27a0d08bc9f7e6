-- Lists of a campaign that is completed or archived in the meantime, and the accounts that a list brings.
BEGIN;
SELECT no_plan();

INSERT INTO workspaces (id, name) OVERRIDING SYSTEM VALUE VALUES (9006, 'Six');
SELECT set_config('overture.workspace', '9006', true);
INSERT INTO people (email, name) VALUES ('dana@six.example', 'Dana');
INSERT INTO products (name) VALUES ('Widget');
INSERT INTO campaigns (product_id, name, slug, status)
  SELECT id, 'Spring', 'spring', 'running' FROM products WHERE workspace_id = rule.workspace();
INSERT INTO steps (campaign_id, position, subjects, body)
  SELECT id, 0, '{Hello}', 'Hi' FROM campaigns WHERE workspace_id = rule.workspace();
INSERT INTO mailboxes (kind, email, smtp_host, smtp_port, smtp_security)
  VALUES ('practice', 'dana@six.example', '127.0.0.1', 2526, 'none');
SELECT id AS campaign FROM campaigns WHERE workspace_id = rule.workspace() \gset
SELECT id AS mailbox FROM mailboxes WHERE workspace_id = rule.workspace() \gset
INSERT INTO campaign_mailboxes (campaign_id, mailbox_id) VALUES (:'campaign', :'mailbox');
INSERT INTO accounts (name, match_key)
  SELECT 'Firm ' || n, 'n:firm' || n FROM generate_series(1, 8) n;
INSERT INTO contacts (account_id, email)
  SELECT id, 'ada@' || replace(lower(name), ' ', '') || '.example' FROM accounts
  WHERE workspace_id = rule.workspace() ORDER BY id;
INSERT INTO lists (name) VALUES ('Whole'), ('Late'), ('Accounts'), ('Gone');
INSERT INTO list_contacts (list_id, contact_id)
  SELECT l.id, k.id FROM lists l, contacts k
  WHERE l.workspace_id = rule.workspace() AND k.workspace_id = rule.workspace()
    AND CASE l.name
      WHEN 'Whole' THEN k.email ~ 'firm[1-6]'
      WHEN 'Late' THEN k.email ~ 'firm[78]'
      WHEN 'Accounts' THEN k.email ~ 'firm[23]'
      ELSE k.email ~ 'firm8' END;
UPDATE lists SET archived_at = now() WHERE name = 'Gone' AND workspace_id = rule.workspace();
SELECT id AS whole FROM lists WHERE name = 'Whole' AND workspace_id = rule.workspace() \gset
SELECT id AS late FROM lists WHERE name = 'Late' AND workspace_id = rule.workspace() \gset
SELECT id AS accounts FROM lists WHERE name = 'Accounts' AND workspace_id = rule.workspace() \gset
SELECT id AS gone FROM lists WHERE name = 'Gone' AND workspace_id = rule.workspace() \gset
CREATE FUNCTION pg_temp.attach(list bigint, enrolls boolean) RETURNS text LANGUAGE sql
RETURN fn.attach_batch(fn.begin_attachment(
  (SELECT id FROM campaigns WHERE workspace_id = rule.workspace()), list, '{}', enrolls), 100)::text;
CREATE FUNCTION pg_temp.account(number int) RETURNS bigint LANGUAGE sql
RETURN (SELECT id FROM accounts WHERE workspace_id = rule.workspace() AND name = 'Firm ' || number);
CREATE TEMPORARY VIEW members AS
SELECT string_agg(right(a.name, 1), ' ' ORDER BY a.id) AS words
FROM campaign_accounts ca JOIN accounts a ON a.id = ca.account_id WHERE ca.workspace_id = rule.workspace();
CREATE TEMPORARY VIEW status AS
SELECT c.status::text AS words FROM campaigns c WHERE c.workspace_id = rule.workspace();

-- Firm 1 was added by hand, firm 2 with a list of accounts, before the list is attached; firm 3 is on that list
-- of accounts, which is attached again later; firm 4 is added by hand between two attachments of the list.
SELECT fn.let_accounts_in(:'campaign', ARRAY[pg_temp.account(1), pg_temp.account(2)], '{}', false);
UPDATE campaign_accounts SET added_at = now() - interval '3 days' WHERE workspace_id = rule.workspace();
SELECT pg_temp.attach(:'whole', true);
UPDATE attachments SET created_at = now() - interval '2 days', finished_at = now() - interval '2 days'
WHERE workspace_id = rule.workspace();
UPDATE campaign_accounts SET added_at = now() - interval '2 days'
WHERE workspace_id = rule.workspace() AND added_at = now();
UPDATE campaign_accounts SET added_at = now() - interval '1 day'
WHERE workspace_id = rule.workspace() AND account_id = pg_temp.account(4);
SELECT pg_temp.attach(:'accounts', false);
SELECT pg_temp.attach(:'whole', true);
SELECT is((SELECT words FROM members), '1 2 3 4 5 6', 'six accounts are in the campaign');
SELECT fn.begin_detachment(:'campaign', :'whole', false) AS detaching \gset
SELECT is(fn.detach_batch(:'detaching', 100)::text, 'done', 'the list is detached');
SELECT is(outcomes, '{"leads_removed": 6, "leads_written": 0, "accounts_removed": 2}',
  'it takes along the two that it alone brought')
FROM attachments WHERE id = :'detaching';
SELECT is((SELECT words FROM members), '1 2 3 4', 'those that came otherwise stay');
SELECT pg_temp.attach(:'whole', true);
SELECT is((SELECT words FROM members), '1 2 3 4 5 6', 'attached again, it brings them back');

-- A campaign is not completed while a list is being attached to it.
SELECT fn.begin_attachment(:'campaign', :'late', '{}', true) AS late_one \gset
SELECT is(fn.attach_batch(:'late_one', 1)::text, 'working', 'half of a list is attached');
SELECT throws_ok(format('SELECT fn.set_campaign_status(%s, $$completed$$)', :'campaign'), 'OR409',
  'campaign_is_attaching', 'its next leads would start the campaign again');
SELECT throws_ok(format('SELECT fn.begin_attachment(%s, %s, $${}$$, true)', :'campaign', :'late'), 'OR409',
  'list_is_being_attached', 'and a list is attached once at a time');
SELECT fn.end_attachment(:'late_one', NULL);
SELECT lives_ok(format('SELECT fn.set_campaign_status(%s, $$completed$$)', :'campaign'),
  'with the attachment canceled, it is completed');
SELECT throws_ok(format('SELECT fn.unlaunch_campaign(%s)', :'campaign'), 'OR409', 'campaign_is_no_draft',
  'completed, it is no draft again');

-- A completed campaign takes in leads if it can run again.
UPDATE campaigns SET archived_at = now() WHERE id = :'campaign';
SELECT throws_ok(format('SELECT fn.begin_attachment(%s, %s, $${}$$, true)', :'campaign', :'late'), 'OR409',
  'campaign_is_archived', 'not behind the archive');
UPDATE campaigns SET archived_at = NULL WHERE id = :'campaign';
DELETE FROM campaign_mailboxes WHERE campaign_id = :'campaign';
SELECT throws_ok(format('SELECT fn.begin_attachment(%s, %s, $${}$$, true)', :'campaign', :'late'), 'OR409',
  'completed_campaign_cannot_run', 'not without what a launch asks for');
INSERT INTO campaign_mailboxes (campaign_id, mailbox_id) VALUES (:'campaign', :'mailbox');
SELECT fn.begin_attachment(:'campaign', :'late', '{}', true) AS late_two \gset
UPDATE campaigns SET archived_at = now() WHERE id = :'campaign';
SELECT throws_ok(format('SELECT fn.attach_batch(%s, 100)', :'late_two'), 'OR409', 'completed_campaign_cannot_run',
  'archived since, it takes in nobody');
SELECT lives_ok(format('SELECT fn.reopen_campaign(%s)', :'campaign'), 'asked to run again');
SELECT is((SELECT words FROM status), 'completed', 'an archived campaign stays completed');
UPDATE campaigns SET archived_at = NULL WHERE id = :'campaign';
SELECT is(fn.attach_batch(:'late_two', 100)::text, 'done', 'brought back, it takes in the list');
SELECT is((SELECT words FROM status), 'running', 'and runs again');

SELECT throws_ok(format('SELECT fn.begin_attachment(%s, %s, $${}$$, true)', :'campaign', :'gone'), 'OR409',
  'list_is_archived', 'an archived list is not attached, and that is the reason');

SELECT * FROM finish();
ROLLBACK;
