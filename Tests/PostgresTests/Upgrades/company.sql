-- Two companies at work, written as the program writes: as overture_app, in a workspace, with the
-- functions of the version at hand. Some figures are folded into the caches, some still wait.
INSERT INTO people (email, name, password, time_zone) VALUES
  ('ines@fenmoor.example', 'Ines Okafor', 'scrypt$15$8$1$c2FsdA$aGFzaA', 'Europe/Berlin'),
  ('marek@fenmoor.example', 'Marek Dvořák', 'scrypt$15$8$1$c2FsdB$aGFzaB', NULL),
  ('lena@fenmoor.example', 'Lena Groß', NULL, NULL);

SET ROLE overture_worker;
INSERT INTO workspaces (name, time_zone, language, created_at) VALUES
  ('Fenmoor Pumps', 'Europe/Berlin', 'de', '2026-02-01 08:00Z'),
  ('Alder & Co', 'UTC', 'en', '2026-02-02 08:00Z');

SET ROLE overture_app;
SET overture.workspace = 1;
SET overture.person = 1;
SET overture.address = '192.0.2.17';
INSERT INTO memberships (person_id, role) VALUES (1, 'owner'), (2, 'campaign_manager'), (3, 'finance');
INSERT INTO sessions (token_hash, person_id, workspace_id, csrf_token, created_at, last_seen_at)
VALUES ('\x5eed', 1, 1, 'csrf', '2026-03-20 08:00Z', '2026-03-20 09:00Z');
INSERT INTO settings (key, value) VALUES
  ('replies.sla_hours', '48'), ('sending.retry_minutes', '[30, 120]'),
  ('sending.footer', '"Fenmoor Pumpen GmbH, Deichstraße 4, Hamburg"');

INSERT INTO accounts (name, match_key, domain, status, industry, employees, country, custom)
SELECT n, 'n:' || rule.folded_name(n), lower(split_part(n, ' ', 1)) || '.example', s::account_status, 'Water',
  e, 'DE', jsonb_build_object('Fleet', e::text)
FROM (VALUES
  ('Nordwerk AG', 'responded', 800), ('Brunnen & Söhne', 'contacted', 45),
  ('Hafenbau Kiel', 'customer', 320), ('Stadtwerke Ulm', 'prospect', 1200),
  ('Wasser {x|y} GmbH', 'prospect', 12), ('Quell Oy', 'do_not_contact', 60),
  ('Pumpenhaus', 'contacted', 25), ('Rohr & Ventil', 'responded', 70)
) a (n, s, e);
INSERT INTO contacts (account_id, email, first_name, last_name, title, phone)
SELECT id, 'Einkauf@' || domain, 'Kim', split_part(name, ' ', 1), 'Head of purchasing', NULL
FROM accounts ORDER BY id;
INSERT INTO contacts (account_id, email, first_name, phone) VALUES (1, NULL, 'Zentrale', '+49403000');
UPDATE contacts
SET email_invalid_reason = '550 5.1.1 no such user', email_invalid_at = '2026-03-04 10:00Z'
WHERE id = 7;
INSERT INTO lists (name) VALUES ('Waterworks north'), ('Old fair');
INSERT INTO list_contacts (list_id, contact_id) SELECT 1, id FROM contacts WHERE email IS NOT NULL;
INSERT INTO list_contacts (list_id, contact_id) VALUES (2, 1), (2, 9);

INSERT INTO products (name, description, language) VALUES
  ('Fenmoor K4', 'Pump controller', 'de'), ('Service', '', 'de');
INSERT INTO personas (product_id, goal, name, industries, approval)
VALUES (1, 'sales', 'Waterworks', '{Water,Energy}', 'approved');
INSERT INTO campaigns (product_id, name, slug, stage, scoring_status, status, schedule, launched_at,
  created_at, next_rotation)
VALUES (1, 'Frühjahr', 'fruehjahr', 'active', 'completed', 'running',
  NULL, '2026-03-02 07:00Z', '2026-02-20 09:00Z', 8);
INSERT INTO campaigns (product_id, goal, name, slug, status, pause_reason, schedule, launched_at,
  completed_at, archived_at, created_at)
