-- duplicate_campaign: makes a draft with the settings, steps, schedule and mailboxes of a campaign, and
-- without its accounts, leads, lists, expenses and figures. Refuses with OR404.
CREATE FUNCTION fn.duplicate_campaign(original bigint, name text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  o campaigns;
  made bigint;
BEGIN
  SELECT c.* INTO o FROM campaigns c WHERE c.id = original;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = original::text;
  END IF;
  made := fn.create_campaign(o.product_id, duplicate_campaign.name, o.goal, o.language, o.check_reply,
    o.track_opens, o.track_clicks, o.only_approved);
  UPDATE campaigns c SET schedule = o.schedule, priority = o.priority WHERE c.id = made;
  INSERT INTO steps (campaign_id, position, subjects, body, wait_days, wait_hours, condition)
  SELECT made, s.position, s.subjects, s.body, s.wait_days, s.wait_hours, s.condition
  FROM steps s
  WHERE s.campaign_id = original;
  INSERT INTO campaign_mailboxes (campaign_id, mailbox_id)
  SELECT made, m.mailbox_id FROM campaign_mailboxes m WHERE m.campaign_id = original;
  RETURN made;
END
$$;
