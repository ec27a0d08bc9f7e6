-- fold_apart: called after a fold failed. Folds the deltas of each campaign separately, so that a campaign
-- that cannot be folded holds back only its own figures. Returns which, and the database's message. A failure
-- of the server itself is raised again.
CREATE FUNCTION fn.fold_apart(at_most int)
RETURNS TABLE (workspace_id bigint, campaign_id bigint, error text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  waiting record;
BEGIN
  FOR waiting IN
    SELECT d.workspace_id, d.campaign_id FROM campaign_deltas d
    UNION SELECT d.workspace_id, d.campaign_id FROM step_deltas d
    UNION SELECT d.workspace_id, d.campaign_id FROM expense_deltas d
    UNION SELECT d.workspace_id, d.campaign_id FROM api_cost_deltas d
    ORDER BY 1, 2
  LOOP
    BEGIN
      PERFORM set_config(
        'overture.only_campaign', waiting.workspace_id || '/' || waiting.campaign_id, true);
      PERFORM fn.fold_campaign_statistics(at_most);
      PERFORM fn.fold_step_statistics(at_most);
      PERFORM fn.fold_cost_statistics(at_most);
    EXCEPTION WHEN OTHERS THEN
      IF left(SQLSTATE, 2) IN ('08', '40', '53', '55', '57', '58') THEN
        RAISE;
      END IF;
      workspace_id := waiting.workspace_id;
      campaign_id := waiting.campaign_id;
      error := SQLSTATE || ' ' || SQLERRM;
      RETURN NEXT;
    END;
  END LOOP;
  PERFORM set_config('overture.only_campaign', '', true);
END
$$;
