-- emit_contacts: contacts were created, by a person or by an import. One statement for a batch, and only while
-- a subscriber wants them: see fn.is_wanted.
CREATE FUNCTION fn.emit_contacts() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM fn.emit_events(array_agg(
    ROW(n.workspace_id, NULL, 'contact.created', 'contact:' || n.id, NULL, n.account_id, n.id, NULL, NULL,
      NULL, NULL)::emission))
  FROM new_rows n
  WHERE n.workspace_id IN (
    SELECT s.workspace_id FROM subscribers s WHERE 'contact.created' = ANY (s.kinds));
  RETURN NULL;
END
$$;

CREATE TRIGGER emitted
  AFTER INSERT ON contacts REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.emit_contacts();
