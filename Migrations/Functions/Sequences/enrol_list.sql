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

  PERFORM fn.end_enrolment(e.id, 'joined_other_campaign')
  FROM list_contacts l
    JOIN contacts k ON k.id = l.contact_id
    JOIN campaign_accounts ca ON ca.campaign_id = campaign AND ca.account_id = k.account_id
    JOIN enrolments e ON e.contact_id = l.contact_id AND e.state = 'active'
    JOIN campaigns c ON c.id = e.campaign_id AND c.priority < chosen.priority
  WHERE l.list_id = list
    AND e.campaign_id <> campaign
    AND ca.review_status <> 'rejected'
    AND fn.may_contact(k.id, 'email')
    AND NOT EXISTS (
      SELECT FROM enrolments mine WHERE mine.campaign_id = campaign AND mine.contact_id = k.id);

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
