-- pause_failing_campaigns: the claim for all campaigns has failed. Tries the claim of each running campaign by
-- itself, and takes it back whatever came of it; those whose own claim fails are paused. Answers which, and
-- what the database said.
--
-- Only after a failure: with each campaign in a subtransaction of its own a claim costs as many of them as
-- there are campaigns, and nothing where all goes well.
CREATE FUNCTION fn.pause_failing_campaigns(at_most int)
RETURNS TABLE (workspace_id bigint, campaign_id bigint, error text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  tried record;
  failure text;
  said text;
BEGIN
  FOR tried IN
    SELECT c.workspace_id, c.id FROM campaigns c
    WHERE c.status = 'running' AND c.archived_at IS NULL
    ORDER BY c.workspace_id, c.id
  LOOP
    BEGIN
      PERFORM set_config(
        'overture.only_campaign', tried.workspace_id || '/' || tried.id, true);
      PERFORM FROM fn.claim_deliveries('a trial', at_most, interval '1 second');
      RAISE EXCEPTION 'the trial is over' USING ERRCODE = 'OR999';
    EXCEPTION
      WHEN SQLSTATE 'OR999' THEN
        CONTINUE;
      WHEN OTHERS THEN
        failure := SQLSTATE;
        said := SQLERRM;
    END;
    IF fn.pause_failing_campaign(tried.workspace_id, tried.id, failure, said) THEN
      workspace_id := tried.workspace_id;
      campaign_id := tried.id;
      error := failure || ' ' || said;
      RETURN NEXT;
    END IF;
  END LOOP;
END
$$;
