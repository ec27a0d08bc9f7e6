-- Tables that all workspaces share have no wall, so what a page could be made to write there would hold
-- for every tenant: which accounts a campaign takes in, what a setting is by default, how fast a
-- provider is written to, which database the senders know. They are the owner's to write.
REVOKE INSERT, UPDATE, DELETE
  ON guardrails, setting_defaults, domain_families, family_domains, free_mail_domains
  FROM overture_app, overture_worker;
-- The senders remember in it which database they know.
REVOKE INSERT, UPDATE, DELETE ON known_database FROM overture_app;
REVOKE DELETE ON known_database FROM overture_worker;

-- A person is disabled or taken out of a workspace, never deleted: the audit trail names them.
REVOKE DELETE ON people FROM overture_app, overture_worker;
