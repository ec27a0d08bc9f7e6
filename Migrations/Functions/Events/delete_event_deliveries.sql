-- delete_event_deliveries: a subscriber goes with its deliveries.
CREATE FUNCTION fn.delete_event_deliveries() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM event_deliveries d
  WHERE (d.workspace_id, d.subscriber_id) = (OLD.workspace_id, OLD.id);
  RETURN NULL;
END
$$;

CREATE TRIGGER took_deliveries_along AFTER DELETE ON subscribers FOR EACH ROW
  EXECUTE FUNCTION fn.delete_event_deliveries();
