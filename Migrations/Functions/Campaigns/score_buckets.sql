-- score_buckets: how many of these scores there are, and how many in each of the ten buckets from [0, 1) to
-- [9, 10]; what is not scored is NULL. Times `sign`, which is -1 for what goes.
CREATE FUNCTION fn.score_buckets(scores numeric[], sign int)
RETURNS TABLE (
  scored bigint, score_0 bigint, score_1 bigint, score_2 bigint, score_3 bigint, score_4 bigint,
  score_5 bigint, score_6 bigint, score_7 bigint, score_8 bigint, score_9 bigint
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT sign * count(s),
    sign * count(*) FILTER (WHERE floor(s) = 0),
    sign * count(*) FILTER (WHERE floor(s) = 1),
    sign * count(*) FILTER (WHERE floor(s) = 2),
    sign * count(*) FILTER (WHERE floor(s) = 3),
    sign * count(*) FILTER (WHERE floor(s) = 4),
    sign * count(*) FILTER (WHERE floor(s) = 5),
    sign * count(*) FILTER (WHERE floor(s) = 6),
    sign * count(*) FILTER (WHERE floor(s) = 7),
    sign * count(*) FILTER (WHERE floor(s) = 8),
    sign * count(*) FILTER (WHERE s >= 9)
  FROM unnest(scores) s;
END;
