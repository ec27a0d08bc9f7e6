-- emit_campaign: a campaign was created or deleted, archived or restored, or has another status, by a person or by
-- the program. A trigger, so that no act and no worker is left out.
CREATE FUNCTION fn.emit_campaign() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  was campaign_status;
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM fn.emit('campaign.deleted', 'campaign:' || OLD.id, jsonb_build_object('name', OLD.name),
      campaign => OLD.id, workspace => OLD.workspace_id);
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    PERFORM fn.emit('campaign.created', 'campaign:' || NEW.id,
      jsonb_build_object('name', NEW.name, 'goal', NEW.goal, 'product_id', NEW.product_id),
      campaign => NEW.id, workspace => NEW.workspace_id);
    RETURN NULL;
  END IF;
  IF (OLD.archived_at IS NULL) <> (NEW.archived_at IS NULL) THEN
    PERFORM fn.emit(
      CASE WHEN NEW.archived_at IS NULL THEN 'campaign.restored' ELSE 'campaign.archived' END::event_kind,
      'campaign:' || NEW.id, jsonb_build_object('status', NEW.status),
      campaign => NEW.id, workspace => NEW.workspace_id);
  END IF;
  IF OLD.status = NEW.status THEN
    RETURN NULL;
  END IF;
  was := OLD.status;
  PERFORM fn.emit(
    CASE NEW.status
      WHEN 'running' THEN CASE was WHEN 'draft' THEN 'campaign.launched' ELSE 'campaign.resumed' END
      WHEN 'paused' THEN 'campaign.paused'
      WHEN 'completed' THEN 'campaign.completed'
      WHEN 'draft' THEN 'campaign.unlaunched'
    END::event_kind,
    'campaign:' || NEW.id,
    jsonb_build_object('from', was,
      'launch_at', CASE WHEN was = 'draft' THEN NEW.launch_at END,
      -- One that was running when it was archived comes back paused.
      'reason', CASE WHEN NEW.status = 'paused' AND OLD.archived_at IS NOT NULL AND NEW.archived_at IS NULL
        THEN 'archived' ELSE CASE NEW.status WHEN 'paused' THEN NEW.pause_reason::text END END),
    campaign => NEW.id, workspace => NEW.workspace_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER emitted AFTER INSERT OR DELETE ON campaigns FOR EACH ROW
  EXECUTE FUNCTION fn.emit_campaign();
CREATE TRIGGER emitted_status AFTER UPDATE OF status, archived_at ON campaigns FOR EACH ROW
  WHEN (OLD.status <> NEW.status OR (OLD.archived_at IS NULL) <> (NEW.archived_at IS NULL))
  EXECUTE FUNCTION fn.emit_campaign();
