-- A row of an import names its domain only where that is not the host of its address: see fn.row_domain. A file
-- of a million rows is written the faster. Rows that were read before have no domain where none is named.
-- Row security is off for the owner of these tables in this transaction only.
ALTER TABLE imports NO FORCE ROW LEVEL SECURITY;
ALTER TABLE import_rows NO FORCE ROW LEVEL SECURITY;
UPDATE import_rows r
SET domain = ''
FROM imports i
WHERE (r.workspace_id, r.import_id) = (i.workspace_id, i.id) AND r.domain IS NULL
  AND i.state NOT IN ('done', 'canceled', 'failed');
ALTER TABLE import_rows FORCE ROW LEVEL SECURITY;
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