VALUES
  (2, 'event', 'Messe', 'messe', 'completed', NULL, NULL, '2026-02-10 07:00Z', '2026-02-25 12:00Z',
    '2026-02-28 12:00Z', '2026-02-05 09:00Z'),
  (2, 'win_back', 'Rückgewinnung', 'rueckgewinnung', 'paused', 'bounces',
    '{"days": [1, 2, 3, 4, 5], "start": "22:00", "end": "06:00", "timezone": "Europe/Berlin"}',
    '2026-03-01 07:00Z', NULL, NULL, '2026-02-25 09:00Z'),
  (1, 'sales', 'Entwurf', 'entwurf', 'draft', NULL, NULL, NULL, NULL, NULL, '2026-03-10 09:00Z');
INSERT INTO campaign_accounts (campaign_id, account_id, contact_id, tags)
SELECT 1, id, id, CASE WHEN id % 2 = 0 THEN '{north}' ELSE '{}' END::text[] FROM accounts
UNION ALL SELECT 2, id, NULL, '{}' FROM accounts WHERE id IN (1, 3);
INSERT INTO fit_scores (product_id, goal, account_id, score, reasons, model)
SELECT 1, 'sales', id, (id * 1.3) % 10, '[{"sign": "+", "weight": 3, "text": "Runs pumps"}]', 'm-1'
FROM accounts WHERE id <> 5;
UPDATE campaign_accounts SET override_score = 9.5, override_reason = 'Met at the fair'
WHERE (campaign_id, account_id) = (1, 4);
UPDATE campaign_accounts
SET review_status = CASE account_id WHEN 6 THEN 'rejected' ELSE 'approved' END::review_status,
  reviewed_by = 2, reviewed_at = '2026-02-27 10:00Z'
WHERE campaign_id = 1 AND account_id <= 6;

INSERT INTO mailboxes (kind, email, display_name, smtp_host, smtp_port, smtp_user, smtp_password,
  health, verified_at, ramp_start, ramp_step, ramp_since)
VALUES
  ('smtp', 'ines@fenmoor.example', 'Ines Okafor', 'smtp.fenmoor.example', 587, 'ines', '\x0102a0ff',
    94, '2026-02-20 10:00Z', 10, 5, '2026-02-20'),
  ('smtp', 'lena@fenmoor.example', 'Lena Groß', 'smtp.fenmoor.example', 465, 'lena', '\x0102b0ff',
    15, '2026-02-20 10:00Z', NULL, NULL, NULL);
INSERT INTO campaign_mailboxes (campaign_id, mailbox_id) VALUES (1, 1), (1, 2), (3, 1);
INSERT INTO mailbox_uses (mailbox_id, minute, used) VALUES (1, '2026-03-02 07:10Z', 6);
INSERT INTO domain_rates (family, per_second) VALUES ('gmail', 0.5);
INSERT INTO domain_uses (domain, next_free_at) VALUES ('nordwerk.example', '2026-03-02 07:11Z');
INSERT INTO steps (campaign_id, position, subjects, body, wait_days, condition) VALUES
  (1, 0, '{"Pumpen bei {{COMPANY}}","{Kurze|Eine} Frage"}', '<p>Guten Tag {{FIRST_NAME}}</p>', 0,
    'always'),
  (1, 1, '{"Re: Pumpen"}', '<p>Noch einmal</p>', 3, 'not_opened'),
  (3, 0, '{"Schade"}', '<p>Kommen Sie zurück</p>', 0, 'always');
INSERT INTO campaign_lists (campaign_id, list_id) VALUES (1, 1);
INSERT INTO attachments (campaign_id, list_id, state, contacts, contacts_done, last_contact,
  outcomes, finished_at)
VALUES (1, 1, 'done', 8, 8, 8, '{"enrolled": 8}', '2026-02-28 09:00Z');

INSERT INTO enrollments (campaign_id, account_id, contact_id, rotation, mailbox_id, state, exit_reason,
  ended_at, held_until, held_because)
SELECT 1, id, id, id - 1, CASE WHEN id <= 7 THEN 1 END, v.state::enrollment_state,
  v.reason::exit_reason, v.ended::timestamptz, v.held::timestamptz, v.because
FROM accounts
  JOIN (VALUES
    (1, 'exited', 'reply_received', '2026-03-03 09:00Z', NULL, NULL),
    (2, 'active', NULL, NULL, '2026-04-02 00:00Z', 'out of office until 2 April'),
    (3, 'finished', NULL, '2026-03-06 09:00Z', NULL, NULL),
    (4, 'active', NULL, NULL, NULL, NULL),
    (5, 'active', NULL, NULL, NULL, NULL),
    (6, 'exited', 'unsubscribed', '2026-03-02 12:00Z', NULL, NULL),
    (7, 'exited', 'email_bounced', '2026-03-04 10:00Z', NULL, NULL),
    (8, 'active', NULL, NULL, NULL, NULL)
  ) v (account, state, reason, ended, held, because) ON v.account = id
