-- Events of changes to many rows at once.
BEGIN;
SELECT no_plan();

INSERT INTO workspaces (id, name) OVERRIDING SYSTEM VALUE VALUES (9005, 'Five');
SELECT set_config('overture.workspace', '9005', true);
INSERT INTO accounts (name, match_key) SELECT 'Firm ' || n, 'n:firm ' || n FROM generate_series(1, 10000) n;

-- Single accounts first: what is planned for them is used for all that follow.
UPDATE accounts SET status = 'contacted' WHERE workspace_id = rule.workspace() AND name = 'Firm 1';
UPDATE accounts SET status = 'contacted' WHERE workspace_id = rule.workspace() AND name = 'Firm 2';
UPDATE accounts SET status = 'contacted' WHERE workspace_id = rule.workspace() AND name = 'Firm 3';
SET LOCAL statement_timeout = '10s';
SELECT lives_ok($$ UPDATE accounts SET status = 'customer' WHERE workspace_id = rule.workspace() $$,
  'the status of 10,000 accounts changes in seconds, after some that changed alone');
SET LOCAL statement_timeout = 0;
SELECT results_eq(
  $$ SELECT data ->> 'from', data ->> 'to', count(*) FROM events
     WHERE workspace_id = rule.workspace() AND kind = 'account.status_changed' GROUP BY 1, 2 ORDER BY 3, 1 DESC $$,
  $$ VALUES ('prospect', 'contacted', 3::bigint), ('contacted', 'customer', 3), ('prospect', 'customer', 9997) $$,
  'each has its event');
UPDATE accounts SET status = 'customer', name = name || ' AG' WHERE workspace_id = rule.workspace();
SELECT is(
  (SELECT count(*) FROM events
   WHERE workspace_id = rule.workspace() AND kind = 'account.status_changed'), 10003::bigint,
  'an account whose status stays has none');

INSERT INTO subscribers (consumer, name, kinds)
  VALUES ('webhook', 'Goes', '{email.sent}'), ('webhook', 'Stays', '{email.sent}');
SELECT fn.test_webhook(id) FROM subscribers WHERE workspace_id = rule.workspace();
SET LOCAL ROLE overture_app;
DELETE FROM subscribers WHERE name = 'Goes';
SELECT results_eq(
  $$ SELECT s.name FROM event_deliveries d LEFT JOIN subscribers s ON s.id = d.subscriber_id $$,
  $$ VALUES ('Stays') $$, 'a subscriber goes with its deliveries, and only with those');

SELECT finish();
ROLLBACK;
