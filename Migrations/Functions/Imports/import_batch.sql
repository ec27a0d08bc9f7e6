-- import_batch: imports the next rows into accounts, contacts and the list, in one transaction with the
-- import's progress. Imported rows stay complete whenever the import ends, and importing the same rows again
-- changes nothing, because accounts and contacts are found by their keys.
--
-- Returns the state after the batch. Refuses with OR409 when the rows are gone.
CREATE FUNCTION fn.import_batch(import bigint, at_most bigint) RETURNS import_state
LANGUAGE plpgsql
-- The tables may be empty at the first batch and hold a million rows at the last, and plans are cached: so
-- each row is looked up by its key, whatever size the planner assumes. (Forcing custom plans would plan each
-- foreign key check again: four times as slow.)
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_seqscan = off
SET work_mem = '64MB'
AS $$
DECLARE
  i imports;
  first bigint;
  last bigint;
  leads bigint;
  known bigint;
  accounts_new bigint := 0;
  contacts_new bigint := 0;
  contacts_updated bigint := 0;
BEGIN
  -- Locked first: a cancellation waits for the end of this batch, and no further batch starts.
  SELECT * INTO i FROM imports WHERE id = import FOR UPDATE;
  IF i.state <> 'importing' THEN
    RETURN i.state;
  END IF;
  IF NOT EXISTS (SELECT FROM import_rows WHERE import_id = import AND round = i.round) THEN
    RAISE EXCEPTION 'import_rows_are_gone' USING ERRCODE = 'OR409';
  END IF;
  -- Accounts that were created since the rows were checked.
  IF i.row_done = coalesce((i.preview->>'importedTo')::bigint, 0) AND EXISTS (
    SELECT FROM accounts a WHERE a.id > coalesce((i.preview->>'lastAccount')::bigint, 0)
  ) THEN
    PERFORM fn.match_import_accounts(import);
  END IF;
  first := i.row_done + 1;
  last := i.row_done + at_most;
  -- A crash loses the last batches together with the progress that they recorded, so only the transaction
  -- that reports the end of the import waits for the disk.
  IF last < i.last_row THEN
    SET LOCAL synchronous_commit = off;
  END IF;

  -- A row without a contact at the check rarely has one now; if it does, the contact is found below.
  SELECT count(*), CASE WHEN i.preview->>'updated' = '0' AND i.preview->>'unchanged' = '0' THEN 0
    ELSE count((
      SELECT c.id FROM contacts c
      WHERE c.workspace_id = r.workspace_id AND c.email_key = r.address)) END
  INTO leads, known
  FROM import_rows r
  WHERE r.import_id = import AND r.round = i.round AND r.row BETWEEN first AND last
    AND r.verdict IN ('take', 'note');

  IF known > 0 THEN
    UPDATE contacts c SET
      first_name = fn.filled(c.first_name, l.first_name, i.overwrite),
      last_name = fn.filled(c.last_name, l.last_name, i.overwrite),
      title = fn.filled(c.title, l.title, i.overwrite),
      phone = fn.filled(c.phone, l.phone, i.overwrite),
      linkedin = fn.filled(c.linkedin, l.linkedin, i.overwrite),
      language = fn.filled(c.language, l.language, i.overwrite),
      time_zone = fn.filled(c.time_zone, l.time_zone, i.overwrite),
      custom = fn.filled_custom(c.custom, l.custom, i.overwrite)
    FROM fn.import_leads(import, first, last) l
    WHERE c.workspace_id = l.workspace_id AND c.email_key = l.address
      AND fn.contact_differs(c, l.first_name, l.last_name, l.title, l.phone, l.linkedin, l.language,
        l.time_zone, l.custom, i.overwrite);
    GET DIAGNOSTICS contacts_updated = ROW_COUNT;
  END IF;

  -- An account is created only for a new contact; a contact that moved keeps its account. Accounts created
  -- here are not visible to the other half of the statement, which fills accounts that existed before.
  WITH firsts AS MATERIALIZED (
    -- All imports insert in the same order, so that two of them cannot deadlock. An account is created from
    -- the first row that names its company and its domain.
    SELECT DISTINCT ON (b.account_key) b.*
    FROM fn.import_leads(import, first, last) b
    ORDER BY b.account_key, coalesce(b.account_name = b.domain, false), b.domain IS NULL, b.row_number
  ), filled AS (
    UPDATE accounts a SET
      -- An account that was named after its domain gets its real name from the first file that has one.
      name = CASE WHEN a.name = a.domain THEN l.account_name ELSE a.name END,
      -- The domain, by which the account's contacts are found: filled in if missing, never replaced.
      domain = coalesce(a.domain, l.domain),
      website = fn.filled(a.website, l.website, i.overwrite),
      industry = fn.filled(a.industry, l.industry, i.overwrite),
      employees = CASE WHEN i.overwrite THEN coalesce(l.employees, a.employees)
        ELSE coalesce(a.employees, l.employees) END,
      country = fn.filled(a.country, l.country, i.overwrite),
      city = fn.filled(a.city, l.city, i.overwrite),
      description = fn.filled(a.description, l.description, i.overwrite)
    FROM firsts l
    WHERE a.workspace_id = l.workspace_id AND a.match_key = l.account_key
      AND (a.name, a.domain, a.website, a.industry, a.employees, a.country, a.city, a.description)
        IS DISTINCT FROM (
          CASE WHEN a.name = a.domain THEN l.account_name ELSE a.name END,
          coalesce(a.domain, l.domain), fn.filled(a.website, l.website, i.overwrite),
          fn.filled(a.industry, l.industry, i.overwrite),
          CASE WHEN i.overwrite THEN coalesce(l.employees, a.employees)
            ELSE coalesce(a.employees, l.employees) END,
          fn.filled(a.country, l.country, i.overwrite), fn.filled(a.city, l.city, i.overwrite),
          fn.filled(a.description, l.description, i.overwrite))
  ), wanted AS (
    SELECT l.* FROM firsts l WHERE known = 0
    UNION ALL
    SELECT * FROM (
      SELECT DISTINCT ON (b.account_key) b.*
      FROM fn.import_leads(import, first, last) b
      WHERE known > 0
        AND NOT EXISTS (
          SELECT FROM contacts c WHERE c.workspace_id = b.workspace_id AND c.email_key = b.address)
      ORDER BY b.account_key, coalesce(b.account_name = b.domain, false), b.domain IS NULL, b.row_number
    ) fresh
  ), made AS (
    INSERT INTO accounts (
      workspace_id, name, match_key, domain, website, industry, employees, country, city,
      description)
    SELECT l.workspace_id, l.account_name, l.account_key, l.domain, l.website, l.industry,
      l.employees, l.country, l.city, l.description
    FROM wanted l
    ON CONFLICT (workspace_id, match_key) DO NOTHING
    RETURNING id
  )
  SELECT count(*) INTO accounts_new FROM made;

  -- INSERT … ON CONFLICT looks each row up first and locks it speculatively, which costs a tenth more. It is
  -- needed only when another session may import the same contact at the same time.
  BEGIN
    WITH made AS (
      INSERT INTO contacts (
        workspace_id, account_id, email, first_name, last_name, title, phone, linkedin, language,
        time_zone, custom)
      SELECT * FROM fn.import_contacts(import, first, last, known)
      RETURNING workspace_id, id
    ), listed AS (
      INSERT INTO list_contacts (workspace_id, list_id, contact_id)
      SELECT made.workspace_id, i.list_id, made.id FROM made
    )
    SELECT count(*) INTO contacts_new FROM made;
  EXCEPTION WHEN unique_violation THEN
    WITH made AS (
      INSERT INTO contacts (
        workspace_id, account_id, email, first_name, last_name, title, phone, linkedin, language,
        time_zone, custom)
      SELECT * FROM fn.import_contacts(import, first, last, known)
      ON CONFLICT (workspace_id, email_key) DO NOTHING
      RETURNING workspace_id, id
    ), listed AS (
      INSERT INTO list_contacts (workspace_id, list_id, contact_id)
      SELECT made.workspace_id, i.list_id, made.id FROM made
    )
    SELECT count(*) INTO contacts_new FROM made;
  END;

  -- Contacts that existed before, and those that another session imported at the same time: they were waited
  -- for above and are visible now.
  IF contacts_new < leads THEN
    INSERT INTO list_contacts (workspace_id, list_id, contact_id)
    SELECT c.workspace_id, i.list_id, c.id
    FROM import_rows r
      JOIN contacts c ON c.workspace_id = r.workspace_id AND c.email_key = r.address
    WHERE r.import_id = import AND r.round = i.round AND r.row BETWEEN first AND last
      AND r.verdict IN ('take', 'note')
    ON CONFLICT DO NOTHING;
  END IF;

  UPDATE imports
  SET row_done = least(last, i.last_row),
    state = CASE WHEN last >= i.last_row THEN 'done' ELSE 'importing' END::import_state,
    finished_at = CASE WHEN last >= i.last_row THEN now() END,
    outcome = jsonb_build_object(
      'accounts', coalesce((i.outcome->>'accounts')::bigint, 0) + accounts_new,
      'new', coalesce((i.outcome->>'new')::bigint, 0) + contacts_new,
      'updated', coalesce((i.outcome->>'updated')::bigint, 0) + contacts_updated,
      'unchanged', coalesce((i.outcome->>'unchanged')::bigint, 0)
        + leads - contacts_new - contacts_updated)
  WHERE id = import
  RETURNING * INTO i;
  PERFORM fn.announce_import(import);
  RETURN i.state;
END
$$;
