-- Who did what, when and from where. Rows are added by triggers (fn.write_audit) and by functions;
-- nobody changes or deletes one.
CREATE TABLE audit_entries (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  -- NULL: the program's own doing.
  person_id bigint DEFAULT rule.person(),
  address inet DEFAULT rule.address(),
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id bigint,
  -- Its name at that time, where it has one.
  subject_name text NOT NULL DEFAULT '',
  campaign_id bigint,
  -- Only the fields that changed; of what is made or deleted, all. Secrets never.
  before jsonb,
  after jsonb,
  PRIMARY KEY (workspace_id, at, id)
) PARTITION BY RANGE (at);

CREATE INDEX audit_entries_of_campaign ON audit_entries (workspace_id, campaign_id, at, id)
  WHERE campaign_id IS NOT NULL;

SELECT rule.make_partitions('audit_entries', 24), rule.wall('audit_entries');
REVOKE UPDATE, DELETE ON audit_entries FROM overture_app, overture_worker;

-- A person works, and the act does not write its own entry for many rows at once.
CREATE FUNCTION rule.is_audited() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN rule.person() IS NOT NULL
  AND coalesce(current_setting('overture.audit', true), '') <> 'off';
