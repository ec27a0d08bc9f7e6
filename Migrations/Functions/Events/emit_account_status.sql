-- emit_account_status: accounts have another status. A trigger on the statement: a batch of emails moves many
-- accounts at once, and each act that touches accounts is covered.
--
-- Before and after are paired by grouping: a join of them would be planned once, for the few rows of the first
-- statement, and take the square of a later one's.
CREATE FUNCTION fn.emit_account_status() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM fn.emit_events(array_agg(
    ROW(c.workspace_id, NULL, 'account.status_changed', 'account:' || c.id, NULL, c.id, NULL, NULL, NULL,
      NULL, jsonb_build_object('from', c.was, 'to', c.becomes))::emission))
  FROM (
    SELECT a.workspace_id, a.id, max(a.was) AS was, max(a.becomes) AS becomes
    FROM (
      SELECT o.workspace_id, o.id, o.status AS was, NULL::account_status AS becomes FROM old_rows o
      UNION ALL
      SELECT n.workspace_id, n.id, NULL, n.status FROM new_rows n
    ) a
    GROUP BY a.workspace_id, a.id
  ) c
  WHERE c.was <> c.becomes;
  RETURN NULL;
END
$$;

CREATE TRIGGER emitted_status
  AFTER UPDATE ON accounts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.emit_account_status();
