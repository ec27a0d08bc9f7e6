-- suppress_contact: a contact's address is not written to any more, in the whole workspace, and
-- each sequence that it is in ends for it.
CREATE FUNCTION fn.suppress_contact(
  contact bigint, reason suppression_reason, delivery bigint, note text
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM fn.suppress_address(k.email, suppress_contact.reason, delivery, suppress_contact.note)
  FROM contacts k
  WHERE k.id = contact AND k.email IS NOT NULL;
END
$$;
