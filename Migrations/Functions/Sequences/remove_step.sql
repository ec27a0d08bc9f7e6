-- remove_step: takes a step out; those behind it move up. Refused with OR409 when leads are past it.
CREATE FUNCTION fn.remove_step(campaign bigint, step int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  past bigint;
  later int;
BEGIN
  PERFORM fn.hold_steps(campaign);
  past := fn.leads_past_step(campaign, step);
  IF past > 0 THEN
    RAISE EXCEPTION 'leads_are_past_step'
      USING ERRCODE = 'OR409', DETAIL = concat_ws(E'\n', step + 1, past);
  END IF;
  DELETE FROM steps s WHERE s.campaign_id = campaign AND s.position = step;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_step' USING ERRCODE = 'OR404', DETAIL = step::text;
  END IF;
  -- One by one, from the front: two steps never stand at one place.
  FOR later IN
    SELECT s.position FROM steps s
    WHERE s.campaign_id = campaign AND s.position > step ORDER BY s.position
  LOOP
    UPDATE steps s SET position = later - 1 WHERE s.campaign_id = campaign AND s.position = later;
  END LOOP;
END
$$;
