-- condition_holds: does a step's condition hold for what a person did with the lead's last email? Both
-- times NULL: nothing, or there was no email. An unknown condition is an error; without a condition (the
-- step is gone) the answer is NULL.
CREATE FUNCTION fn.condition_holds(
  condition step_condition, opened_at timestamptz, clicked_at timestamptz
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE condition
  WHEN 'always' THEN true
  WHEN 'on_open' THEN opened_at IS NOT NULL
  WHEN 'on_click' THEN clicked_at IS NOT NULL
  WHEN 'not_opened' THEN opened_at IS NULL
  ELSE fn.unknown_value('step_condition', condition::text)
END;
