-- is_answer: is a reply of this class an answer? An absence note is none: it holds the lead and nothing
-- else. NULL, not classified yet, counts as one: a person may have written it. A test lists what holds for every
-- class.
CREATE FUNCTION fn.is_answer(class reply_class) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN class IS DISTINCT FROM 'ooo';
