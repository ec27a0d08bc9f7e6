-- emit_account_status: accounts have another status. A trigger on the statement: a batch of emails moves many
-- accounts at once, and each act that touches accounts is covered.
CREATE FUNCTION fn.emit_account_status() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM fn.emit_events(array_agg(
    ROW(n.workspace_id, NULL, 'account.status_changed', 'account:' || n.id, NULL, n.id, NULL, NULL, NULL,
      NULL, jsonb_build_object('from', o.status, 'to', n.status))::emission))
  FROM new_rows n
    JOIN old_rows o ON (o.workspace_id, o.id) = (n.workspace_id, n.id)
  WHERE o.status <> n.status;
  RETURN NULL;
END
$$;

CREATE TRIGGER emitted_status
  AFTER UPDATE ON accounts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.emit_account_status();
