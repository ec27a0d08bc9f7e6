-- restore_log_entry: logs a removed entry again, with its date and its class. Refuses with OR404 (it was not
-- removed, or more than a week ago), and like fn.log_sent.
CREATE FUNCTION fn.restore_log_entry(message bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  gone removed_entries;
BEGIN
  DELETE FROM removed_entries e WHERE e.message_id = message RETURNING * INTO gone;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_log_entry' USING ERRCODE = 'OR404', DETAIL = message::text;
  END IF;
  RETURN CASE gone.direction
    WHEN 'outbound' THEN fn.log_sent(
      gone.campaign_id, gone.contact_id, gone.channel, gone.subject, gone.text, gone.at, NULL)
    WHEN 'inbound' THEN fn.paste_inbound(
      gone.campaign_id, gone.contact_id, gone.channel, gone.subject, gone.text, gone.at, gone.class)
  END;
END
$$;
