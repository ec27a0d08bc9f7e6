-- contact_refusal: what fn.contact_refusals says of one contact.
CREATE FUNCTION fn.contact_refusal(workspace bigint, contact bigint, channel channel) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT r.refusal
  FROM fn.contact_refusals(workspace, contact, contact_refusal.channel) r);
