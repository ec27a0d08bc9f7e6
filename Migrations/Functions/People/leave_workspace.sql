-- leave_workspace: the current person leaves one of their workspaces, which need not be the one that is open.
--
-- Refuses with OR404 (not a member of it) or OR409 (its last owner).
CREATE FUNCTION fn.leave_workspace(workspace bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  open_workspace text := coalesce(current_setting('overture.workspace', true), '');
BEGIN
  PERFORM set_config('overture.workspace', workspace::text, true);
  PERFORM fn.change_role(rule.person(), NULL);
  PERFORM set_config('overture.workspace', open_workspace, true);
END
$$;
