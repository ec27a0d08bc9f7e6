-- answer_invitation: the person who works accepts or declines an invitation to another workspace. Accepting
-- takes the code that the inviter handed over, as its SHA-256; declining takes none. Nothing about the person
-- is shown in the workspace before they accept, and their sessions keep the workspace that they have open.
--
-- A wrong code is an answer and not a refusal, so that the try stays counted: after five, one every 30
-- seconds, doubling. Tries are counted per invitation, so they slow down the invited person alone.
--
-- Refuses with OR404 (no such invitation: it may have been withdrawn).
CREATE FUNCTION fn.answer_invitation(workspace bigint, accepts boolean, code bytea)
RETURNS invitation_answer
LANGUAGE plpgsql AS $$
DECLARE
  open_workspace text := coalesce(current_setting('overture.workspace', true), '');
  was_audited text := coalesce(current_setting('overture.audit', true), '');
  tries bytea := sha256(convert_to(format('invitation %s %s', workspace, rule.person()), 'UTF8'));
  offered record;
BEGIN
  SELECT i.role, i.code_hash, i.code_expires_at INTO offered
  FROM invitations i
  WHERE i.workspace_id = workspace AND i.person_id = rule.person();
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_invitation' USING ERRCODE = 'OR404';
  END IF;
  IF accepts THEN
    IF NOT fn.count_try(tries, 5, true) THEN
      RETURN 'too_many_tries';
    END IF;
    IF offered.code_hash IS DISTINCT FROM code THEN
      RETURN 'wrong_code';
    END IF;
    IF offered.code_expires_at < now() THEN
      RETURN 'expired_code';
    END IF;
    DELETE FROM sign_in_failures f WHERE f.subject = tries;
  END IF;

  PERFORM set_config('overture.workspace', workspace::text, true);
  -- The trail says it in the words below, or that there is a new member.
  PERFORM set_config('overture.audit', 'off', true);
  -- Withdrawn, or replaced by an invitation with another code, at the same moment: not found.
  DELETE FROM invitations i
  WHERE i.workspace_id = workspace AND i.person_id = rule.person() AND i.code_hash = offered.code_hash
  RETURNING i.role INTO offered;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_invitation' USING ERRCODE = 'OR404';
  END IF;
  PERFORM set_config('overture.audit', was_audited, true);
  IF accepts THEN
    INSERT INTO memberships (person_id, role) VALUES (rule.person(), offered.role)
    ON CONFLICT DO NOTHING;
  ELSE
    INSERT INTO audit_entries (workspace_id, action, subject_kind, subject_id)
    VALUES (workspace, 'declined the invitation of', 'invitation', rule.person());
  END IF;
  PERFORM set_config('overture.workspace', open_workspace, true);
  RETURN CASE WHEN accepts THEN 'accepted' ELSE 'declined' END::invitation_answer;
END
$$;
