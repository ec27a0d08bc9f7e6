-- emit_resubscribed: an address was taken off the suppressions, so its contact may get emails again.
CREATE FUNCTION fn.emit_resubscribed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM fn.emit('contact.resubscribed', 'contact:' || k.id, jsonb_build_object('reason', OLD.reason),
    account => k.account_id, contact => k.id, workspace => OLD.workspace_id)
  FROM contacts k
  WHERE k.workspace_id = OLD.workspace_id AND k.email_key = OLD.email;
  RETURN NULL;
END
$$;

CREATE TRIGGER emitted AFTER DELETE ON suppressions FOR EACH ROW
  EXECUTE FUNCTION fn.emit_resubscribed();
