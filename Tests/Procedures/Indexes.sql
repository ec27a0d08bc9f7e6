-- Every foreign key has an index that begins with its columns, or deleting what it points to reads the
-- whole table for each row.
BEGIN;
SELECT no_plan();

SELECT is_empty($$
  SELECT c.conrelid::regclass, c.conname
  FROM pg_constraint c
  WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0
    -- Rows of these are never deleted: they are archived, disabled, or the migrations' own.
    AND c.confrelid <> ALL (ARRAY['people', 'workspaces', 'accounts', 'contacts', 'products', 'lists',
      'mailboxes', 'setting_defaults', 'domain_families']::regclass[])
    AND NOT EXISTS (
      SELECT FROM pg_index i
      WHERE i.indrelid = c.conrelid AND i.indisvalid AND i.indpred IS NULL
        AND (SELECT array_agg(k)
          FROM unnest((i.indkey::int2[])[0:cardinality(c.conkey) - 1]) k) @> c.conkey)
$$, 'every foreign key has an index');

SELECT is_empty($$
  SELECT p.oid::regprocedure FROM pg_proc p
  WHERE p.pronamespace = 'fn'::regnamespace
    AND p.prosrc ~* 'DELETE FROM (people|workspaces|accounts|contacts|products|lists|mailboxes)\M'
$$, 'what is never deleted is not deleted by a function');

SELECT finish();
ROLLBACK;
