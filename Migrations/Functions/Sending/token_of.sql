-- token_of: the token of the delivery whose Message-ID, without its angle brackets, this may be; NULL when
-- it is none of ours.
CREATE FUNCTION fn.token_of(message_id text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substring(message_id FROM '^s\.([^@]+)@');
