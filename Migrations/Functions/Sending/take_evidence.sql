-- take_evidence: an open, a click, an unsubscribe or a reply that carries a delivery's token shows that its
-- email arrived, whether a person or a machine looked at it.
CREATE FUNCTION fn.take_evidence() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('overture.workspace', NEW.workspace_id::text, true);
  IF TG_TABLE_NAME = 'replies' THEN
    PERFORM fn.confirm_by_evidence(NEW.delivery_id, 'a reply came');
  ELSE
    PERFORM fn.confirm_by_evidence(NEW.delivery_id,
      'it was ' || replace(NEW.kind::text, '_', ' ') || ' with its token');
    IF NEW.kind = 'opened' AND NEW.visitor = 'machine' THEN
      UPDATE deliveries d
      SET machine_opened_at = NEW.at
      WHERE (d.workspace_id, d.id) = (NEW.workspace_id, NEW.delivery_id)
        AND d.machine_opened_at IS NULL;
    END IF;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER seen_means_arrived
  AFTER INSERT ON tracking_events
  FOR EACH ROW
  WHEN (NEW.kind <> 'bounced')
  EXECUTE FUNCTION fn.take_evidence();
CREATE TRIGGER answered_means_arrived
  AFTER INSERT ON replies
  FOR EACH ROW
  WHEN (NEW.delivery_id IS NOT NULL)
  EXECUTE FUNCTION fn.take_evidence();
