-- goal_word: a goal as pages say it, at the start of a sentence.
CREATE FUNCTION fn.goal_word(goal campaign_goal) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE goal
  WHEN 'win_back' THEN 'Win-back'
  ELSE upper(left(goal::text, 1)) || replace(substr(goal::text, 2), '_', ' ')
END;
