-- Rules that several functions share: each is asked for here by itself.
BEGIN;
SELECT no_plan();

SELECT throws_ok($$SELECT fn.unknown_value('step_condition', 'new_one')$$, 'P0001',
  'no rule for step_condition new_one', 'a value that no CASE knows is an error');
SELECT is(fn.unknown_value('step_condition', NULL), NULL, 'no value is none of them');

SELECT results_eq($$
  SELECT c, fn.condition_holds(c, NULL, NULL), fn.condition_holds(c, now(), NULL),
    fn.condition_holds(c, NULL, now()), fn.condition_holds(c, now(), now())
  FROM unnest(enum_range(NULL::step_condition)) c
$$, $$
  VALUES ('always'::step_condition, true, true, true, true),
    ('on_open', false, true, false, true),
    ('on_click', false, false, true, true),
    ('not_opened', true, false, true, false)
$$, 'each condition, before a mail, after an open, after a click, after both');

SELECT results_eq($$
  SELECT c, fn.is_answer(c), fn.reply_ends_sequence(c, true), fn.reply_ends_sequence(c, false),
    fn.needs_follow_up(c)
  FROM unnest(enum_range(NULL::reply_class)) c
$$, $$
  VALUES ('positive'::reply_class, true, true, false, true),
    ('neutral', true, true, false, false),
    ('negative', true, true, true, false),
    ('not_now', true, true, false, false),
    ('wrong_person', true, true, false, false),
    ('ooo', false, false, false, false),
    ('unsubscribe', true, true, true, false)
$$, 'each class: is it an answer, does it end the sequence with and without checks, is it followed up');

SELECT results_eq($$
  SELECT f, fn.failure_obstacle(f, NULL, NULL, NULL, NULL, NULL),
    fn.failure_obstacle(f, 'soft', NULL, NULL, NULL, NULL),
    fn.failure_obstacle(f, NULL, NULL, NULL, now(), NULL),
    fn.failure_obstacle(f, NULL, NULL, NULL, NULL, now())
  FROM unnest('{given_up,text,hard_recipient,lost,NULL}'::text[]) f
$$, $$
  VALUES ('given_up', NULL, 'doubted', 'doubted', 'doubted'),
    ('text', NULL, 'doubted', 'doubted', 'doubted'),
    ('hard_recipient', 'refused', 'refused', 'refused', 'refused'),
    ('lost', 'doubted', 'doubted', 'doubted', 'doubted'),
    (NULL, 'refused', 'refused', 'refused', 'refused')
$$, 'what failed may be tried again where it surely never arrived, and was not refused for good');

SELECT is(fn.contact_name('Ada', 'Byron', 'a@b.example', '1'), 'Ada Byron', 'a contact has a name');
SELECT is(fn.contact_name('', 'Byron', 'a@b.example', '1'), 'Byron', 'or a part of one');
SELECT is(fn.contact_name('', '', 'a@b.example', '1'), 'a@b.example', 'or its address');
SELECT is(fn.contact_name(' ', '', NULL, '1'), '1', 'or its number');
SELECT is(fn.contact_name(NULL, NULL, NULL, NULL), NULL, 'and none where there is no contact');

-- A claim that is taken back.
INSERT INTO workspaces (id, name) OVERRIDING SYSTEM VALUE VALUES (9002, 'Two');
SELECT set_config('overture.workspace', '9002', true);
INSERT INTO products (name) VALUES ('Widget');
INSERT INTO campaigns (product_id, name, slug, status)
  SELECT id, 'Spring', 'spring', 'running' FROM products WHERE workspace_id = rule.workspace();
INSERT INTO mailboxes (email, smtp_host, smtp_port, smtp_security)
  VALUES ('ines@two.example', '127.0.0.1', 9, 'none'), ('otto@two.example', '127.0.0.1', 9, 'none');
INSERT INTO accounts (name, match_key) VALUES ('Firm', 'n:firm');
INSERT INTO contacts (account_id, email)
  SELECT id, 'ada@firm.example' FROM accounts WHERE workspace_id = rule.workspace();
INSERT INTO campaign_accounts (campaign_id, account_id)
  SELECT c.id, a.id FROM campaigns c, accounts a
  WHERE c.workspace_id = rule.workspace() AND a.workspace_id = rule.workspace();
INSERT INTO enrollments (campaign_id, account_id, contact_id)
  SELECT c.id, k.account_id, k.id FROM campaigns c, contacts k
  WHERE c.workspace_id = rule.workspace() AND k.workspace_id = rule.workspace();
-- Two of one mailbox in one minute, one of another, one in another minute; one that has begun, and one that
-- is not claimed.
INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at, state, claim, claimed_by,
  claimed_at, claimed_until, mailbox_id)
