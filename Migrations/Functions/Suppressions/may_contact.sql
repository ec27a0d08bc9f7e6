-- May this contact of the open workspace be reached over this channel? fn.contact_refusal says why not.
CREATE FUNCTION fn.may_contact(contact bigint, channel channel) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN fn.contact_refusal(rule.workspace(), contact, channel) IS NULL;
