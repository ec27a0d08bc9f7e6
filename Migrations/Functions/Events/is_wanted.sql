-- is_wanted: whether a subscriber of this workspace wants this kind of event. Asked only for what a list brings by
-- the million (contact.created, account.added, enrollment.started): without a subscriber such events would
-- cost an import a third of its time, and say what the tables say with their times. All other events are
-- written in any case.
CREATE FUNCTION fn.is_wanted(workspace bigint, wanted event_kind) RETURNS boolean
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT EXISTS (
    SELECT FROM subscribers s WHERE s.workspace_id = workspace AND wanted = ANY (s.kinds));
END;
