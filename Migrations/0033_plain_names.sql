-- Names of tables, columns and states become the field's words.
--
-- `deliveries` is rewritten, because PostgreSQL 15 cannot change the expression of a generated column; on the
-- other tables only names change.

ALTER TABLE enrolments RENAME TO enrollments;
ALTER SEQUENCE enrolments_id_seq RENAME TO enrollments_id_seq;
ALTER TYPE enrolment_state RENAME TO enrollment_state;
ALTER TABLE decisions RENAME COLUMN enrolment_id TO enrollment_id;
ALTER TABLE deliveries RENAME COLUMN enrolment_id TO enrollment_id;
ALTER TABLE replies RENAME COLUMN enrolment_id TO enrollment_id;
ALTER TABLE attachments RENAME COLUMN enrols TO enrolls;

ALTER TYPE delivery_state RENAME VALUE 'in_doubt' TO 'unconfirmed';
ALTER TABLE step_counts RENAME COLUMN in_doubt TO unconfirmed;
ALTER TABLE step_deltas RENAME COLUMN in_doubt TO unconfirmed;

ALTER INDEX decisions_of_enrolment RENAME TO decisions_of_enrollment;
ALTER INDEX enrolments_active RENAME TO enrollments_active;
ALTER INDEX enrolments_exited RENAME TO enrollments_exited;
ALTER INDEX enrolments_of_account RENAME TO enrollments_of_account;
ALTER INDEX enrolments_of_campaign RENAME TO enrollments_of_campaign;
ALTER INDEX one_active_enrolment_per_contact RENAME TO one_active_enrollment_per_contact;
ALTER INDEX replies_of_enrolment RENAME TO replies_of_enrollment;
ALTER TABLE enrollments RENAME CONSTRAINT enrolments_pkey TO enrollments_pkey;
ALTER TABLE enrollments RENAME CONSTRAINT one_enrolment_per_contact TO one_enrollment_per_contact;
ALTER TABLE enrollments RENAME CONSTRAINT enrolments_workspace_id_account_id_contact_id_fkey
  TO enrollments_workspace_id_account_id_contact_id_fkey;
ALTER TABLE enrollments RENAME CONSTRAINT enrolments_workspace_id_campaign_id_account_id_fkey
  TO enrollments_workspace_id_campaign_id_account_id_fkey;
ALTER TABLE enrollments RENAME CONSTRAINT enrolments_workspace_id_mailbox_id_fkey
  TO enrollments_workspace_id_mailbox_id_fkey;
ALTER TABLE deliveries RENAME CONSTRAINT deliveries_workspace_id_enrolment_id_fkey
  TO deliveries_workspace_id_enrollment_id_fkey;
ALTER TABLE decisions RENAME CONSTRAINT decisions_workspace_id_enrolment_id_fkey
  TO decisions_workspace_id_enrollment_id_fkey;
ALTER TABLE replies RENAME CONSTRAINT replies_workspace_id_enrolment_id_fkey
  TO replies_workspace_id_enrollment_id_fkey;

ALTER TABLE replies RENAME COLUMN settled_at TO done_at;
ALTER TABLE replies RENAME COLUMN settled_by TO done_by;

-- Dropping the column also drops its four indexes.
ALTER TABLE deliveries DROP COLUMN stage;
ALTER TABLE deliveries ADD COLUMN stage text GENERATED ALWAYS AS (CASE
  WHEN state IN ('planned', 'deferred') THEN 'waiting'
  WHEN state IN ('claimed', 'transmitting') THEN 'held'
  WHEN state = 'failed' THEN 'failed'
  WHEN state = 'unconfirmed' THEN 'unconfirmed'
END) STORED;

CREATE INDEX deliveries_due
  ON deliveries (workspace_id, campaign_id, coalesce(look_at, due_at), id)
  WHERE stage = 'waiting';
CREATE INDEX deliveries_held ON deliveries (claimed_by) WHERE stage = 'held';
CREATE INDEX deliveries_failed ON deliveries (workspace_id, campaign_id, enrollment_id)
  WHERE stage = 'failed';
CREATE INDEX deliveries_unconfirmed ON deliveries (workspace_id, campaign_id, id)
  WHERE stage = 'unconfirmed';
