-- sign_in_subjects: what a try to sign in is counted for, each with its limit, in the order in which they
-- are locked. A limit of NULL only counts.
--
-- A browser that is known for this account is counted by itself alone. Any other is counted by the pair of its
-- network (an address, or the /64 of an IPv6 one, which belongs to one customer) and the account; by the
-- network; and by the account, where there is one: that limit is so high that it slows down only guesses from
-- thousands of networks.
--
-- A network never waits as a whole: behind one address may be an office or a VPN, and one person who fails
-- there every 30 seconds would keep all others out. From its 50th failure on, its pairs have one free try in
-- place of five: a colleague signs in at the first try, and guesses at one account wait from the first failure
-- on. What guesses at many accounts cost is bounded by `HashingPool`.
CREATE FUNCTION fn.sign_in_subjects(account text, come_from inet, browser bytea)
RETURNS TABLE (place int, subject bytea, free int, doubles boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH known AS (
    SELECT b.token_hash FROM known_browsers b JOIN people p ON p.id = b.person_id
    WHERE p.email = account AND b.token_hash = browser
  ), network AS (
    SELECT CASE
      WHEN come_from <<= inet '::ffff:0:0/96' THEN split_part(host(come_from), ':', 4)
      WHEN family(come_from) = 6 THEN text(network(set_masklen(come_from, 64)))
      ELSE coalesce(host(come_from), '')
    END AS name
  )
  SELECT s.place, sha256(convert_to(s.words, 'UTF8')), s.free, s.doubles
  FROM (
    SELECT 1 AS place, 'browser ' || encode(k.token_hash, 'hex') || ' ' || account AS words, 5 AS free,
      true AS doubles
    FROM known k
    UNION ALL
    SELECT 1, 'pair ' || n.name || ' ' || account,
      CASE WHEN EXISTS (
        SELECT FROM sign_in_failures f
        WHERE f.subject = sha256(convert_to('network ' || n.name, 'UTF8'))
          AND f.failures >= 50 AND f.forgotten_at >= now()) THEN 1 ELSE 5 END, true
    FROM network n WHERE NOT EXISTS (SELECT FROM known)
    UNION ALL
    SELECT 2, 'network ' || n.name, NULL, false
    FROM network n WHERE NOT EXISTS (SELECT FROM known)
    UNION ALL
    SELECT 3, 'account ' || p.id, 1000, false
    FROM people p WHERE p.email = account AND NOT EXISTS (SELECT FROM known)
  ) s;
END;
