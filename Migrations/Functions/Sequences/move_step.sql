-- move_step: a step and the one before it change places. Refused with OR409 when leads are past it.
CREATE FUNCTION fn.move_step(campaign bigint, step int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  past bigint;
BEGIN
  PERFORM fn.hold_steps(campaign);
  past := fn.leads_past_step(campaign, step - 1);
  IF past > 0 THEN
    RAISE EXCEPTION 'leads_are_past_step'
      USING ERRCODE = 'OR409', DETAIL = concat_ws(E'\n', step, past);
  END IF;
  PERFORM FROM steps s WHERE s.campaign_id = campaign AND s.position IN (step, step - 1)
  HAVING count(*) = 2;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_step_before' USING ERRCODE = 'OR404', DETAIL = (step + 1)::text;
  END IF;
  UPDATE steps s SET position = -1 WHERE s.campaign_id = campaign AND s.position = step;
  UPDATE steps s SET position = step WHERE s.campaign_id = campaign AND s.position = step - 1;
  UPDATE steps s SET position = step - 1 WHERE s.campaign_id = campaign AND s.position = -1;
END
$$;
