-- keep_updated_at: a campaign's updated_at is when a person or the program last changed its settings, its
-- stage or its status.
CREATE FUNCTION fn.keep_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  -- What the program only keeps books of: the number of the next lead, from where bounces are
  -- judged, what the scorer is at.
  books constant text[] := '{next_rotation,resumed_at_sent,resumed_at_bounced,scoring_status,
    scoring_error,updated_at}';
BEGIN
  IF to_jsonb(NEW) - books <> to_jsonb(OLD) - books THEN
    NEW.updated_at := now();
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER updated_when_changed BEFORE UPDATE ON campaigns
  FOR EACH ROW EXECUTE FUNCTION fn.keep_updated_at();
