-- The moments of a recipient domain's rate, as senders take them when a mail server is ready.
BEGIN;
SELECT no_plan();
-- A number of its own: other files count on those of the sequence, which no ROLLBACK takes back.
INSERT INTO workspaces (id, name) OVERRIDING SYSTEM VALUE VALUES (1000, 'Slots');
SELECT set_config('overture.workspace', '1000', true);

-- In how many tenths of a second from now each may leave.
CREATE FUNCTION pg_temp.tenths(waits bigint[]) RETURNS int[] LANGUAGE sql IMMUTABLE
RETURN (SELECT array_agg(round(w.wait / 100000.0)::int ORDER BY w.nth)
  FROM unnest(waits) WITH ORDINALITY w (wait, nth));

CREATE FUNCTION pg_temp.take(domain text, mails int, spacing bigint, lead bigint DEFAULT 0)
RETURNS int[] LANGUAGE sql VOLATILE
RETURN pg_temp.tenths((fn.take_slots(
  array_fill(rule.workspace(), ARRAY[mails]), array_fill(domain, ARRAY[mails]),
  array_fill(spacing, ARRAY[mails]), array_fill(NULL::bigint, ARRAY[mails]), lead)).waits);

-- One that was late for the slot `missed`: in how many microseconds it may leave, and which slot that is.
CREATE FUNCTION pg_temp.again(domain text, spacing bigint, missed bigint, OUT wait bigint, OUT slot bigint)
LANGUAGE sql VOLATILE
RETURN (SELECT (t.waits[1], t.slots[1]) FROM fn.take_slots(
  ARRAY[rule.workspace()], ARRAY[domain], ARRAY[spacing], ARRAY[missed], 0) t);

SELECT is(pg_temp.take('a.example', 3, 500000), '{0,5,10}',
  'three that are ready together leave half a second apart');
SELECT cmp_ok((pg_temp.take('a.example', 1, 500000))[1], '>', 13,
  'the next sender comes after them');
SELECT is(pg_temp.take('b.example', 1, 500000), '{0}', 'another domain waits for none of them');
SELECT is(pg_temp.take('c.example', 1, 500000, 10000), '{0}', 'a domain that is free has a slot now');
SELECT is(pg_temp.take('f.example', 1, 500000, 300000), '{3}',
  'unless the commit takes so long that the slot would be missed');
SELECT is(pg_temp.take('e.example', 2, 500000, 300000), '{3,8}',
  'where several wait, none is sooner than the commit before it takes');
UPDATE domain_slots SET free_at = clock_timestamp() + interval '100 milliseconds' WHERE domain = 'c.example';
SELECT is(pg_temp.take('c.example', 1, 500000, 300000), '{3}',
  'nor where another has left shortly before');
SELECT is(pg_temp.take('d.example', 5, 4000000), '{0,40,80,NULL,NULL}',
  'what would lie further off than a server waits is not taken');
SELECT is(pg_temp.take('d.example', 1, 4000000), '{NULL}', 'and takes no place from others');
UPDATE domain_slots SET free_at = clock_timestamp() - interval '1 hour' WHERE domain = 'd.example';
SELECT is(pg_temp.take('d.example', 1, 4000000), '{0}', 'a place that has passed is not given out');
UPDATE domain_slots SET free_at = clock_timestamp() + interval '1 hour' WHERE domain = 'd.example';
SELECT is(pg_temp.take('d.example', 1, 4000000), '{0}',
  'a clock that was set back holds nothing up for an hour');
UPDATE domain_slots SET free_at = clock_timestamp() + interval '1 hour' WHERE domain = 'd.example';
SELECT is(pg_temp.take('d.example', 1, 100000000), '{0}', 'nor a domain to which few emails go');
SELECT is(
  pg_temp.tenths((fn.take_slots(array_fill(rule.workspace(), ARRAY[4]), '{x.example,y.example,x.example,y.example}',
    '{200000,1000000,200000,1000000}', '{NULL,NULL,NULL,NULL}', 0)).waits),
  '{0,0,2,10}', 'those of several domains are answered in the order in which they were asked');

CREATE TEMP TABLE late AS SELECT * FROM pg_temp.again('late.example', 400000, NULL);
SELECT pg_sleep(0.03);
SELECT is((SELECT t.wait FROM late l, pg_temp.again('late.example', 400000, l.slot) t) / 10000, 0::bigint,
  'an email that was late for its slot, with none behind it, leaves at once');
SELECT cmp_ok((pg_temp.take('late.example', 1, 400000))[1], '>', 3,
  'and the next one comes after that, not after the slot that was missed');
SELECT cmp_ok((SELECT t.wait FROM late l, pg_temp.again('late.example', 400000, l.slot) t), '>', 700000::bigint,
  'a slot behind which others were given is not given back');

SELECT finish();
ROLLBACK;
