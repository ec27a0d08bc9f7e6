-- clear_import: deletes rows of an import that has ended, in batches, and its file if one was kept. Rows that
-- need a look stay when the import is done. True when nothing is left to delete.
CREATE FUNCTION fn.clear_import(import bigint, at_most int) RETURNS boolean
LANGUAGE plpgsql
-- The rows have not been analyzed yet: the planner would estimate one row instead of a million.
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
  i imports;
  doomed import_rows;
BEGIN
  DELETE FROM import_files f WHERE f.import_id = import;
  SELECT * INTO i FROM imports WHERE id = import;
  SELECT * INTO doomed
  FROM import_rows d
  WHERE d.import_id = import
    AND (i.state <> 'done' OR d.round <> i.round OR d.verdict = 'take')
  ORDER BY d.round, d.row
  LIMIT 1;

  IF NOT FOUND THEN
    UPDATE imports SET cleared_at = now() WHERE id = import;
    RETURN true;
  END IF;

  DELETE FROM import_rows r
  WHERE r.import_id = import AND r.round = doomed.round
    AND r.row >= doomed.row AND r.row < doomed.row + at_most
    AND (i.state <> 'done' OR r.round <> i.round OR r.verdict = 'take');
  RETURN false;
END
$$;
