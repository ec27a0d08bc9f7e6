-- What an entry of the log moves on, and what is put back when it was logged by mistake.
BEGIN;
SELECT no_plan();

INSERT INTO workspaces (id, name) OVERRIDING SYSTEM VALUE VALUES (9003, 'Three');
SELECT set_config('overture.workspace', '9003', true);
INSERT INTO people (email, name) VALUES ('dana@three.example', 'Dana');
SELECT set_config('overture.person', id::text, true) FROM people WHERE email = 'dana@three.example';
INSERT INTO products (name) VALUES ('Widget');
INSERT INTO campaigns (product_id, name, slug, status)
  SELECT id, 'Spring', 'spring', 'running' FROM products WHERE workspace_id = rule.workspace();
INSERT INTO steps (campaign_id, position, subjects, body)
  SELECT id, 0, '{Hello}', 'Hi' FROM campaigns WHERE workspace_id = rule.workspace();
INSERT INTO accounts (name, match_key) VALUES ('Firm', 'n:firm');
INSERT INTO contacts (account_id, email, first_name)
  SELECT id, 'ada@firm.example', 'Ada' FROM accounts WHERE workspace_id = rule.workspace();
INSERT INTO campaign_accounts (campaign_id, account_id)
  SELECT c.id, a.id FROM campaigns c, accounts a
  WHERE c.workspace_id = rule.workspace() AND a.workspace_id = rule.workspace();
SELECT id AS campaign FROM campaigns WHERE workspace_id = rule.workspace() \gset
SELECT id AS contact, account_id AS account FROM contacts WHERE workspace_id = rule.workspace() \gset

-- The outreach status, the account's, whether it counts as written to and as having answered.
CREATE TEMPORARY VIEW standing AS
SELECT ca.outreach_status::text || ' ' || a.status || CASE WHEN first_outreached_at IS NULL THEN '' ELSE ' written' END
  || CASE WHEN first_replied_at IS NULL THEN '' ELSE ' answered' END AS words
FROM campaign_accounts ca JOIN accounts a ON a.id = ca.account_id
WHERE ca.workspace_id = rule.workspace();
CREATE FUNCTION pg_temp.sent(at timestamptz) RETURNS bigint LANGUAGE sql
RETURN fn.log_sent((SELECT id FROM campaigns WHERE workspace_id = rule.workspace()),
  (SELECT id FROM contacts WHERE workspace_id = rule.workspace()), 'meeting', '', 'Met', at, NULL);
CREATE FUNCTION pg_temp.pasted(at timestamptz, class reply_class) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  reply bigint := fn.paste_inbound((SELECT id FROM campaigns WHERE workspace_id = rule.workspace()),
    (SELECT id FROM contacts WHERE workspace_id = rule.workspace()), 'email', '', 'Words', at, class);
BEGIN
  RETURN (SELECT message_id FROM replies WHERE id = reply);
END
$$;

SELECT pg_temp.sent('2026-05-02 10:00Z') AS one \gset
SELECT is((SELECT words FROM standing), 'sent contacted written', 'a logged message counts');
SELECT pg_temp.sent('2026-05-01 10:00Z') AS two \gset
SELECT is((SELECT first_outreached_at FROM campaign_accounts WHERE workspace_id = rule.workspace()),
  '2026-05-01 10:00Z', 'the first touch is the earliest, whichever was logged first');
SELECT lives_ok(format('SELECT fn.remove_log_entry(%s)', :'one'), 'the entry that moved the account on goes');
SELECT is((SELECT words FROM standing), 'sent contacted written', 'another entry says the same');
SELECT lives_ok(format('SELECT fn.change_log_entry(%s, $$post$$, $$Card$$, $$A card$$, $$2026-04-01 09:00Z$$)', :'two'),
  'an entry is dated and worded otherwise');
SELECT is((SELECT (first_outreached_at, last_touch_at)::text FROM campaign_accounts WHERE workspace_id = rule.workspace()),
  ('2026-04-01 09:00Z'::timestamptz, '2026-04-01 09:00Z'::timestamptz)::text, 'and the touches follow it');
SELECT is((SELECT x.subject || ', ' || x.text FROM message_texts x WHERE x.message_id = :'two'), 'Card, A card',
  'its words are the new ones');
SELECT lives_ok(format('SELECT fn.remove_log_entry(%s)', :'two'), 'the last one goes');
SELECT is((SELECT words FROM standing), 'not_started prospect', 'then nothing was sent');
SELECT fn.restore_log_entry(:'two') AS two \gset
SELECT is((SELECT words FROM standing), 'sent contacted written', 'taken back, it counts again');

SELECT pg_temp.pasted('2026-05-03 10:00Z', 'positive') AS yes \gset
SELECT is((SELECT words FROM standing), 'responded responded written answered', 'a pasted answer counts');
SELECT lives_ok(format('SELECT fn.follow_up_reply((SELECT id FROM replies WHERE message_id = %s), $$converted$$)', :'yes'),
  'it leads to a sale');
SELECT is((SELECT words FROM standing), 'responded customer written answered', 'which makes a customer');
SELECT lives_ok(format('SELECT fn.remove_log_entry(%s)', :'yes'), 'it was pasted by mistake');
SELECT is((SELECT words FROM standing), 'sent contacted written', 'so the account was only written to');
SELECT is((SELECT count(*) FROM replies WHERE workspace_id = rule.workspace()), 0::bigint, 'the reply is gone');

