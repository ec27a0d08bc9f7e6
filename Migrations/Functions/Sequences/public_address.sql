-- public_address: the address at which people reach the pages, as the connected program is configured
-- (OVERTURE_PUBLIC_URL); NULL if it is not set, or is an address that only this machine can reach. Links in
-- emails to real people begin with it.
CREATE FUNCTION fn.public_address() RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  address text := current_setting('overture.public_url', true);
  host text := rtrim(lower(substring(address
    FROM '(?i)^https?://(\[[0-9a-f:.]+\]|[^][/?#:@\s]+)(?::[0-9]+)?(?:[/?#]|$)')), '.');
BEGIN
  RETURN CASE
    WHEN host IS NULL OR host = '' OR host = 'localhost' OR host LIKE '%.localhost' THEN NULL
    -- All zeros, with or without a final one; also the same as an IPv4-mapped address.
    WHEN host ~ '^\[[0:]*[01]?\]$' OR host ~ '^\[[0:]*(:ffff)?:(127\.|7f[0-9a-f]{2}:|0+\.|0+:)' THEN NULL
    -- An address of digits alone, also as 127.1 or 0x7f000001, is accepted only as four whole numbers.
    WHEN host ~ '^(0x[0-9a-f]+|[0-9]+)(\.(0x[0-9a-f]+|[0-9]+))*$'
      AND (host !~ '^[1-9][0-9]{0,2}(\.(0|[1-9][0-9]{0,2})){3}$' OR host LIKE '127.%') THEN NULL
    ELSE address
  END;
END
$$;
