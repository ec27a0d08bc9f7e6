-- enrol_list: puts the contacts of a list into a campaign's sequence, those whose account is in the
-- campaign and who may be written to, each once, and plans their first e-mail. Says of all of them
-- what became of them: enrolled, already (in this sequence), account_left_out, rejected,
-- active_elsewhere, or what fn.contact_refusal says.
--
-- One person is active in at most one campaign: who is in one of lower priority leaves it for this.
CREATE FUNCTION fn.enrol_list(campaign bigint, list bigint)
RETURNS TABLE (outcome text, contacts bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  chosen campaigns;
  enrolled_before bigint;
  first_due timestamptz;
BEGIN
  -- Whoever enrols into this campaign at the same time waits: rotation goes on from the last number.
  SELECT c.* INTO chosen FROM campaigns c WHERE c.id = campaign FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no campaign %', campaign USING ERRCODE = 'OR404';
  END IF;
  SELECT coalesce(max(e.rotation) + 1, 0) INTO enrolled_before
  FROM enrolments e WHERE e.campaign_id = campaign;
  first_due := greatest(now(), chosen.launch_at) + coalesce(
    (SELECT make_interval(days => s.wait_days, hours => s.wait_hours)
     FROM steps s WHERE s.campaign_id = campaign AND s.position = 0), '0');

  -- Few campaigns stand below another, and their leads are asked one by one.
  PERFORM fn.end_enrolment(less.id, 'joined_other_campaign')
  FROM (
    SELECT e.id, k.id AS contact_id, k.account_id
    FROM campaigns c
      JOIN enrolments e ON (e.workspace_id, e.campaign_id) = (c.workspace_id, c.id)
        AND e.state = 'active'
      JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
    WHERE c.priority < chosen.priority AND c.id <> campaign
    OFFSET 0
  ) less
  WHERE EXISTS (
      SELECT FROM list_contacts l WHERE l.list_id = list AND l.contact_id = less.contact_id)
    AND EXISTS (
      SELECT FROM campaign_accounts ca
      WHERE ca.campaign_id = campaign AND ca.account_id = less.account_id
        AND ca.review_status <> 'rejected')
    AND NOT EXISTS (
      SELECT FROM enrolments mine
      WHERE mine.campaign_id = campaign AND mine.contact_id = less.contact_id)
    AND fn.may_contact(less.contact_id, 'email');

  RETURN QUERY
  WITH candidate AS MATERIALIZED (
    SELECT k.id, k.account_id,
      CASE
        WHEN mine.contact_id IS NOT NULL THEN 'already'
        WHEN ca.account_id IS NULL THEN 'account_left_out'
        ELSE coalesce(
          fn.contact_refusal(k.workspace_id, k.id, 'email'),
          CASE
            WHEN ca.review_status = 'rejected' THEN 'rejected'
            WHEN other.contact_id IS NOT NULL THEN 'active_elsewhere'
            ELSE 'enrolled'
          END)
      END AS outcome
    FROM list_contacts l
      JOIN contacts k ON (k.workspace_id, k.id) = (l.workspace_id, l.contact_id)
      LEFT JOIN campaign_accounts ca ON (ca.workspace_id, ca.account_id)
        = (k.workspace_id, k.account_id) AND ca.campaign_id = campaign
      LEFT JOIN enrolments mine ON (mine.workspace_id, mine.contact_id) = (k.workspace_id, k.id)
        AND mine.campaign_id = campaign
      LEFT JOIN enrolments other ON (other.workspace_id, other.contact_id) = (k.workspace_id, k.id)
        AND other.state = 'active'
    WHERE l.list_id = list
  ),
  enrolled AS (
    INSERT INTO enrolments AS e (campaign_id, account_id, contact_id, rotation)
    SELECT campaign, c.account_id, c.id,
      enrolled_before + row_number() OVER (ORDER BY c.id) - 1
    FROM candidate c
    WHERE c.outcome = 'enrolled'
    -- Somebody else was quicker to take them into another campaign.
    ON CONFLICT DO NOTHING
    RETURNING e.id
  ),
  planned AS (
    INSERT INTO deliveries (campaign_id, enrolment_id, position, due_at)
    SELECT campaign, e.id, 0, first_due FROM enrolled e
    RETURNING 1
  )
  SELECT c.outcome, CASE c.outcome
    WHEN 'enrolled' THEN (SELECT count(*) FROM planned) ELSE count(*) END
  FROM candidate c
  GROUP BY c.outcome
  ORDER BY c.outcome = 'enrolled' DESC, 2 DESC, c.outcome;
END
$$;
