-- The guardrails' matrix of states and flags, by its counts and its corners.
BEGIN;
SELECT no_plan();

SELECT is((SELECT count(*) FROM guardrails), 187::bigint, 'every status has an answer for every goal');
SELECT results_eq(
  $$ SELECT goal::text FROM guardrails WHERE status = 'customer' AND verdict = 'target' ORDER BY 1 $$,
  ARRAY['customer_expansion', 'renewal'], 'customers are the target of expansion and renewal');
SELECT is_empty(
  $$ SELECT * FROM guardrails WHERE status = 'do_not_contact' AND verdict <> 'never' $$,
  'do_not_contact is never let in');
SELECT is_empty(
  $$ SELECT * FROM guardrails WHERE verdict IN ('hard', 'never') AND flag IS NOT NULL $$,
  'what is blocked hard has no flag that lets it in');
SELECT is(
  (SELECT verdict::text FROM guardrails WHERE status = 'press' AND goal = 'press'), 'target',
  'press is the target of a press campaign');

SELECT finish();
ROLLBACK;
