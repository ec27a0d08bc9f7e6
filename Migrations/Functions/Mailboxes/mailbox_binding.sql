-- mailbox_binding: why a mailbox sends nothing until a person changes that: `archived` or `paused`; NULL: it
-- may send. What passes by itself, such as the day's limit, is fn.mailbox_places' to say.
CREATE FUNCTION fn.mailbox_binding(state mailbox_state, archived_at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN archived_at IS NOT NULL THEN 'archived'
  WHEN state <> 'ready' THEN 'paused'
END;
