-- The states of a delivery and every move between them, and what a claim that was lost may still do.
BEGIN;
SELECT no_plan();

-- A number of its own: what a sequence gave is not given again after the rollback, and others count on it.
INSERT INTO workspaces (id, name) OVERRIDING SYSTEM VALUE VALUES (9001, 'One');
SELECT set_config('overture.workspace', '9001', true);
INSERT INTO products (name) VALUES ('Widget');
INSERT INTO campaigns (product_id, name, slug, status)
  SELECT id, 'Spring', 'spring', 'running' FROM products WHERE workspace_id = rule.workspace();
INSERT INTO mailboxes (email, kind, smtp_host, smtp_port, smtp_security, daily_limit)
  VALUES ('ines@one.example', 'practice', '127.0.0.1', 9, 'none', 1000);
INSERT INTO campaign_mailboxes (campaign_id, mailbox_id)
  SELECT c.id, m.id FROM campaigns c, mailboxes m
  WHERE c.workspace_id = rule.workspace() AND m.workspace_id = rule.workspace();
INSERT INTO steps (campaign_id, position, subjects, body)
  SELECT id, 0, '{Hello}', 'Hi' FROM campaigns WHERE workspace_id = rule.workspace();
INSERT INTO accounts (name, match_key) VALUES ('Firm', 'n:firm');
INSERT INTO contacts (account_id, email)
  SELECT id, 'ada@firm.example' FROM accounts WHERE workspace_id = rule.workspace();
INSERT INTO campaign_accounts (campaign_id, account_id)
  SELECT c.id, a.id FROM campaigns c, accounts a
  WHERE c.workspace_id = rule.workspace() AND a.workspace_id = rule.workspace();
INSERT INTO enrollments (campaign_id, account_id, contact_id)
  SELECT c.id, k.account_id, k.id FROM campaigns c, contacts k
  WHERE c.workspace_id = rule.workspace() AND k.workspace_id = rule.workspace();

-- A delivery in this state under claim 5 moves to that one, and the row then says these numbers: `legal`, or
-- the SQLSTATE of the refusal. Undone each time.
CREATE FUNCTION pg_temp.move(was delivery_state, becomes delivery_state, claim bigint, settled bigint)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  made bigint;
BEGIN
  INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at, state, claim, claimed_by, answer,
    settled_at, sent_at)
  SELECT e.campaign_id, e.id, 7, now(), was, 5,
    CASE WHEN was IN ('claimed', 'transmitting') THEN 'w' END, 'x',
    CASE WHEN was IN ('sent', 'failed', 'unconfirmed', 'skipped', 'canceled') THEN now() END,
    CASE WHEN was = 'sent' THEN now() END
  FROM enrollments e WHERE e.workspace_id = rule.workspace()
  RETURNING id INTO made;
  UPDATE deliveries d
  SET state = becomes, claim = move.claim, settled_claim = settled,
    claimed_by = CASE WHEN becomes IN ('claimed', 'transmitting') THEN 'w' END,
    settled_at = CASE WHEN becomes IN ('sent', 'failed', 'unconfirmed', 'skipped', 'canceled') THEN now() END,
    sent_at = CASE WHEN becomes = 'sent' THEN now() END
  WHERE d.id = made;
  RAISE EXCEPTION 'legal' USING ERRCODE = 'OR001';
EXCEPTION
  WHEN SQLSTATE 'OR001' THEN RETURN 'legal';
  WHEN OTHERS THEN RETURN SQLSTATE;
END
$$;

-- By whom: `none` names no claim, `same` settles claim 5, `old` settles a claim before it, `new` is a new
-- claim.
CREATE TEMPORARY TABLE moves AS
SELECT f.was, t.becomes, b.whose,
  pg_temp.move(f.was, t.becomes, CASE b.whose WHEN 'new' THEN 6 WHEN 'earlier' THEN 4 ELSE 5 END,
    CASE b.whose WHEN 'same' THEN 5 WHEN 'old' THEN 4 END) AS outcome
FROM unnest(enum_range(NULL::delivery_state)) f (was)
  CROSS JOIN unnest(enum_range(NULL::delivery_state)) t (becomes)
  CROSS JOIN unnest(ARRAY['none', 'same', 'old', 'new', 'earlier']) b (whose)
WHERE f.was <> t.becomes;

SELECT is_empty($$ SELECT * FROM moves WHERE outcome NOT IN ('legal', 'OR409') $$,
  'a move is legal, or it is refused as one');
