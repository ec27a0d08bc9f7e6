-- What an administrator can change, with what stands until they do: decisions.md's *settings*.
CREATE TABLE setting_defaults (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  explanation text NOT NULL
);

INSERT INTO setting_defaults (key, value, explanation) VALUES
  ('session.idle_hours', '12', 'Hours without a request after which a session ends'),
  ('session.absolute_days', '7', 'Days after which a session ends in any case'),
  ('sending.daily_limit', '50', 'E-mails a mailbox may send in any 24 hours'),
  ('sending.auto_pause_bounce_rate', '0.05', 'Share of hard bounces above which a campaign is paused'),
  ('sending.auto_pause_minimum', '20', 'E-mails that must have been sent before a campaign is paused for bounces'),
  ('sending.retry_minutes', '[15, 60, 240]', 'Minutes until each new try after a temporary refusal'),
  ('sending.footer', '""', 'Who writes, and from where: stands below every e-mail, above the link to unsubscribe'),
  ('sending.cool_down_minutes', '30', 'Minutes that a mailbox rests after three errors in a row'),
  ('replies.sla_hours', '24', 'Hours in which a positive reply must be followed up'),
  ('replies.ooo_days', '7', 'Days that an out-of-office without a date holds a lead'),
  ('practice.daily_limit', '100000', 'E-mails the practice mailbox may send in any 24 hours'),
  ('practice.day_seconds', '86400', 'Seconds that a day of waiting takes on the practice mailbox'),
  ('tracking.machine_click_seconds', '10', 'Seconds after sending within which a click is a machine''s');

CREATE TABLE settings (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  key text NOT NULL REFERENCES setting_defaults,
  value jsonb NOT NULL,
  PRIMARY KEY (workspace_id, key)
);

SELECT rule.wall('settings');

-- An owner without BYPASSRLS may not even describe a query of a walled table while the migrator has
-- row security off.
SET LOCAL row_security = on;

-- The value in force in a workspace.
CREATE FUNCTION rule.setting(workspace bigint, wanted text) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(
    (SELECT s.value FROM settings s WHERE s.workspace_id = workspace AND s.key = wanted),
    (SELECT d.value FROM setting_defaults d WHERE d.key = wanted));
END;

SET LOCAL row_security = off;
