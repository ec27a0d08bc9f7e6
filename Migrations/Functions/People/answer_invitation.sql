-- answer_invitation: whoever works accepts or declines an invitation to another workspace. Nothing of theirs
-- is shown there before they accept, and what is open in their sessions stays open.
--
-- Refuses with OR404 (no such invitation: it may have been withdrawn).
CREATE FUNCTION fn.answer_invitation(workspace bigint, accepts boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  open_workspace text := coalesce(current_setting('overture.workspace', true), '');
  was_audited text := coalesce(current_setting('overture.audit', true), '');
  offered member_role;
BEGIN
  PERFORM set_config('overture.workspace', workspace::text, true);
  -- The trail says it in the words below, or that there is a new member.
  PERFORM set_config('overture.audit', 'off', true);
  DELETE FROM invitations i
  WHERE i.workspace_id = workspace AND i.person_id = rule.person()
  RETURNING i.role INTO offered;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such invitation' USING ERRCODE = 'OR404';
  END IF;
  PERFORM set_config('overture.audit', was_audited, true);
  IF accepts THEN
    INSERT INTO memberships (person_id, role) VALUES (rule.person(), offered)
    ON CONFLICT DO NOTHING;
  ELSE
    INSERT INTO audit_entries (workspace_id, action, subject_kind, subject_id)
    VALUES (workspace, 'declined the invitation of', 'invitation', rule.person());
  END IF;
  PERFORM set_config('overture.workspace', open_workspace, true);
END
$$;
