-- row_domain: the domain by which a row of an import finds its account; NULL: it has none, as at a free-mail
-- provider. For nearly every row it is the host of its address, so only another one is written with the row:
-- the registrable domain of a longer host, or '' for none.
CREATE FUNCTION fn.row_domain(domain text, address text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN nullif(coalesce(domain, split_part(address, '@', -1)), '');
