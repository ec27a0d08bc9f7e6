-- keep_first_reply: the time of the first reply is set once and then stays. Only fn.put_back_outreach may
-- clear it, when a person removes or redates a reply that they had pasted.
CREATE FUNCTION fn.keep_first_reply() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('overture.outreach_goes_back', true) = 'on' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'first_replied_at of account % stands', OLD.account_id USING ERRCODE = 'OR409';
END
$$;

CREATE TRIGGER first_reply_is_set_once
  BEFORE UPDATE OF first_replied_at ON campaign_accounts
  FOR EACH ROW
  WHEN (
    OLD.first_replied_at IS NOT NULL AND NEW.first_replied_at IS DISTINCT FROM OLD.first_replied_at
  )
  EXECUTE FUNCTION fn.keep_first_reply();
