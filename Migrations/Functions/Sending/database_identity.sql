-- database_identity: which database this is, as far as the server knows: the cluster; its history, which
-- takes a new timeline when a backup is rolled forward or a standby takes over; the database; and its
-- table of deliveries, which a restored dump creates again.
--
-- The timeline is that of the log that is being written, because the control file names the old one
-- for seconds after a promotion.
CREATE FUNCTION fn.database_identity() RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT concat_ws('/', s.system_identifier,
    ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int,
    d.oid, to_regclass('public.deliveries')::oid)
  FROM pg_control_system() s, pg_database d
  WHERE d.datname = current_database();
END;
