-- The moments of a recipient domain's rate, as senders take them when a mail server is ready.
BEGIN;
SELECT no_plan();
-- A number of its own: other files count on those of the sequence, which no ROLLBACK takes back.
INSERT INTO workspaces (id, name) OVERRIDING SYSTEM VALUE VALUES (1000, 'Slots');
SELECT set_config('overture.workspace', '1000', true);

CREATE FUNCTION pg_temp.take(domain text, mails int, spacing bigint, lead bigint DEFAULT 0)
RETURNS bigint[] LANGUAGE sql VOLATILE
RETURN fn.take_slots(array_fill(rule.workspace(), ARRAY[mails]), array_fill(domain, ARRAY[mails]),
  array_fill(spacing, ARRAY[mails]), lead);

SELECT is(pg_temp.take('a.example', 3, 500000), '{0,500000,1000000}',
  'three that are ready together leave half a second apart');
SELECT cmp_ok((pg_temp.take('a.example', 1, 500000))[1], '>', 1400000::bigint,
  'the next sender comes after them');
SELECT is((pg_temp.take('b.example', 1, 500000))[1], 0::bigint, 'another domain waits for none of them');
SELECT is((pg_temp.take('c.example', 1, 500000, 30000))[1], 30000::bigint,
  'none is sooner than the commit before it takes');
SELECT is(pg_temp.take('d.example', 5, 4000000), '{0,4000000,8000000,NULL,NULL}',
  'what would lie further off than a server waits is not taken');
SELECT is(pg_temp.take('d.example', 1, 4000000), '{NULL}', 'and takes no place from others');
UPDATE domain_slots SET free_at = clock_timestamp() - interval '1 hour' WHERE domain = 'd.example';
SELECT is(pg_temp.take('d.example', 1, 4000000), '{0}', 'a place that has passed is not given out');
UPDATE domain_slots SET free_at = clock_timestamp() + interval '1 hour' WHERE domain = 'd.example';
SELECT is(pg_temp.take('d.example', 1, 4000000), '{4000000}',
  'a clock that was set back holds nothing up for an hour');
SELECT is(
  fn.take_slots(array_fill(rule.workspace(), ARRAY[4]), '{x.example,y.example,x.example,y.example}',
    '{200000,1000000,200000,1000000}', 0),
  '{0,0,200000,1000000}', 'those of several domains are answered in the order in which they were asked');

SELECT finish();
ROLLBACK;
