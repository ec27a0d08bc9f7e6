-- emit_mailbox: the errors of a mailbox or of its server stop it. Marks it as failing and emits
-- mailbox.failing once; fn.end_mailbox_failures ends it. A person who pauses a mailbox does not make it fail.
CREATE FUNCTION fn.emit_mailbox() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.failing_since := clock_timestamp();
  PERFORM fn.emit('mailbox.failing', 'mailbox:' || NEW.id,
    jsonb_build_object('mailbox_id', NEW.id, 'health', NEW.health, 'cooling_until', NEW.cooling_until,
      'error', NEW.last_error),
    workspace => NEW.workspace_id);
  RETURN NEW;
END
$$;

CREATE TRIGGER emitted_failing BEFORE UPDATE OF health, cooling_until, state ON mailboxes FOR EACH ROW
  WHEN (NEW.failing_since IS NULL AND NEW.archived_at IS NULL AND rule.person() IS NULL
    AND ((NEW.health <= 20 AND OLD.health > 20)
      OR (NEW.cooling_until > now() AND NEW.cooling_until IS DISTINCT FROM OLD.cooling_until)
      OR (NEW.state = 'paused' AND OLD.state <> 'paused')))
  EXECUTE FUNCTION fn.emit_mailbox();
