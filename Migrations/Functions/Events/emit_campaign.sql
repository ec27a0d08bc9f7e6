-- emit_campaign: a campaign was created or deleted, or has another status, by a person or by the program. A
-- trigger, so that no act and no worker is left out.
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
      'reason', CASE NEW.status WHEN 'paused' THEN NEW.pause_reason END),
    campaign => NEW.id, workspace => NEW.workspace_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER emitted AFTER INSERT OR DELETE ON campaigns FOR EACH ROW
  EXECUTE FUNCTION fn.emit_campaign();
CREATE TRIGGER emitted_status AFTER UPDATE OF status ON campaigns FOR EACH ROW
  WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION fn.emit_campaign();
