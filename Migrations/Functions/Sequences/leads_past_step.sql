-- leads_past_step: how many leads of a campaign are at this step or past it. Steps from there on cannot be
-- moved.
CREATE FUNCTION fn.leads_past_step(campaign bigint, step int) RETURNS bigint
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT CASE WHEN c.launched_at IS NULL THEN 0 ELSE (
    SELECT count(DISTINCT d.enrollment_id)
    FROM deliveries d
    WHERE d.campaign_id = campaign AND d.position >= step AND d.state <> 'planned')
  END
  FROM campaigns c
  WHERE c.id = campaign;
END;
