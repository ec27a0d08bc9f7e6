-- daily_limit: how many emails a mailbox may send in a rolling day once it is warmed up: its own limit, else that
-- of the workspace for mailboxes of its kind.
CREATE FUNCTION fn.daily_limit(workspace bigint, kind mailbox_kind, own int) RETURNS int
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(own, rule.setting(workspace,
  CASE kind WHEN 'practice' THEN 'practice.daily_limit' ELSE 'sending.daily_limit' END)::int);
