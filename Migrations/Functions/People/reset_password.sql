-- reset_password: gives a member a one-time password in place of a forgotten one, for a week, and ends their
-- sessions. The administrator who hands it over could use it: so this is only for someone who belongs to this
-- workspace and to no other, and the role is not changed.
--
-- Refuses with OR404 (no member) or OR409 (a member of another workspace, too).
CREATE FUNCTION fn.reset_password(member bigint, kept text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  acting text := current_setting('overture.person', true);
  elsewhere boolean;
BEGIN
  IF NOT EXISTS (
    SELECT FROM memberships m
    WHERE m.workspace_id = rule.workspace() AND m.person_id = member
  ) THEN
    RAISE EXCEPTION 'no_member' USING ERRCODE = 'OR404';
  END IF;
  -- A person's other memberships are visible to that person alone.
  PERFORM set_config('overture.person', member::text, true);
  elsewhere := EXISTS (
    SELECT FROM memberships m
    WHERE m.person_id = member AND m.workspace_id <> rule.workspace());
  PERFORM set_config('overture.person', coalesce(acting, ''), true);
  IF elsewhere THEN
    RAISE EXCEPTION 'member_of_another_workspace' USING ERRCODE = 'OR409';
  END IF;

  UPDATE people p
  SET password = kept, password_is_temporary = true, password_expires_at = now() + interval '7 days'
  WHERE p.id = member;
  DELETE FROM sessions s WHERE s.person_id = member;
  DELETE FROM known_browsers b WHERE b.person_id = member;
END
$$;
