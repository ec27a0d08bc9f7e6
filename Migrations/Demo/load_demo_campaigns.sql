-- load_demo_campaigns: six campaigns of the demo company (two running, one that paused itself, a draft, a
-- completed one and an archived one) with their lists, accounts, sequences and history.
CREATE FUNCTION pg_temp.load_demo_campaigns() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  c record;
  new_list bigint;
  owner bigint := (SELECT id FROM people WHERE email = 'demo@tarnbrook.example');
  felix bigint := (SELECT id FROM people WHERE email = 'felix@tarnbrook.example');
BEGIN
  INSERT INTO campaigns (
    product_id, goal, name, slug, stage, scoring_status, status, only_approved,
    launched_at, completed_at, archived_at, created_by, created_at)
  SELECT p.id, w.goal::campaign_goal, w.name, w.slug, w.stage::campaign_stage, 'completed',
    w.status::campaign_status, true, now() - w.launched * interval '1 day',
    now() - w.completed * interval '1 day', now() - w.archived * interval '1 day',
    CASE WHEN w.slug LIKE 'nordic%' THEN felix ELSE owner END,
    now() - (coalesce(w.launched, 1) + 5) * interval '1 day'
  FROM (VALUES
    (1, 'Frostgate', 'sales', 'Spring pilot offer', 'spring-pilot-offer', 'completed', 'completed',
      140, 118, 100),
    (2, 'Frostgate', 'sales', 'Summer service check', 'summer-service-check', 'completed',
      'completed', 70, 52, NULL),
    (3, 'Loadline', 'win_back', 'Benelux win-back', 'benelux-win-back', 'outreach', 'paused',
      12, NULL, NULL),
    (4, 'Frostgate', 'press', 'Trade press, Frostgate launch', 'trade-press-frostgate-launch',
      'draft', 'draft', NULL, NULL, NULL),
    (5, 'Frostgate', 'sales', 'Nordic dairies, first contact', 'nordic-dairies-first-contact',
      'outreach', 'running', 5, NULL, NULL),
    (6, 'Loadline', 'sales', 'Cold storage DACH, autumn', 'cold-storage-dach-autumn', 'active',
      'running', 9, NULL, NULL)
  ) w (n, product, goal, name, slug, stage, status, launched, completed, archived)
    JOIN products p ON p.name = w.product
  ORDER BY w.n;

  INSERT INTO campaign_mailboxes (campaign_id, mailbox_id)
  SELECT k.id, m.id
  FROM campaigns k JOIN mailboxes m ON m.created_by = k.created_by;

  PERFORM pg_temp.load_demo_sequences();

  FOR c IN
    SELECT k.id, k.product_id, k.goal, k.created_by, k.launched_at, w.*
    FROM (VALUES
      ('spring-pilot-offer', 'Poland, Bohemia and the isles, spring', '{PL,CZ,GB,IE}'::text[],
        '{prospect}'::account_status[], 160, 150, 160),
      ('summer-service-check', 'South, summer', '{FR,ES,IT}', '{prospect}', 230, 210, 225),
      ('benelux-win-back', 'Benelux, left in 2024', '{NL,BE}', '{lost,churned}', 150, 150, 150),
      ('trade-press-frostgate-launch', 'Trade press', '{AT,CH,DE,FR,BE,GB,NO,IT,CZ,PT}', '{press}',
        40, 0, 0),
      ('nordic-dairies-first-contact', 'Nordics, dairies and seafood', '{NO,DK,SE}', '{prospect}',
        190, 150, 160),
      ('cold-storage-dach-autumn', 'DACH cold stores, autumn fair', '{DE,AT,CH}', '{prospect}',
        460, 330, 370)
    ) w (slug, list_name, countries, statuses, size, approved, reviewed)
      JOIN campaigns k USING (slug)
    ORDER BY k.id
  LOOP
    INSERT INTO lists (name, created_by, created_at)
    VALUES (c.list_name, c.created_by, coalesce(c.launched_at, now()) - interval '4 days')
    RETURNING id INTO new_list;
    INSERT INTO campaign_lists (campaign_id, list_id) VALUES (c.id, new_list);

    INSERT INTO campaign_accounts (
      campaign_id, account_id, review_status, reviewed_by, reviewed_at, contact_id, added_by,
      added_at)
    SELECT c.id, r.id,
      CASE WHEN r.place <= c.approved THEN 'approved' WHEN r.place <= c.reviewed THEN 'rejected'
        ELSE 'pending' END::review_status,
      CASE WHEN r.place <= c.reviewed THEN c.created_by END,
      CASE WHEN r.place <= c.reviewed THEN c.launched_at - interval '1 day' END,
      (SELECT min(k.id) FROM contacts k WHERE k.account_id = r.id), c.created_by,
      coalesce(c.launched_at, now()) - interval '3 days'
    FROM (
      SELECT a.id,
        row_number() OVER (ORDER BY f.score DESC NULLS LAST, a.id) AS place
      FROM accounts a
        LEFT JOIN fit_scores f
          ON (f.product_id, f.goal, f.account_id) = (c.product_id, c.goal, a.id)
      WHERE a.country = ANY (c.countries) AND a.status = ANY (c.statuses)
      ORDER BY hashint8(a.id), a.id
      LIMIT c.size
    ) r;

    INSERT INTO list_contacts (list_id, contact_id)
    SELECT new_list, k.id
    FROM campaign_accounts ca JOIN contacts k USING (account_id)
    WHERE ca.campaign_id = c.id;

    INSERT INTO enrollments (campaign_id, account_id, contact_id, rotation, added_at)
    SELECT c.id, ca.account_id, ca.contact_id,
      row_number() OVER (ORDER BY hashint8(ca.account_id * 31), ca.account_id) - 1,
      coalesce(c.launched_at, now()) - interval '2 hours'
    FROM campaign_accounts ca
    WHERE ca.campaign_id = c.id
      AND (ca.review_status = 'approved' OR c.approved = 0) AND ca.contact_id IS NOT NULL;
    UPDATE campaigns SET next_rotation = (
      SELECT count(*) FROM enrollments e WHERE e.campaign_id = c.id)
    WHERE id = c.id;
  END LOOP;

  -- Accounts that wait for a review are enrolled as well and held, so approving one leads to an email. They
  -- are enrolled last, so that every other lead keeps its fate.
  INSERT INTO enrollments (campaign_id, account_id, contact_id, rotation, added_at)
  SELECT k.id, ca.account_id, ca.contact_id,
    k.next_rotation + row_number() OVER (
      PARTITION BY k.id ORDER BY hashint8(ca.account_id * 31), ca.account_id) - 1,
    k.launched_at - interval '2 hours'
  FROM campaigns k
    JOIN campaign_accounts ca ON (ca.workspace_id, ca.campaign_id) = (k.workspace_id, k.id)
  WHERE k.status IN ('running', 'paused') AND ca.review_status = 'pending'
    AND ca.contact_id IS NOT NULL
  ORDER BY k.id, 4;
  UPDATE campaigns k SET next_rotation = (
    SELECT count(*) FROM enrollments e WHERE e.campaign_id = k.id);

  PERFORM pg_temp.load_demo_history('spring-pilot-offer', 150, '140 days', '130 days');
  PERFORM pg_temp.load_demo_history('summer-service-check', 210, '70 days', '62 days');
  PERFORM pg_temp.load_demo_history('benelux-win-back', 112, '12 days', '4 days');
  PERFORM pg_temp.load_demo_history('nordic-dairies-first-contact', 60, '5 days', '2 hours');
  PERFORM pg_temp.load_demo_history('cold-storage-dach-autumn', 210, '9 days', '3 hours');

  -- A draft has its first emails planned, as after a list was attached to it.
  PERFORM pg_temp.load_demo_plan(k.id) FROM campaigns k WHERE k.status = 'draft';

  -- Counts the emails of the last 24 hours toward the daily limits of their mailboxes.
  INSERT INTO mailbox_uses (mailbox_id, minute, used)
  SELECT d.mailbox_id, date_trunc('minute', d.sent_at), count(*)
  FROM deliveries d
  WHERE d.sent_at > now() - interval '24 hours'
  GROUP BY d.mailbox_id, date_trunc('minute', d.sent_at);

  -- The campaign that pauses itself does so here, so that the reason on its page matches its own figures.
  UPDATE campaigns SET status = 'running' WHERE slug = 'benelux-win-back';
  PERFORM fn.pause_for_bounces(k.id) FROM campaigns k WHERE k.slug = 'benelux-win-back';
  UPDATE campaigns SET status = 'paused' WHERE slug = 'benelux-win-back';
END
$$;
