-- change_role: gives a member another role, or none at all: then they leave the workspace, and their
-- sessions there go on in another of theirs, or end where they have none. A workspace keeps an owner. A new
-- role needs no new session: each request looks it up.
--
-- Refuses with OR404 (no member) or OR409 (the last owner).
CREATE FUNCTION fn.change_role(member bigint, wanted member_role) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  -- All owners of the workspace are locked, so that the last two cannot both leave simultaneously.
  PERFORM 1 FROM memberships m
  WHERE m.workspace_id = rule.workspace() AND m.role = 'owner'
  ORDER BY m.person_id
  FOR UPDATE;

  IF NOT EXISTS (
    SELECT FROM memberships m
    WHERE m.workspace_id = rule.workspace() AND m.person_id = member
  ) THEN
    RAISE EXCEPTION 'no_member' USING ERRCODE = 'OR404';
  END IF;
  IF wanted IS DISTINCT FROM 'owner' AND (
    SELECT bool_and(m.person_id = member) FROM memberships m
    WHERE m.workspace_id = rule.workspace() AND m.role = 'owner'
  ) THEN
    RAISE EXCEPTION 'last_owner' USING ERRCODE = 'OR409';
  END IF;

  IF wanted IS NULL THEN
    DELETE FROM memberships m
    WHERE m.workspace_id = rule.workspace() AND m.person_id = member;
    UPDATE sessions s
    SET workspace_id = NULL
    WHERE s.workspace_id = rule.workspace() AND s.person_id = member;
    UPDATE people p
    SET last_workspace_id = NULL
    WHERE p.id = member AND p.last_workspace_id = rule.workspace();
  ELSE
    UPDATE memberships m
    SET role = wanted
    WHERE m.workspace_id = rule.workspace() AND m.person_id = member;
  END IF;
END
$$;
