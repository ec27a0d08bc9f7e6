-- pause_failing_campaigns: the claim for all campaigns has failed. Tries the claim of each running campaign by
-- itself, and takes it back whatever came of it; those whose own claim fails are paused. Answers which, and
-- what the database said.
--
-- What fails without any campaign is no campaign's fault, nor is what fails for several in the same way and
-- lets none through: that is raised, and none is paused.
--
-- Only after a failure: with each campaign in a subtransaction of its own a claim costs as many of them as
-- there are campaigns, and nothing where all goes well. A call tries 200 of them for a minute at most, drawn
-- at random: while claims fail it is made again.
CREATE FUNCTION fn.pause_failing_campaigns(at_most int)
RETURNS TABLE (workspace_id bigint, campaign_id bigint, error text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  began timestamptz := clock_timestamp();
  tried record;
  failed record;
  have_passed boolean := false;
  workspaces bigint[] := '{}';
  campaigns bigint[] := '{}';
  states text[] := '{}';
  errors text[] := '{}';
BEGIN
  -- No campaign has this name.
  PERFORM set_config('overture.only_campaign', '0/0', true);
  BEGIN
    PERFORM FROM fn.claim_deliveries('a trial', at_most, interval '1 second');
    RAISE EXCEPTION 'the trial is over' USING ERRCODE = 'OR999';
  EXCEPTION WHEN SQLSTATE 'OR999' THEN
    NULL;
  END;

  FOR tried IN
    SELECT c.workspace_id, c.id FROM campaigns c
    WHERE c.status = 'running' AND c.archived_at IS NULL
    ORDER BY random()
    LIMIT 200
  LOOP
    EXIT WHEN clock_timestamp() > began + interval '1 minute' AND (have_passed OR cardinality(states) > 1);
    BEGIN
      PERFORM set_config(
        'overture.only_campaign', tried.workspace_id || '/' || tried.id, true);
      PERFORM FROM fn.claim_deliveries('a trial', at_most, interval '1 second');
      RAISE EXCEPTION 'the trial is over' USING ERRCODE = 'OR999';
    EXCEPTION
      WHEN SQLSTATE 'OR999' THEN
        have_passed := true;
      WHEN OTHERS THEN
        workspaces := workspaces || tried.workspace_id;
        campaigns := campaigns || tried.id;
        states := states || SQLSTATE;
        errors := errors || SQLERRM;
    END;
  END LOOP;
  IF NOT have_passed AND cardinality(states) > 1 AND states[1] = ALL (states) THEN
    RAISE EXCEPTION 'no campaign can be claimed: %', errors[1] USING ERRCODE = states[1];
  END IF;

  FOR failed IN
    SELECT * FROM unnest(workspaces, campaigns, states, errors) f (workspace, campaign, state, message)
  LOOP
    IF fn.pause_failing_campaign(failed.workspace, failed.campaign, failed.state, failed.message) THEN
      workspace_id := failed.workspace;
      campaign_id := failed.campaign;
      error := failed.state || ' ' || failed.message;
      RETURN NEXT;
    END IF;
  END LOOP;
END
$$;
