-- clear_import: deletes rows of an import that has ended, some at a time, but those that need a look
-- when it is done. True when nothing is left to delete.
CREATE FUNCTION fn.clear_import(import bigint, at_most int) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  i imports;
  deleted bigint;
BEGIN
  SELECT * INTO i FROM imports WHERE id = import;
  DELETE FROM import_rows r
  USING (
    SELECT d.round, d.row
    FROM import_rows d
    WHERE d.import_id = import
      AND (i.state <> 'done' OR d.round <> i.round OR d.verdict = 'take')
    LIMIT at_most
  ) doomed
  WHERE (r.import_id, r.round, r.row) = (import, doomed.round, doomed.row);
  GET DIAGNOSTICS deleted = ROW_COUNT;

  IF deleted < at_most THEN
    UPDATE imports SET cleared_at = now() WHERE id = import;
  END IF;
  RETURN deleted < at_most;
END
$$;
