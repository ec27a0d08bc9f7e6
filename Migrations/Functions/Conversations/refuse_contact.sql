-- refuse_contact: refuses with OR422, and the reason as its message, if a contact may not be contacted over a
-- channel: do_not_contact, no_address, no_phone, invalid_address or the reason of a suppression.
CREATE FUNCTION fn.refuse_contact(contact bigint, by_channel channel) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  why text := fn.contact_refusal(rule.workspace(), contact, by_channel);
BEGIN
  IF why IS NOT NULL THEN
    RAISE EXCEPTION '%', why USING ERRCODE = 'OR422';
  END IF;
END
$$;
