-- count_api_costs: what a statement changed of what calls have cost campaigns: writers only append. Calls
-- for no campaign are counted nowhere.
CREATE FUNCTION fn.count_api_costs() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO api_cost_deltas (workspace_id, campaign_id, provider, model, usd, calls)
    SELECT workspace_id, campaign_id, provider, model, -sum(usd), -count(*)
    FROM old_rows
    WHERE campaign_id IS NOT NULL
    GROUP BY workspace_id, campaign_id, provider, model;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO api_cost_deltas (workspace_id, campaign_id, provider, model, usd, calls)
    SELECT workspace_id, campaign_id, provider, model, sum(usd), count(*)
    FROM new_rows
    WHERE campaign_id IS NOT NULL
    GROUP BY workspace_id, campaign_id, provider, model;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER counted_when_called
  AFTER INSERT ON api_costs REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_api_costs();
CREATE TRIGGER counted_when_changed
  AFTER UPDATE ON api_costs REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_api_costs();
CREATE TRIGGER counted_when_deleted
  AFTER DELETE ON api_costs REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_api_costs();
