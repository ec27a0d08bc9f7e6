-- session_days: after how many days at most a session of this person ends. Each of their workspaces may
-- say something else, and they may open any of them: the longest counts.
CREATE FUNCTION fn.session_days(person bigint) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
  acting text := coalesce(current_setting('overture.person', true), '');
  open_workspace text := coalesce(current_setting('overture.workspace', true), '');
  workspace bigint;
  longest numeric;
BEGIN
  PERFORM set_config('overture.person', person::text, true);
  FOR workspace IN SELECT m.workspace_id FROM memberships m WHERE m.person_id = person LOOP
    PERFORM set_config('overture.workspace', workspace::text, true);
    longest := greatest(
      longest, rule.setting(workspace, 'session.absolute_days')::numeric);
  END LOOP;
  PERFORM set_config('overture.person', acting, true),
    set_config('overture.workspace', open_workspace, true);
  RETURN coalesce(longest, rule.setting(NULL, 'session.absolute_days')::numeric);
END
$$;
