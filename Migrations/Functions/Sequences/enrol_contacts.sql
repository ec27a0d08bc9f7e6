-- enrol_contacts: puts contacts into a campaign's sequence, those whose account is in the
-- campaign and who may be written to, each once, and plans their first e-mail. Says of all of them
-- what became of them: enrolled, already (in this sequence), account_left_out, rejected,
-- active_elsewhere, or what fn.contact_refusal says.
--
-- One person is active in at most one campaign: who is in one of lower priority leaves it for this.
CREATE FUNCTION fn.enrol_contacts(campaign bigint, wanted bigint[])
RETURNS TABLE (outcome text, contacts bigint)
LANGUAGE plpgsql
-- The plan is kept while the tables grow from nothing to millions: each row is looked up by its key.
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  chosen campaigns;
  first_due timestamptz;
BEGIN
  -- Whoever enrols into this campaign at the same time waits: rotation goes on from the last number.
  SELECT c.* INTO chosen FROM campaigns c WHERE c.id = campaign FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no campaign %', campaign USING ERRCODE = 'OR404';
  END IF;
  first_due := greatest(now(), chosen.launch_at) + coalesce(
    (SELECT make_interval(days => s.wait_days, hours => s.wait_hours)
     FROM steps s WHERE s.campaign_id = campaign AND s.position = 0), '0');

  PERFORM fn.end_enrolment(less.id, 'joined_other_campaign')
  FROM (
    SELECT e.id, e.contact_id, e.account_id
    FROM enrolments e
      JOIN campaigns c ON (c.workspace_id, c.id) = (e.workspace_id, e.campaign_id)
    WHERE e.contact_id = ANY (wanted) AND e.state = 'active' AND e.campaign_id <> campaign
      AND c.priority < chosen.priority
    OFFSET 0
  ) less
  WHERE EXISTS (
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
    FROM contacts k
      LEFT JOIN campaign_accounts ca ON (ca.workspace_id, ca.account_id)
        = (k.workspace_id, k.account_id) AND ca.campaign_id = campaign
      LEFT JOIN enrolments mine ON (mine.workspace_id, mine.contact_id) = (k.workspace_id, k.id)
        AND mine.campaign_id = campaign
      LEFT JOIN enrolments other ON (other.workspace_id, other.contact_id) = (k.workspace_id, k.id)
        AND other.state = 'active'
    WHERE k.id = ANY (wanted)
  ),
  enrolled AS (
    INSERT INTO enrolments AS e (campaign_id, account_id, contact_id, rotation)
    SELECT campaign, c.account_id, c.id,
      chosen.next_rotation + row_number() OVER (ORDER BY c.id) - 1
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
  GROUP BY c.outcome;
  UPDATE campaigns c SET next_rotation = 1 + coalesce((
    SELECT max(e.rotation) FROM enrolments e
    WHERE e.campaign_id = campaign AND e.contact_id = ANY (wanted)), c.next_rotation - 1)
  WHERE c.id = campaign;
END
$$;
