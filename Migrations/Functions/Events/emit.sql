-- emit: writes one event of this workspace in the transaction of the change. Events with the same key stay
-- in order. `data` holds what changed: never a secret, and never the text of a message.
CREATE FUNCTION fn.emit(
  kind event_kind, key text, data jsonb DEFAULT '{}', campaign bigint DEFAULT NULL,
  account bigint DEFAULT NULL, contact bigint DEFAULT NULL, enrollment bigint DEFAULT NULL,
  delivery bigint DEFAULT NULL, reply bigint DEFAULT NULL, workspace bigint DEFAULT rule.workspace()
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM fn.emit_events(ARRAY[
    ROW(workspace, NULL, kind, key, campaign, account, contact, enrollment, delivery, reply,
      jsonb_strip_nulls(data))::emission]);
END
$$;