SELECT e.campaign_id, e.id, w.position, now(), w.state::delivery_state, 5,
  CASE WHEN w.state <> 'planned' THEN 'w' END, timestamptz '2026-01-01 12:00:30' + w.later,
  timestamptz '2026-01-01 12:03:30' + w.later, m.id
FROM enrollments e,
  (VALUES (0, 'claimed', interval '0', 'ines'), (1, 'claimed', '9 s', 'ines'),
    (2, 'claimed', '1 min', 'ines'), (3, 'claimed', '0', 'otto'), (4, 'transmitting', '0', 'otto'),
    (5, 'planned', '0', 'otto')) w (position, state, later, box)
  JOIN mailboxes m ON m.workspace_id = rule.workspace() AND m.email LIKE w.box || '@%'
WHERE e.workspace_id = rule.workspace();
INSERT INTO mailbox_uses (mailbox_id, minute, used)
SELECT m.id, u.minute, u.used
FROM (VALUES ('ines', timestamptz '2026-01-01 12:00', 10), ('ines', '2026-01-01 12:01', 10),
    ('otto', '2026-01-01 12:00', 10)) u (box, minute, used)
  JOIN mailboxes m ON m.workspace_id = rule.workspace() AND m.email LIKE u.box || '@%';

SELECT is(fn.take_back_claims(NULL, NULL), 0, 'of none, none is taken back');
SELECT is(fn.take_back_claims(array_agg(d.workspace_id), array_agg(d.id)), 4,
  'what is claimed is taken back')
FROM deliveries d WHERE d.workspace_id = rule.workspace();
SELECT results_eq($$
  SELECT d.position::int, d.state::text, d.claimed_by, d.claimed_until IS NULL
  FROM deliveries d WHERE d.workspace_id = rule.workspace() ORDER BY d.position
$$, $$
  VALUES (0, 'planned', NULL, true), (1, 'planned', NULL, true), (2, 'planned', NULL, true),
    (3, 'planned', NULL, true), (4, 'transmitting', 'w', false), (5, 'planned', NULL, false)
$$, 'it is planned again, and what has begun stays as it is');
SELECT results_eq($$
  SELECT split_part(m.email, '@', 1), u.minute, u.used
  FROM mailbox_uses u JOIN mailboxes m ON (m.workspace_id, m.id) = (u.workspace_id, u.mailbox_id)
  WHERE u.workspace_id = rule.workspace() ORDER BY 1, 2
$$, $$
  VALUES ('ines', timestamptz '2026-01-01 12:00', 8), ('ines', '2026-01-01 12:01', 9),
    ('otto', '2026-01-01 12:00', 9)
$$, 'their places in the days of their mailboxes are free again, each in its minute');
SELECT is(fn.take_back_claims(array_agg(d.workspace_id), array_agg(d.id)), 0, 'and only once')
FROM deliveries d WHERE d.workspace_id = rule.workspace();

-- One definition of the figures of a step: whatever changes, they equal a recount.
SELECT is_empty('SELECT * FROM fn.step_statistics_drift()', 'the figures are those of a recount');
UPDATE deliveries SET state = 'failed', answer = 'no', settled_at = now(), failure = 'hard_recipient',
  bounce = 'hard', settled_claim = 5, claimed_by = NULL
WHERE workspace_id = rule.workspace() AND position = 4;
UPDATE deliveries SET opened_at = now(), machine_opened_at = now(), clicked_at = now()
WHERE workspace_id = rule.workspace() AND position = 4;
SELECT is_empty('SELECT * FROM fn.step_statistics_drift()', 'and after a change');
SELECT results_eq($$
  SELECT s.waiting, s.opened, s.machine_opened, s.clicked, s.hard_bounced, s.failed, s.refused
  FROM fn.step_statistics s WHERE s.workspace_id = rule.workspace() AND s.position = 4
$$, 'VALUES (0::bigint, 1::bigint, 1::bigint, 1::bigint, 1::bigint, 1::bigint, 1::bigint)',
  'each figure by itself');
SELECT is((SELECT count(*) FROM step_deltas WHERE workspace_id = rule.workspace()),
  (SELECT count(*) FROM step_deltas WHERE workspace_id = rule.workspace()
    AND (waiting, sent, opened, machine_opened, clicked, replied, hard_bounced, soft_bounced, failed,
      refused, unconfirmed, skipped, canceled) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
  'and what changes no figure writes nothing');
DELETE FROM deliveries WHERE workspace_id = rule.workspace() AND position IN (4, 5);
SELECT is_empty('SELECT * FROM fn.step_statistics_drift()', 'and after a delivery is gone');

SELECT * FROM finish();
ROLLBACK;