SELECT is_empty($$
  SELECT * FROM moves WHERE outcome = 'legal' AND was IN ('sent', 'failed', 'skipped', 'canceled')
$$, 'an end is an end');
SELECT results_eq($$
  SELECT was::text, whose FROM moves WHERE outcome = 'legal' AND becomes = 'claimed' ORDER BY 1
$$, $$ VALUES ('deferred', 'new'), ('planned', 'new') $$,
  'what waits is claimed, under a number that is new');
SELECT results_eq($$
  SELECT was::text, whose FROM moves WHERE outcome = 'legal' AND becomes = 'transmitting' ORDER BY 1, 2
$$, $$ VALUES ('claimed', 'none'), ('claimed', 'old'), ('claimed', 'same') $$,
  'what is claimed begins, and stays that claim''s');
SELECT results_eq($$
  SELECT was::text, whose FROM moves WHERE outcome = 'legal' AND becomes = 'planned' ORDER BY 1, 2
$$, $$ VALUES ('claimed', 'none'), ('claimed', 'old'), ('claimed', 'same') $$,
  'only what has not begun is planned again');
SELECT results_eq($$
  SELECT was::text, whose FROM moves WHERE outcome = 'legal' AND becomes = 'deferred' ORDER BY 1
$$, $$ VALUES ('claimed', 'same'), ('transmitting', 'same'), ('unconfirmed', 'same') $$,
  'what has begun waits again only by the settlement of its own claim');
SELECT results_eq($$
  SELECT becomes::text, whose FROM moves WHERE outcome = 'legal' AND was = 'transmitting' ORDER BY 1, 2
$$, $$ VALUES ('deferred', 'same'), ('failed', 'same'), ('sent', 'same'), ('unconfirmed', 'none'),
  ('unconfirmed', 'old'), ('unconfirmed', 'same') $$,
  'what has begun is settled by its own claim, or unconfirmed');
SELECT results_eq($$
  SELECT DISTINCT becomes::text FROM moves WHERE outcome = 'legal' AND was = 'unconfirmed' ORDER BY 1
$$, $$ VALUES ('deferred'), ('failed'), ('sent') $$, 'an unconfirmed email is resolved');

-- Without an address that recipients can reach, nothing is claimed for real people.
SELECT set_config('overture.public_url', 'https://overture.example.com', true);
-- A domain whose places lie ahead, as after the server's clock was set back: by so much, with a queue.
CREATE FUNCTION pg_temp.ahead(since interval) RETURNS SETOF bigint LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM deliveries d WHERE d.workspace_id = rule.workspace();
  DELETE FROM domain_uses u WHERE u.workspace_id = rule.workspace();
  DELETE FROM domain_slots s WHERE s.workspace_id = rule.workspace();
  INSERT INTO domain_uses (domain, next_free_at, queued_until)
    VALUES ('firm.example', clock_timestamp() + since, clock_timestamp() + since + interval '1 minute');
  INSERT INTO domain_slots (domain, free_at) VALUES ('firm.example', clock_timestamp() + since);
  INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at)
    SELECT e.campaign_id, e.id, 0, now() FROM enrollments e WHERE e.workspace_id = rule.workspace();
  RETURN QUERY
    SELECT c.delivery_id FROM fn.claim_deliveries('w', 10, '1 minute') c
    WHERE c.workspace_id = rule.workspace();
END
$$;
SELECT is((SELECT count(*) FROM pg_temp.ahead('15 seconds')), 0::bigint,
  'a domain is waited for while its places are given out');
SELECT is((SELECT count(*) FROM pg_temp.ahead('1 hour')), 1::bigint,
  'and not for an hour after the clock was set back by one');
SELECT ok((SELECT u.next_free_at < clock_timestamp() + interval '10 seconds' AND u.queued_until = '-infinity'
  FROM domain_uses u WHERE u.workspace_id = rule.workspace()),
  'then neither do the next emails, nor a queue');

-- One email in a hundred seconds: the claim waits for them once.
INSERT INTO domain_rates (family, per_second) VALUES ('other', 0.01);
SELECT is((SELECT count(*) FROM pg_temp.ahead('1 hour')), 0::bigint, 'a slow domain waits one spacing');
UPDATE domain_uses u SET next_free_at = u.next_free_at - interval '100 seconds'
  WHERE u.workspace_id = rule.workspace();
UPDATE deliveries d SET look_at = NULL WHERE d.workspace_id = rule.workspace();
SELECT is((SELECT count(*) FROM fn.claim_deliveries('w', 10, '1 minute') c
  WHERE c.workspace_id = rule.workspace()), 1::bigint, 'and not one after another');

SELECT finish();
ROLLBACK;
