-- create_campaign: a draft for one product. Its slug is made from its name; where the workspace has
-- that one already, with the next number behind it.
--
-- Refuses with OR404 (no such product).
CREATE FUNCTION fn.create_campaign(
  product bigint,
  name text,
  goal campaign_goal,
  language text,
  check_reply boolean,
  track_opens boolean,
  track_clicks boolean,
  only_approved boolean
) RETURNS bigint
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
  stem text := fn.campaign_slug(name);
  slug text := stem;
  suffix int := 1;
  made bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM products p WHERE p.id = product) THEN
    RAISE EXCEPTION 'no_product' USING ERRCODE = 'OR404', DETAIL = product::text;
  END IF;
  LOOP
    -- A simultaneous use of the same slug is waited for and then skipped.
    INSERT INTO campaigns (product_id, name, slug, goal, language, check_reply, track_opens,
      track_clicks, only_approved)
    VALUES (product, name, slug, goal, language, check_reply, track_opens, track_clicks,
      only_approved)
    ON CONFLICT ON CONSTRAINT one_campaign_per_slug DO NOTHING
    RETURNING campaigns.id INTO made;
    EXIT WHEN made IS NOT NULL;
    suffix := suffix + 1;
    slug := stem || '-' || suffix;
  END LOOP;
  RETURN made;
END
$$;
