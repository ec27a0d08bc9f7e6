-- count_expenses: what a statement changed of what campaigns have spent: writers only append.
CREATE FUNCTION fn.count_expenses() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO expense_deltas (
      workspace_id, campaign_id, currency, category, amount, hours, entries)
    SELECT workspace_id, campaign_id, currency, category, -sum(amount), -coalesce(sum(hours), 0),
      -count(*)
    FROM old_rows
    GROUP BY workspace_id, campaign_id, currency, category;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO expense_deltas (
      workspace_id, campaign_id, currency, category, amount, hours, entries)
    SELECT workspace_id, campaign_id, currency, category, sum(amount), coalesce(sum(hours), 0),
      count(*)
    FROM new_rows
    GROUP BY workspace_id, campaign_id, currency, category;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER counted_when_posted
  AFTER INSERT ON expenses REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_expenses();
CREATE TRIGGER counted_when_changed
  AFTER UPDATE ON expenses REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_expenses();
CREATE TRIGGER counted_when_deleted
  AFTER DELETE ON expenses REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_expenses();