-- A wish to be left alone ends the sequence and suppresses; removed, both are taken back.
INSERT INTO enrollments (campaign_id, account_id, contact_id)
VALUES (:'campaign', :'account', :'contact');
INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at)
  SELECT campaign_id, id, 0, now() + interval '1 day' FROM enrollments WHERE workspace_id = rule.workspace();
SELECT pg_temp.pasted('2026-05-04 10:00Z', 'unsubscribe') AS no \gset
SELECT is((SELECT exit_reason::text FROM enrollments WHERE workspace_id = rule.workspace()), 'unsubscribed',
  'the sequence ends');
SELECT lives_ok(format('SELECT fn.remove_log_entry(%s)', :'no'), 'pasted into the wrong account');
SELECT is((SELECT state::text FROM enrollments WHERE workspace_id = rule.workspace()), 'active', 'it goes on');
SELECT is((SELECT count(*) FROM suppressions WHERE workspace_id = rule.workspace()), 0::bigint,
  'and no address is suppressed');
SELECT throws_ok(format('SELECT fn.remove_log_entry(%s)', :'no'), 'OR404', NULL, 'an entry goes once');

-- Two replies ask to be left alone. Whichever goes first, the other one still asks.
CREATE TEMPORARY VIEW kept AS
SELECT coalesce((SELECT s.reason || CASE WHEN s.note = '' THEN '' ELSE ' ' || (
    SELECT r.message_id FROM replies r WHERE s.note = 'reply ' || r.id) END
  FROM suppressions s WHERE s.workspace_id = rule.workspace()), 'none')
  || ', ' || (SELECT state::text FROM enrollments WHERE workspace_id = rule.workspace()) AS words;
SELECT pg_temp.pasted('2026-05-05 10:00Z', 'unsubscribe') AS first \gset
SELECT pg_temp.pasted('2026-05-06 10:00Z', 'unsubscribe') AS second \gset
SELECT is((SELECT words FROM kept), 'asked_in_words ' || :'first' || ', exited', 'the first reply suppresses');
SELECT fn.remove_log_entry(:'first');
SELECT is((SELECT words FROM kept), 'asked_in_words ' || :'second' || ', exited',
  'removed, it leaves the suppression to the second');
SELECT fn.correct_reply((SELECT id FROM replies WHERE message_id = :'second'), 'neutral');
SELECT is((SELECT split_part(words, ',', 1) FROM kept), 'none', 'nobody asks for it any more');
SELECT fn.correct_reply((SELECT id FROM replies WHERE message_id = :'second'), 'unsubscribe');
SELECT pg_temp.pasted('2026-05-07 10:00Z', 'unsubscribe') AS third \gset
SELECT fn.correct_reply((SELECT id FROM replies WHERE message_id = :'second'), 'neutral');
SELECT is((SELECT words FROM kept), 'asked_in_words ' || :'third' || ', exited',
  'corrected, a reply leaves it to another one, too');
-- So does what else asks for the same: the link in an email, a complaint, a bounce, a colleague.
SELECT is(fn.suppress_address('ada@firm.example', 'unsubscribed', NULL, ''), false, 'they use the link as well');
SELECT fn.remove_log_entry(:'third');
SELECT is((SELECT words FROM kept), 'unsubscribed, exited', 'which no removal of a reply takes back');
SELECT fn.remove_log_entry(:'second');
DELETE FROM suppressions WHERE workspace_id = rule.workspace();
UPDATE enrollments SET state = 'active', exit_reason = NULL, ended_at = NULL WHERE workspace_id = rule.workspace();

-- Added by hand, an address was not unsubscribed by its owner.
SELECT is(fn.suppress_address('ada@firm.example', 'by_hand', NULL, ''), true, 'a colleague suppresses');
SELECT is((SELECT exit_reason::text FROM enrollments WHERE workspace_id = rule.workspace()), 'manually_removed',
  'the lead did not unsubscribe');

-- COMPANY is empty where the account was named after the domain or the person.
SELECT results_eq($$
  SELECT fn.lead_company(a, k), fn.lead_has(a, k, 'COMPANY')
  FROM (VALUES (1, 'Acme', 'n:acme', 'acme.example'), (2, 'acme.example', 'd:acme.example', 'acme.example'),
      (3, 'Anke Straße', 'e:anke@gmail.com', NULL), (4, 'anke@gmail.com', 'e:anke@gmail.com', NULL),
      (5, 'Anke Straße', 'n:ankestrasse', NULL), (6, 'Straße GmbH', 'e:anke@gmail.com', NULL))
      v (place, name, key, domain)
    CROSS JOIN LATERAL jsonb_populate_record(NULL::accounts,
      jsonb_build_object('name', name, 'match_key', key, 'domain', domain)) a
    CROSS JOIN LATERAL jsonb_populate_record(NULL::contacts,
      '{"first_name": "Anke", "last_name": "Straße", "email": "anke@gmail.com", "email_key": "anke@gmail.com"}') k
  ORDER BY place
$$, $$
  VALUES ('Acme', true), ('', false), ('', false), ('', false), ('Anke Straße', true), ('Straße GmbH', true)
$$, 'a company is one that a person has named');

SELECT * FROM finish();
ROLLBACK;
