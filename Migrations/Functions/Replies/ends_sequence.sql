-- ends_sequence: does a reply of this class end the sequence for its lead? `checks`: the campaign stops on
-- replies. There is no ELSE: a new class is to be decided here.
CREATE FUNCTION fn.ends_sequence(class reply_class, checks boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE class
  WHEN 'positive' THEN checks
  WHEN 'neutral' THEN checks
  WHEN 'negative' THEN true
  WHEN 'not_now' THEN checks
  WHEN 'wrong_person' THEN checks
  -- An absence is no answer.
  WHEN 'ooo' THEN false
  WHEN 'unsubscribe' THEN true
END;
