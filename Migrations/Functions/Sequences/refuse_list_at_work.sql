-- refuse_list_at_work: refuses with OR409 while this list is being attached to the campaign or detached from
-- it.
CREATE FUNCTION fn.refuse_list_at_work(campaign bigint, list bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  at_work record;
BEGIN
  SELECT t.detaches INTO at_work
  FROM attachments t
  WHERE t.campaign_id = campaign AND t.list_id = list AND t.state = 'working';
  IF FOUND AND at_work.detaches THEN
    RAISE EXCEPTION 'list_is_being_detached' USING ERRCODE = 'OR409';
  ELSIF FOUND THEN
    RAISE EXCEPTION 'list_is_being_attached' USING ERRCODE = 'OR409';
  END IF;
END
$$;
