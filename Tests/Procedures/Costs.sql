-- The costs of campaigns are cached, and equal a recount after each statement.
BEGIN;
SELECT no_plan();

-- Numbers of their own: those of the sequence belong to Walls.sql.
INSERT INTO workspaces (id, name) OVERRIDING SYSTEM VALUE VALUES (71, 'One'), (72, 'Two');
SET LOCAL ROLE overture_app;
SELECT set_config('overture.workspace', '71', true);
INSERT INTO products (name) VALUES ('Widget');
INSERT INTO campaigns (product_id, name, slug) SELECT id, 'Spring', 'spring' FROM products;

INSERT INTO expenses (campaign_id, spent_on, category, amount, currency, hours, hourly_rate, form_token)
SELECT c.id, '2026-03-01', x.category::expense_category, x.amount, x.currency, x.hours, x.rate,
  gen_random_uuid()
FROM campaigns c
  CROSS JOIN (VALUES
    ('event', 10.50, 'EUR', NULL, NULL), ('event', 2.25, 'EUR', NULL, NULL),
    ('labour', 100, 'EUR', 2, 50), ('event', 7, 'CHF', NULL, NULL)
  ) x (category, amount, currency, hours, rate);
INSERT INTO api_costs (campaign_id, provider, model, purpose, quantity, usd)
SELECT c.id, 'maps', 'places', 'enrich', 1, 0.017 FROM campaigns c, generate_series(1, 3)
UNION ALL SELECT NULL, 'maps', 'places', 'enrich', 1, 1;

SELECT results_eq(
  $$ SELECT currency, category::text, amount, hours, entries FROM fn.expense_statistics
     ORDER BY 1, 2 $$,
  $$ VALUES ('CHF', 'event', 7.00, 0::numeric, 1::bigint), ('EUR', 'event', 12.75, 0, 2),
     ('EUR', 'labour', 100.00, 2, 1) $$,
  'what is posted is counted by currency and category');
SELECT results_eq(
  $$ SELECT usd, calls FROM fn.api_cost_statistics $$, $$ VALUES (0.051, 3::bigint) $$,
  'calls are counted by provider and model, those of no campaign nowhere');
SELECT is((SELECT count(*) FROM expense_deltas), 3::bigint, 'a statement appends one row a line');
SELECT is_empty($$ SELECT * FROM fn.cost_statistics_drift() $$, 'as a recount has it');

UPDATE expenses SET currency = 'EUR', amount = 8 WHERE currency = 'CHF';
DELETE FROM expenses WHERE category = 'labour';
DELETE FROM api_costs WHERE campaign_id IS NULL;
SELECT results_eq(
  $$ SELECT currency, amount, entries FROM fn.expense_statistics $$,
  $$ VALUES ('EUR', 20.75, 3::bigint) $$, 'what is changed or deleted is counted again');
SELECT is_empty($$ SELECT * FROM fn.cost_statistics_drift() $$, 'and as a recount has it again');

SET LOCAL ROLE overture_worker;
SELECT set_config('overture.workspace', '', true);
SELECT cmp_ok(fn.fold_cost_statistics(2), '=', 2, 'it is folded by as many as are asked for');
SELECT is_empty($$ SELECT * FROM fn.cost_statistics_drift() $$, 'which changes no figure');
SELECT isnt(fn.fold_cost_statistics(100), 0, 'and the rest');
SELECT is((SELECT count(*) FROM expense_deltas), 0::bigint, 'until nothing pends');
SELECT is_empty($$ SELECT * FROM fn.cost_statistics_drift() $$, 'which changes no figure either');

SET LOCAL ROLE overture_app;
SELECT set_config('overture.workspace', '72', true);
SELECT is_empty($$ SELECT * FROM fn.expense_statistics $$, 'another workspace sees none of it');
SELECT set_config('overture.workspace', '71', true);
UPDATE expense_counts SET amount = amount + 1 WHERE currency = 'EUR' AND category = 'event';
SELECT is(
  (SELECT count(*) FROM fn.cost_statistics_drift()), 1::bigint, 'a wrong figure is found');

SELECT finish();
ROLLBACK;
