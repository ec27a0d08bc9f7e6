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
  bytes_read bigint NOT NULL DEFAULT 0,
  encoding text NOT NULL DEFAULT '',
  delimiter text NOT NULL DEFAULT '',
  header text[] NOT NULL DEFAULT '{}',
  -- Column number (from 0) to field: {"0": "email", "1": "first_name", "4": "custom:Fleet"}.
  mapping jsonb NOT NULL DEFAULT '{}',
  state import_state NOT NULL DEFAULT 'reading',
  error text,
  rows_read bigint NOT NULL DEFAULT 0,
  rows_bad bigint NOT NULL DEFAULT 0,
  rows_done bigint NOT NULL DEFAULT 0,
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
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, list_id) REFERENCES lists
);
CREATE INDEX imports_at_work ON imports (id) WHERE state IN ('checking', 'importing');

-- Remembered by header, so that the next file of the same shape is mapped already.
CREATE TABLE import_mappings (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  header text[] NOT NULL,
  mapping jsonb NOT NULL,
  used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, header)
);

-- The rows of the file as read. Gone when the import is done or canceled.
CREATE TABLE import_rows (
  workspace_id bigint NOT NULL,
  import_id bigint NOT NULL,
  -- Line of the file's records, the header being 1.
  row bigint NOT NULL,
  cells text[] NOT NULL,
  -- What is wrong with it, in words; NULL: nothing.
  bad text
);
CREATE INDEX import_rows_of_import ON import_rows (workspace_id, import_id, row);

SELECT rule.wall('imports'), rule.wall('import_mappings'), rule.wall('import_rows');
