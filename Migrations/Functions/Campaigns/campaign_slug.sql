-- campaign_slug: a name as it may stand in an address: Latin letters without marks, digits, hyphens.
CREATE FUNCTION fn.campaign_slug(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(
    nullif(
      trim(BOTH '-' FROM left(
        regexp_replace(
          regexp_replace(
            replace(replace(replace(replace(replace(
              normalize(lower(campaign_slug.name), NFKD), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
              'ø', 'o'), 'ł', 'l'),
            '[' || chr(768) || '-' || chr(879) || ']', '', 'g'),
          '[^a-z0-9]+', '-', 'g'),
        60)),
      ''),
    'campaign');
END;
