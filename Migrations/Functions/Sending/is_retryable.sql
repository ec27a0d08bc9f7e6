-- is_retryable: was an email with this failure not refused for good? All tries of a temporary refusal were
-- used up, or its text could not be written.
CREATE FUNCTION fn.is_retryable(failure text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(failure IN ('given_up', 'text'), false);
