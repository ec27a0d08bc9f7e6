-- reply_ends_sequence: does a reply of this class end the sequence for its lead? A no and a wish to be left
-- alone end it in any case; another answer where the campaign checks replies; an absence note never.
CREATE FUNCTION fn.reply_ends_sequence(class reply_class, checks_replies boolean) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE class
  WHEN 'ooo' THEN false
  WHEN 'negative' THEN true
  WHEN 'unsubscribe' THEN true
  WHEN 'positive' THEN checks_replies
  WHEN 'neutral' THEN checks_replies
  WHEN 'not_now' THEN checks_replies
  WHEN 'wrong_person' THEN checks_replies
  ELSE fn.unknown_value('reply_class', class::text)
END;