ORDER BY id;
INSERT INTO deliveries (campaign_id, enrollment_id, position, attempt, asked_by, state, due_at, arm,
  mailbox_id, message_id, token, deferrals, claimed_by, claimed_until, claimed_at, transmitting_at,
  sent_at, settled_at, answer, failure, opened_at, clicked_at, machine_opened_at, replied_at,
  bounced_at, bounce)
SELECT 1, v.enrollment, v.position, v.attempt, CASE WHEN v.attempt > 1 THEN 1 END,
  v.state::delivery_state, v.due, v.enrollment % 2, CASE WHEN v.kept THEN 1 END,
  CASE WHEN v.kept THEN 's.' || t.token || '@fenmoor.example' END, CASE WHEN v.kept THEN t.token END,
  CASE WHEN v.state = 'deferred' THEN 1 ELSE 0 END,
  CASE WHEN v.state IN ('claimed', 'transmitting') THEN 'sender 77' END,
  CASE WHEN v.state IN ('claimed', 'transmitting') THEN v.due + interval '2 minutes' END,
  CASE WHEN v.kept THEN v.due END, CASE WHEN v.state IN ('transmitting', 'sent') THEN v.due END,
  CASE WHEN v.state = 'sent' THEN v.due END,
  CASE WHEN v.state IN ('sent', 'failed', 'unconfirmed', 'skipped', 'canceled') THEN v.due END, v.answer,
  CASE WHEN v.state = 'failed' THEN 'hard_recipient' END,
  CASE WHEN v.seen >= 1 THEN v.due + interval '3 hours' END,
  CASE WHEN v.seen >= 2 THEN v.due + interval '4 hours' END,
  CASE WHEN v.enrollment = 3 THEN v.due + interval '1 minute' END,
  CASE WHEN v.seen >= 3 THEN v.due + interval '1 day' END,
  CASE WHEN v.bounce IS NOT NULL THEN v.due + interval '1 minute' END, v.bounce::bounce_severity
FROM (VALUES
  (1, 0, 1, 'sent', timestamptz '2026-03-02 07:10Z', true, '250 2.0.0 ok', 3, NULL),
  (1, 1, 1, 'canceled', '2026-03-05 07:10Z', false, 'a reply came', 0, NULL),
  (2, 0, 1, 'sent', '2026-03-02 07:11Z', true, '250 2.0.0 ok', 1, 'soft'),
  (2, 1, 1, 'planned', '2026-03-05 07:11Z', false, NULL, 0, NULL),
  (3, 0, 1, 'unconfirmed', '2026-03-02 07:12Z', true, 'the connection ended', 0, NULL),
  (3, 0, 2, 'sent', '2026-03-03 07:12Z', true, '250 2.0.0 ok', 2, NULL),
  (3, 1, 1, 'skipped', '2026-03-06 09:00Z', false, 'was opened', 0, NULL),
  (4, 0, 1, 'transmitting', '2026-03-02 07:13Z', true, NULL, 0, NULL),
  (5, 0, 1, 'deferred', '2026-03-02 08:13Z', true, '451 4.7.1 greylisted', 0, NULL),
  (6, 0, 1, 'sent', '2026-03-02 07:14Z', true, '250 2.0.0 ok', 1, NULL),
  (7, 0, 1, 'failed', '2026-03-04 10:00Z', true, '550 5.1.1 no such user', 0, 'hard'),
  (8, 0, 1, 'planned', '2026-03-02 07:16Z', false, NULL, 0, NULL)
) v (enrollment, position, attempt, state, due, kept, answer, seen, bounce)
  CROSS JOIN LATERAL (
    SELECT '1-' || md5(v.enrollment || '/' || v.position || '/' || v.attempt) AS token) t;
INSERT INTO decisions (enrollment_id, delivery_id, verdict, binding, next_at, decided_at)
VALUES (2, 4, 'hold', 'out_of_office', '2026-04-02 00:00Z', '2026-03-05 07:11Z');
INSERT INTO delivery_links (delivery_id, number, target)
VALUES (1, 0, 'https://fenmoor.example/k4'), (6, 0, 'https://fenmoor.example/k4?a=b&c=ü');
INSERT INTO tracking_events (at, delivery_id, campaign_id, kind, visitor, judged_by, address) VALUES
  ('2026-03-02 10:10Z', 1, 1, 'opened', 'human', 'their own mail program', '198.51.100.4'),
  ('2026-03-02 12:00Z', 10, 1, 'unsubscribed', 'human', 'their own click', NULL);
