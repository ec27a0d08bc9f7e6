-- enroll_contacts: adds contacts to a campaign's sequence, each once, if their account is in the campaign and
-- they may be contacted, and plans their first email. Returns the number of contacts by outcome: enrolled,
-- already (in this sequence), written_before (by this campaign, until their account was taken out of it),
-- account_left_out, rejected, active_elsewhere, or a refusal of fn.contact_refusal.
--
-- A contact is active in at most one campaign: one that is active in a campaign of lower priority, or in an
-- archived one, leaves it for this campaign.
CREATE FUNCTION fn.enroll_contacts(campaign bigint, wanted bigint[]) RETURNS jsonb
LANGUAGE plpgsql
-- Plans are cached while the tables grow from nothing to millions, perhaps without being analyzed: OFFSET 0
-- makes the planner look each row up by its whole key.
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
  chosen campaigns;
  first_due timestamptz;
  wish record;
  done bigint[];
  busy bigint[];
BEGIN
  -- A simultaneous enrollment into this campaign waits: rotation continues from the last number.
  SELECT c.* INTO chosen FROM campaigns c WHERE c.id = campaign FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  first_due := greatest(now(), chosen.launch_at) + coalesce(
    (SELECT fn.practice_time(s.workspace_id, fn.is_rehearsal(s.workspace_id, campaign),
       make_interval(days => s.wait_days, hours => s.wait_hours))
     FROM steps s WHERE s.campaign_id = campaign AND s.position = 0), '0');

  WITH candidate AS MATERIALIZED (
    SELECT k.id,
      CASE
        WHEN mine.contact_id IS NOT NULL THEN 'already'
        WHEN ca.account_id IS NULL THEN 'account_left_out'
        WHEN former.is_one THEN 'written_before'
        ELSE coalesce(
          fn.contact_refusal(k.workspace_id, k.id, 'email'),
          CASE WHEN ca.review_status = 'rejected' THEN 'rejected' ELSE 'enrolled' END)
      END AS outcome
    FROM unnest(wanted) w (contact_id)
      CROSS JOIN LATERAL (
        SELECT c.workspace_id, c.id, c.account_id, c.email_key AS email FROM contacts c
        WHERE c.id = w.contact_id OFFSET 0
      ) k
      CROSS JOIN LATERAL (
        -- Two subqueries, because each has an index of its own.
        SELECT (
            SELECT true FROM former_leads f
            WHERE f.campaign_id = campaign AND f.contact_id = k.id) IS NOT NULL
          OR (
            SELECT true FROM former_leads f
            WHERE f.campaign_id = campaign AND f.email = k.email LIMIT 1) IS NOT NULL AS is_one
      ) former
      LEFT JOIN LATERAL (
        SELECT a.account_id, a.review_status FROM campaign_accounts a
        WHERE a.campaign_id = campaign AND a.account_id = k.account_id OFFSET 0
      ) ca ON true
      LEFT JOIN LATERAL (
        SELECT e.contact_id FROM enrollments e
        WHERE e.campaign_id = campaign AND e.account_id = k.account_id AND e.contact_id = k.id
        OFFSET 0
      ) mine ON true
  )
  SELECT
    (SELECT array_agg(c.id ORDER BY c.id) FROM candidate c WHERE c.outcome = 'enrolled') AS ids,
    (SELECT coalesce(jsonb_object_agg(o.outcome, o.contacts), '{}')
     FROM (
       SELECT c.outcome, count(*) AS contacts FROM candidate c
       WHERE c.outcome <> 'enrolled' GROUP BY c.outcome
     ) o) AS others
  INTO wish;

  -- The unique index on active contacts tells who is active in another campaign.
  done := fn.enroll(campaign, wish.ids, chosen.next_rotation, first_due);
  SELECT array_agg(i) INTO busy FROM (SELECT unnest(wish.ids) EXCEPT SELECT unnest(done)) o (i);
  IF busy IS NOT NULL THEN
    PERFORM fn.end_enrollment(e.id, 'joined_other_campaign')
    FROM enrollments e
      JOIN campaigns c ON (c.workspace_id, c.id) = (e.workspace_id, e.campaign_id)
    WHERE e.contact_id = ANY (busy) AND e.state = 'active'
      AND (c.priority < chosen.priority OR c.archived_at IS NOT NULL);
    done := done || fn.enroll(
      campaign, busy, chosen.next_rotation + coalesce(cardinality(done), 0), first_due);
  END IF;
  UPDATE campaigns c
  SET next_rotation = chosen.next_rotation + coalesce(cardinality(done), 0)
  WHERE c.id = campaign;

  RETURN wish.others
    || CASE WHEN cardinality(done) > 0
      THEN jsonb_build_object('enrolled', cardinality(done)) ELSE '{}' END
    || CASE WHEN cardinality(wish.ids) > coalesce(cardinality(done), 0)
      THEN jsonb_build_object(
        'active_elsewhere', cardinality(wish.ids) - coalesce(cardinality(done), 0))
      ELSE '{}' END;
END
$$;
