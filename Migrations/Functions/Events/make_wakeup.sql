-- make_wakeup: the workspace has its first subscriber, whom fn.emit_events wakes from now on.
CREATE FUNCTION fn.make_wakeup() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_wakeups (workspace_id) VALUES (NEW.workspace_id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER woken AFTER INSERT ON subscribers FOR EACH ROW EXECUTE FUNCTION fn.make_wakeup();
