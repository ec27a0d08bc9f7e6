-- demo_fate: how one enrollment of the demo company ended, and after which of its emails. The answer is the
-- same on every call. A list of lost customers is old, so more of its addresses no longer exist; a contact
-- who is gone does not even get the first email.
CREATE FUNCTION pg_temp.demo_fate(
  enrollment bigint, campaign bigint, OUT fate text, OUT step int, OUT h int)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT CASE
      WHEN n.n >= 860 AND EXISTS (
        SELECT FROM campaigns c WHERE c.id = campaign AND c.goal = 'win_back') THEN 'hard'
      WHEN n.n < 40 THEN 'positive'
      WHEN n.n < 68 THEN 'neutral'
      WHEN n.n < 100 THEN 'negative'
      WHEN n.n < 116 THEN 'not_now'
      WHEN n.n < 128 THEN 'wrong_person'
      WHEN n.n < 152 THEN 'ooo'
      WHEN n.n < 160 THEN 'unsubscribe'
      WHEN n.n < 174 THEN 'left'
      WHEN n.n < 190 THEN 'hard'
      WHEN n.n < 200 THEN 'soft'
      ELSE 'silent' END,
    CASE WHEN n.n >= 860 OR n.n BETWEEN 174 AND 189 THEN 0 ELSE n.big / 1000 % 2 END, n.big
  FROM (
    SELECT abs(hashint8(enrollment * 7919)) % 1000 AS n, abs(hashint8(enrollment * 104729)) AS big
  ) n;
END;
