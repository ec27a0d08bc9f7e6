-- fold_statistics: moves the pending deltas into the cache, ten thousand a transaction, and announces
-- the campaigns whose numbers have changed. No number changes for a reader.
--
-- Two simultaneous calls share the work: each takes the rows that the other has not locked, and both go
-- through the campaigns in the same order.
CREATE PROCEDURE fn.fold_statistics()
LANGUAGE plpgsql AS $$
DECLARE
  batch constant int := 10000;
  folded int;
  touched bigint[];
  changed bigint[] := '{}';
BEGIN
  LOOP
    SELECT f.folded, f.touched INTO folded, touched FROM fn.fold_campaign_statistics(batch) f;
    COMMIT;
    changed := changed || touched;
    EXIT WHEN folded < batch;
  END LOOP;

  -- The payload is the topic that open pages listen to.
  PERFORM pg_notify('overture_campaigns', t.topic)
  FROM (
    SELECT DISTINCT c.workspace_id || '/' || w.word AS topic
    FROM campaigns c
      CROSS JOIN LATERAL (VALUES ('campaign:' || c.id), ('campaigns'), ('pulse')) w (word)
    WHERE c.id = ANY (changed)
  ) t;
END
$$;