INSERT INTO suppressions (email, reason, delivery_id, note, at) VALUES
  ('einkauf@quell.example', 'unsubscribed', 10, '', '2026-03-02 12:00Z'),
  ('never@elsewhere.example', 'by_hand', NULL, 'asked by telephone', '2026-02-15 12:00Z');
INSERT INTO former_tokens (token, email) VALUES ('1-00ff', 'old@elsewhere.example');

INSERT INTO messages (campaign_id, account_id, contact_id, mailbox_id, delivery_id, channel, direction,
  state, at, message_id)
SELECT 1, e.account_id, e.contact_id, 1, d.id, 'email', 'outbound', 'sent', d.sent_at, d.message_id
FROM deliveries d JOIN enrollments e ON e.id = d.enrollment_id WHERE d.state = 'sent' ORDER BY d.id;
INSERT INTO messages (campaign_id, account_id, contact_id, mailbox_id, channel, direction, state, at,
  message_id, source_key, sender_email)
VALUES
  (1, 1, 1, 1, 'email', 'inbound', 'received', '2026-03-03 09:00Z', 'a1@nordwerk.example', 'imap:1',
    'einkauf@nordwerk.example'),
  (1, 2, 2, 1, 'email', 'inbound', 'received', '2026-03-03 09:30Z', 'a2@brunnen.example', 'imap:2',
    'einkauf@brunnen.example'),
  (NULL, NULL, NULL, 1, 'email', 'inbound', 'received', '2026-03-03 09:45Z', 'a3@x.example', 'imap:3',
    'stranger@x.example');
INSERT INTO message_texts (message_id, at, subject, text, raw)
SELECT id, at, 'Re: Pumpen', 'Guten Tag, ja gern.', '\x00ff' FROM messages;
INSERT INTO replies (message_id, campaign_id, account_id, contact_id, enrollment_id, delivery_id,
  matched_by, received_at, class, confidence, reasons, back_on, classified_at, first_class,
  corrected_by, corrected_at, follow_up, follow_up_due_at, owner_id)
SELECT m.id, m.campaign_id, m.account_id, m.contact_id, m.account_id, NULL,
  CASE WHEN m.account_id IS NOT NULL THEN 'reference' END, m.at, v.class::reply_class, 0.9,
  CASE WHEN v.class IS NOT NULL THEN '{"ja gern"}'::text[] END, v.back::date,
  CASE WHEN v.class IS NOT NULL THEN m.at END, v.first::reply_class,
  CASE WHEN v.first IS NOT NULL THEN 2 END, CASE WHEN v.first IS NOT NULL THEN m.at END,
  CASE WHEN v.class = 'positive' THEN 'due' END::follow_up_state,
  CASE WHEN v.class = 'positive' THEN m.at + interval '1 day' END, 1
FROM messages m
  JOIN (VALUES
    ('imap:1', 'positive', 'neutral', NULL), ('imap:2', 'ooo', NULL, '2026-04-02'),
    ('imap:3', NULL, NULL, NULL)
  ) v (source, class, first, back) ON v.source = m.source_key
ORDER BY m.id;
UPDATE campaign_accounts
SET first_outreached_at = '2026-03-02 07:10Z', last_touch_at = '2026-03-03 09:00Z',
  outreach_status = 'sent'
WHERE campaign_id = 1 AND account_id IN (1, 2, 3, 6);
UPDATE campaign_accounts SET first_replied_at = '2026-03-03 09:00Z', outreach_status = 'responded'
WHERE (campaign_id, account_id) = (1, 1);

INSERT INTO expenses (campaign_id, spent_on, category, amount, currency, hours, hourly_rate, vendor,
  form_token)
VALUES
  (1, '2026-03-01', 'ads_google', 480.00, 'EUR', NULL, NULL, 'Google', gen_random_uuid()),
  (1, '2026-03-05', 'labour', 337.50, 'EUR', 7.5, 45, '', gen_random_uuid()),
  (1, '2026-03-06', 'ads_google', 20.01, 'EUR', NULL, NULL, 'Google', gen_random_uuid()),
  (2, '2026-02-12', 'event', 1900.00, 'EUR', NULL, NULL, 'Messe Kiel', gen_random_uuid()),
  (2, '2026-02-12', 'event', 75.00, 'USD', NULL, NULL, 'Badge', gen_random_uuid());
