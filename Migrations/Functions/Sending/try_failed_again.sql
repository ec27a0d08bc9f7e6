-- try_failed_again: a person tries the failed emails of a campaign again that may be tried again. The first
-- failed email of each lead is sent now; later ones follow after their waits, see fn.plan_next_steps. Each is
-- a row of its own with the person's name; a later one counts as failed until its turn comes. A completed
-- campaign runs again; any other reason that holds emails holds these, too.
--
-- Refuses with OR404, and with OR409 if nothing may be tried again or could be sent, or if a lead's sequence
-- ended for another reason at this moment.
CREATE FUNCTION fn.try_failed_again(campaign bigint, person bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  was campaigns := fn.lock_campaign(campaign);
  chosen record;
  missing text;
  changed bigint;
  planned bigint[];
BEGIN
  IF was.archived_at IS NOT NULL OR was.status = 'draft' THEN
    RAISE EXCEPTION 'campaign_sends_nothing'
      USING ERRCODE = 'OR409', DETAIL = CASE WHEN was.archived_at IS NULL THEN 'draft' ELSE 'archived' END;
  END IF;

  SELECT array_agg(f.delivery_id) AS deliveries, count(*) AS mails,
    array_agg(DISTINCT f.enrollment_id) AS enrollments
  INTO chosen
  FROM fn.failed_deliveries(campaign) f
  WHERE f.obstacle IS NULL;
  IF chosen.mails = 0 THEN
    RAISE EXCEPTION 'nothing_to_try_again' USING ERRCODE = 'OR409';
  END IF;
  SELECT string_agg(l.check_name, E'\n') INTO missing
  FROM fn.launch_checks(campaign) l
  WHERE l.is_needed AND NOT l.is_met AND l.check_name <> 'leads';
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'nothing_would_go_out' USING ERRCODE = 'OR409', DETAIL = missing;
  END IF;

  PERFORM set_config('overture.audit', 'off', true);
  BEGIN
    UPDATE enrollments e
    SET state = 'active', exit_reason = NULL, ended_at = NULL
    WHERE e.workspace_id = rule.workspace() AND e.id = ANY (chosen.enrollments)
      -- Changes that were committed since they were chosen are respected.
      AND fn.may_go_on(e.state, e.exit_reason);
    GET DIAGNOSTICS changed = ROW_COUNT;
  EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'lead_joined_another' USING ERRCODE = 'OR409';
  END;
  IF changed <> cardinality(chosen.enrollments) THEN
    RAISE EXCEPTION 'lead_replied_or_left' USING ERRCODE = 'OR409';
  END IF;
  PERFORM fn.emit_events(array_agg(
    ROW(e.workspace_id, NULL, 'enrollment.resumed', 'contact:' || e.contact_id, e.campaign_id, e.account_id,
      e.contact_id, e.id, NULL, NULL, jsonb_build_object('because', 'failed emails retried'))::emission))
  FROM enrollments e
  WHERE e.workspace_id = rule.workspace() AND e.id = ANY (chosen.enrollments);
  WITH first AS (
    INSERT INTO deliveries (campaign_id, enrollment_id, position, attempt, asked_by, due_at, arm)
    SELECT DISTINCT ON (d.enrollment_id) d.campaign_id, d.enrollment_id, d.position,
      (SELECT max(o.attempt) + 1 FROM deliveries o
        WHERE (o.workspace_id, o.enrollment_id, o.position)
          = (d.workspace_id, d.enrollment_id, d.position)),
      person, now(), d.arm
    FROM deliveries d
    WHERE d.workspace_id = rule.workspace() AND d.id = ANY (chosen.deliveries)
    ORDER BY d.enrollment_id, d.position
    RETURNING id
  )
  SELECT array_agg(f.id) INTO planned FROM first f;
  PERFORM fn.mark_tried_again(
    array_fill(rule.workspace(), ARRAY[cardinality(planned)]), planned, now());

  IF was.status = 'completed' THEN
    UPDATE campaigns c
    SET status = 'running', completed_at = NULL, resumed_at = clock_timestamp()
    WHERE (c.workspace_id, c.id) = (rule.workspace(), campaign);
  END IF;
  PERFORM fn.schedule_accounts(campaign, NULL);
  PERFORM set_config('overture.audit', '', true);
  INSERT INTO audit_entries (action, subject_kind, subject_id, subject_name, campaign_id, before, after)
  SELECT 'tried again failed emails of', 'campaign', c.id, c.name, c.id,
    jsonb_build_object('status', was.status),
    jsonb_build_object('status', c.status, 'mails', chosen.mails,
      'leads', cardinality(chosen.enrollments))
  FROM campaigns c
  WHERE (c.workspace_id, c.id) = (rule.workspace(), campaign);
  RETURN chosen.mails;
END
$$;
