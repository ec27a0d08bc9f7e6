-- save_step: changes a step, or adds one behind the last (`step` NULL). Answers its position.
CREATE FUNCTION fn.save_step(
  campaign bigint, step int, subjects text[], body text, wait_days int, wait_hours int,
  condition step_condition
) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  place int := step;
BEGIN
  PERFORM fn.hold_steps(campaign);
  IF place IS NULL THEN
    SELECT coalesce(max(s.position) + 1, 0) INTO place FROM steps s WHERE s.campaign_id = campaign;
    INSERT INTO steps (campaign_id, position, subjects, body, wait_days, wait_hours, condition)
    VALUES (campaign, place, save_step.subjects, save_step.body, save_step.wait_days,
      save_step.wait_hours, save_step.condition);
    RETURN place;
  END IF;
  UPDATE steps s
  SET subjects = save_step.subjects, body = save_step.body, wait_days = save_step.wait_days,
    wait_hours = save_step.wait_hours, condition = save_step.condition, updated_at = now()
  WHERE s.campaign_id = campaign AND s.position = place;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_step' USING ERRCODE = 'OR404', DETAIL = place::text;
  END IF;
  RETURN place;
END
$$;
