CREATE TYPE import_state AS ENUM (
  'reading', 'mapping', 'checking', 'ready', 'importing', 'done', 'canceled', 'failed'
);

-- One uploaded file on its way into accounts, contacts and a list.
CREATE TABLE imports (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  file_name text NOT NULL,
  file_sha256 text NOT NULL DEFAULT '',
  bytes bigint NOT NULL DEFAULT 0,
  encoding text NOT NULL DEFAULT '',
  delimiter text NOT NULL DEFAULT '',
  header text[] NOT NULL DEFAULT '{}',
  header_row bigint NOT NULL DEFAULT 1,
  -- The first cell of each column that has one, for the page that maps them.
  samples text[] NOT NULL DEFAULT '{}',
  -- Field to column number (from 0): {"email": 0, "first_name": 1, "custom:Fleet": 4}.
  mapping jsonb NOT NULL DEFAULT '{}',
  -- ISO 3166: where telephone numbers without a country code, and without a country beside them, are.
  region text NOT NULL DEFAULT '',
  -- Filled fields are overwritten; else only empty ones are filled.
  overwrite boolean NOT NULL DEFAULT false,
  state import_state NOT NULL DEFAULT 'reading',
  error text,
  -- Each checking of the rows is a round of its own; the rows of earlier ones are left to be deleted.
  round smallint NOT NULL DEFAULT 1,
  rows_read bigint NOT NULL DEFAULT 0,
  last_row bigint NOT NULL DEFAULT 0,
  -- Up to which row the state that it is in has come.
  row_done bigint NOT NULL DEFAULT 0,
  -- What the preview says would happen, and what did.
  preview jsonb NOT NULL DEFAULT '{}',
  outcome jsonb NOT NULL DEFAULT '{}',
  list_id bigint,
  list_name text NOT NULL DEFAULT '',
  claimed_by text,
  claimed_until timestamptz,
  created_by bigint DEFAULT rule.person() REFERENCES people,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  -- Its rows are gone, but for those that need a look.
  cleared_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, list_id) REFERENCES lists
);
CREATE INDEX imports_at_work ON imports (id)
  WHERE state IN ('reading', 'checking', 'importing')
    OR (state IN ('done', 'canceled', 'failed') AND cleared_at IS NULL);
CREATE INDEX imports_by_file ON imports (workspace_id, file_sha256);

-- Remembered by header, so that the next file of the same shape is mapped already.
CREATE TABLE import_mappings (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  header text[] NOT NULL,
  mapping jsonb NOT NULL,
  used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, header)
);

-- What is done with a row: taken; taken, with a note; kept back; left out as the double of an earlier
-- one.
CREATE TYPE import_verdict AS ENUM ('take', 'note', 'keep_back', 'double');

-- The rows of the file as read and checked, until the import is done or canceled.
--
-- COPY does not work through row-level security, so it goes straight to the one partition: there the
-- program may insert, and not even name the workspace; it reads and deletes through the parent, behind
-- the wall. The partition is not logged: a crash of the server empties it, and the import says so.
CREATE TABLE import_rows (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  import_id bigint NOT NULL,
  round smallint NOT NULL,
  -- As a spreadsheet numbers it, the header's row being 1 where nothing stands above it.
  row bigint NOT NULL,
  verdict import_verdict NOT NULL,
  -- What verdict and reason are about; NULL: the row as a whole.
  at_column smallint,
  reason text,
  -- Of a double, the row that is taken.
  first_row bigint,
  -- In lower case; what addresses are compared by.
  address text,
  account_key text COLLATE "C",
  domain text,
  employees int,
  country text,
  language text,
  phone text,
  -- The cells one after another, U+001F between them: COPY takes one text faster than an array.
  cells text NOT NULL
) PARTITION BY LIST (workspace_id);

CREATE UNLOGGED TABLE import_rows_all PARTITION OF import_rows DEFAULT;
CREATE INDEX import_rows_of_import ON import_rows (workspace_id, import_id, round, row);
CREATE INDEX import_rows_to_look_at ON import_rows (workspace_id, import_id, round, row)
  WHERE verdict <> 'take';

SELECT rule.wall('imports'), rule.wall('import_mappings'), rule.wall('import_rows');

REVOKE ALL ON import_rows_all FROM overture_app, overture_worker;
GRANT INSERT (
  import_id, round, row, verdict, at_column, reason, first_row, address, account_key, domain,
  employees, country, language, phone, cells
) ON import_rows_all TO overture_app;