INSERT INTO api_costs (at, campaign_id, account_id, provider, model, purpose, quantity, usd)
SELECT timestamptz '2026-02-26 09:00Z' + n * interval '1 minute', 1, n, 'scorer', 'm-1', 'fit', 900,
  0.0042 FROM generate_series(1, 5) n;
INSERT INTO api_costs (at, provider, model, purpose, quantity, usd)
VALUES ('2026-02-26 10:00Z', 'search', 's-1', 'lookup', 3, 0.01);
INSERT INTO imports (file_name, file_sha256, bytes, header, mapping, state, rows_read, list_id,
  finished_at, cleared_at)
VALUES ('leads.csv', 'abc', 812, '{Email,Company}', '{"email": 0, "company": 1}', 'done', 8, 1,
  '2026-02-21 09:00Z', '2026-02-21 09:01Z');
INSERT INTO import_mappings (header, mapping) VALUES ('{Email,Company}', '{"email": 0}');
INSERT INTO outbox_events (at, kind, campaign_id, account_id)
VALUES ('2026-03-03 09:00Z', 'reply_received', 1, 1);
INSERT INTO practice_acts (due_at, act, payload) VALUES ('2026-03-02 09:00Z', 'open', '{"n": 1}');

-- The other company has the same figures nowhere.
SET overture.workspace = 2;
SET overture.person = 2;
INSERT INTO memberships (person_id, role) VALUES (2, 'owner');
INSERT INTO accounts (name, match_key) VALUES ('Nordwerk AG', 'n:' || rule.folded_name('Nordwerk AG'));
INSERT INTO products (name) VALUES ('Advice');
INSERT INTO campaigns (product_id, name, slug, created_at) VALUES (3, 'First', 'first',
  '2026-03-10 09:00Z');
INSERT INTO campaign_accounts (campaign_id, account_id)
SELECT c.id, a.id FROM campaigns c CROSS JOIN accounts a;
INSERT INTO expenses (campaign_id, spent_on, category, amount, currency, form_token)
SELECT id, '2026-03-11', 'software', 12.30, 'GBP', gen_random_uuid() FROM campaigns;

SET ROLE overture_worker;
CALL fn.fold_statistics();
SELECT fn.fold_step_statistics(10000);

-- Since the last folding.
SET ROLE overture_app;
SET overture.workspace = 1;
SET overture.person = 1;
UPDATE campaign_accounts SET review_status = 'approved', reviewed_by = 1, reviewed_at = now()
WHERE (campaign_id, account_id) = (1, 7);
UPDATE deliveries SET opened_at = '2026-03-20 09:00Z' WHERE id = 3;
UPDATE deliveries SET clicked_at = '2026-03-20 09:00Z' WHERE id = 3;
-- A doubt that a person had sent once more, and what a server put off at every try.
INSERT INTO deliveries (campaign_id, enrollment_id, position, attempt, asked_by, state, due_at, arm,
  mailbox_id, message_id, token, deferrals, claimed_at, transmitting_at, sent_at, settled_at, answer,
  failure, tried_again_at)
SELECT 1, v.enrollment, 1, v.attempt, CASE WHEN v.attempt > 1 THEN 1 END, v.state::delivery_state, v.due,
  v.enrollment % 2, 1, 's.' || t.token || '@fenmoor.example', t.token, v.deferrals, v.due,
  CASE WHEN v.enrollment = 6 THEN v.due END, CASE WHEN v.state = 'sent' THEN v.due END, v.settled,
  v.answer, v.failure, CASE WHEN v.failure = 'lost' THEN v.settled END
FROM (VALUES
  (6, 1, 'failed', timestamptz '2026-03-05 07:14Z', timestamptz '2026-03-06 08:00Z', 0,
    'it did not arrive, says Ines Okafor (the connection ended)', 'lost'),
  (6, 2, 'sent', '2026-03-06 08:00Z', '2026-03-06 08:00Z', 0, '250 2.0.0 ok', NULL),
  (7, 1, 'failed', '2026-03-07 07:15Z', '2026-03-07 07:15Z', 4,
    'given up after 4 tries: 450 4.2.0 later', 'given_up')
) v (enrollment, attempt, state, due, settled, deferrals, answer, failure)
  CROSS JOIN LATERAL (SELECT '1-' || md5(v.enrollment || '/1/' || v.attempt) AS token) t;
INSERT INTO expenses (campaign_id, spent_on, category, amount, currency, form_token)
VALUES (1, '2026-03-19', 'content', 99.99, 'EUR', gen_random_uuid());
