-- preview_import: what an import would do, counted: `new` contacts, `known` ones and of these how
-- many are `updated`, and those that are `suppressed`, which get a note: the reason and the day, which
-- `RowIssue` reads. Changes nothing else.
CREATE FUNCTION fn.preview_import(import bigint) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  i imports;
  taken bigint;
  known bigint := 0;
  updated bigint := 0;
  suppressed bigint := 0;
BEGIN
  SELECT * INTO i FROM imports WHERE id = import;

  PERFORM fn.match_import_accounts(import);

  -- Two addresses may have one hash: only then is a double none.
  UPDATE import_rows r SET verdict = 'take', at_column = NULL, reason = NULL, first_row = NULL
  FROM import_rows f
  WHERE r.import_id = i.id AND r.round = i.round AND r.verdict = 'duplicate'
    AND (f.workspace_id, f.import_id, f.round, f.row)
      = (r.workspace_id, r.import_id, r.round, r.first_row)
    AND f.address <> r.address;

  -- A million rows are gone through only where there is something to find.
  IF EXISTS (SELECT FROM suppressions) THEN
    UPDATE import_rows r SET verdict = 'note', at_column = (i.mapping->>'email')::int,
      reason = 'suppressed ' || s.reason || to_char(s.at, ' YYYY-MM-DD')
    FROM suppressions s
    WHERE r.import_id = i.id AND r.round = i.round AND r.verdict IN ('take', 'note')
      AND (s.workspace_id, s.email) = (r.workspace_id, r.address);
    GET DIAGNOSTICS suppressed = ROW_COUNT;
  END IF;

  IF EXISTS (SELECT FROM contacts) THEN
    SELECT count(*), count(*) FILTER (WHERE
      fn.contact_differs(c, l.first_name, l.last_name, l.title, l.phone, l.linkedin, l.language,
        l.time_zone, l.custom, i.overwrite))
    INTO known, updated
    FROM fn.import_leads(import, 0, i.last_row) l
      JOIN contacts c ON c.workspace_id = l.workspace_id AND c.email_key = l.address;
  END IF;

  SELECT i.rows_read - count(*) FILTER (WHERE r.verdict <> 'note') INTO taken
  FROM import_rows r
  WHERE r.import_id = i.id AND r.round = i.round AND r.verdict <> 'take';

  RETURN jsonb_build_object('new', taken - known, 'updated', updated, 'unchanged', known - updated,
    'suppressed', suppressed, 'taken', taken,
    'lastAccount', coalesce((SELECT max(a.id) FROM accounts a), 0));
END
$$;
