CREATE TABLE lists (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL CONSTRAINT list_has_a_name CHECK (name <> ''),
  -- Kept by a statement trigger on list_contacts.
  contacts bigint NOT NULL DEFAULT 0,
  created_by bigint DEFAULT rule.person() REFERENCES people,
  created_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE list_contacts (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  list_id bigint NOT NULL,
  contact_id bigint NOT NULL,
  PRIMARY KEY (workspace_id, list_id, contact_id),
  FOREIGN KEY (workspace_id, list_id) REFERENCES lists,
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts
);
CREATE INDEX list_contacts_of_contact ON list_contacts (workspace_id, contact_id);

SELECT rule.wall('lists'), rule.wall('list_contacts');
