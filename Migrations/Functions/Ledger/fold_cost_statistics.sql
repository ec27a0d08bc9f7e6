-- fold_cost_statistics: folds up to `at_most` pending deltas of either kind of cost into the cache. No number
-- changes for a reader; two simultaneous calls share the work. Returns how many it folded, of the kind with
-- more.
CREATE FUNCTION fn.fold_cost_statistics(at_most int) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  spent int;
  called int;
  -- See fn.fold_apart.
  only_one text := nullif(current_setting('overture.only_campaign', true), '');
BEGIN
  WITH pending AS (
    SELECT p.workspace_id, p.id FROM expense_deltas p
    WHERE only_one IS NULL OR only_one = p.workspace_id || '/' || p.campaign_id
    LIMIT at_most
    FOR UPDATE SKIP LOCKED
  ),
  taken AS (
    DELETE FROM expense_deltas d
    USING pending p
    WHERE (d.workspace_id, d.id) = (p.workspace_id, p.id)
    RETURNING d.*
  ),
  kept AS (
    INSERT INTO expense_counts AS kept (
      workspace_id, campaign_id, currency, category, amount, hours, entries)
    SELECT workspace_id, campaign_id, currency, category, sum(amount), sum(hours), sum(entries)
    FROM taken
    GROUP BY workspace_id, campaign_id, currency, category
    ORDER BY workspace_id, campaign_id, currency, category
    ON CONFLICT (workspace_id, campaign_id, currency, category) DO UPDATE
    SET amount = kept.amount + excluded.amount,
      hours = kept.hours + excluded.hours,
      entries = kept.entries + excluded.entries
  )
  SELECT count(*) INTO spent FROM taken;

  WITH pending AS (
    SELECT p.workspace_id, p.id FROM api_cost_deltas p
    WHERE only_one IS NULL OR only_one = p.workspace_id || '/' || p.campaign_id
    LIMIT at_most
    FOR UPDATE SKIP LOCKED
  ),
  taken AS (
    DELETE FROM api_cost_deltas d
    USING pending p
    WHERE (d.workspace_id, d.id) = (p.workspace_id, p.id)
    RETURNING d.*
  ),
  kept AS (
    INSERT INTO api_cost_counts AS kept (workspace_id, campaign_id, provider, model, usd, calls)
    SELECT workspace_id, campaign_id, provider, model, sum(usd), sum(calls)
    FROM taken
    GROUP BY workspace_id, campaign_id, provider, model
    ORDER BY workspace_id, campaign_id, provider, model
    ON CONFLICT (workspace_id, campaign_id, provider, model) DO UPDATE
    SET usd = kept.usd + excluded.usd,
      calls = kept.calls + excluded.calls
  )
  SELECT count(*) INTO called FROM taken;
  RETURN greatest(spent, called);
END
$$;
