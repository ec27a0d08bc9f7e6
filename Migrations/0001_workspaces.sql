-- The program is not the owner of what it uses. As overture_app it sees one workspace at a time; as
-- overture_worker all of them, to claim and to fold. Roles belong to the server: another database
-- may have made them, or a superuser, where the owner may not.
DO $$
BEGIN
  IF to_regrole('overture_app') IS NULL THEN
    CREATE ROLE overture_app LOGIN;
  END IF;
  IF to_regrole('overture_worker') IS NULL THEN
    CREATE ROLE overture_worker LOGIN BYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  -- Another database made both, in this very moment.
END
$$;

-- For all that the owner makes from here on, schema fn too, each time that it is made anew.
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO overture_app, overture_worker;
ALTER DEFAULT PRIVILEGES
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO overture_app, overture_worker;
-- The migrator made its own table before this file ran.
GRANT SELECT ON migrations TO overture_app, overture_worker;

-- What tables need stands here and stays: nothing that holds data may depend on schema fn.
CREATE SCHEMA rule;

-- The workspace of this transaction, or NULL. Once a transaction has set it, the connection has ''
-- afterwards, which is no number.
CREATE FUNCTION rule.workspace() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('overture.workspace', true), '')::bigint;

-- The person on whose behalf this transaction works, or NULL: a worker's own doing.
CREATE FUNCTION rule.person() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('overture.person', true), '')::bigint;

-- The network address from which that person works, or NULL.
CREATE FUNCTION rule.address() RETURNS inet
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('overture.address', true), '')::inet;

-- Walls a table in: nobody but a BYPASSRLS role sees or writes another workspace's rows.
CREATE FUNCTION rule.wall(tenant regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant);
  EXECUTE format(
    'CREATE POLICY own_workspace_only ON %s USING (workspace_id = rule.workspace())', tenant);
END
$$;

-- Makes the monthly partitions of `parent` from this month through `months` more, and the one that
-- takes what fits none. Every `overture migrate` calls it; a missed call loses nothing.
CREATE FUNCTION rule.make_partitions(parent regclass, months int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', now() AT TIME ZONE 'UTC');
  month date;
  part text := parent::text || '_other';
BEGIN
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %s DEFAULT', part, parent);
  -- A partition has no wall of its own: nobody comes to it but through its parent.
  EXECUTE format('REVOKE ALL ON %I FROM overture_app, overture_worker', part);
  FOR month IN SELECT first + make_interval(months => n) FROM generate_series(0, months) n LOOP
    part := parent::text || to_char(month, '_YYYY_MM');
    EXECUTE format(
      'CREATE TABLE IF NOT EXISTS %I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
      part, parent, month::timestamp AT TIME ZONE 'UTC',
      (month + interval '1 month') AT TIME ZONE 'UTC');
    EXECUTE format('REVOKE ALL ON %I FROM overture_app, overture_worker', part);
  END LOOP;
END
$$;

CREATE TABLE workspaces (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL CONSTRAINT workspace_has_a_name CHECK (name <> ''),
  time_zone text NOT NULL DEFAULT 'UTC',
  language text NOT NULL DEFAULT 'en',
  created_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace_only ON workspaces USING (id = rule.workspace());
