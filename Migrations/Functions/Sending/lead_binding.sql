-- lead_binding: the first reason, in this order, for which a lead may not get any email at that moment; NULL:
-- none. `is_answered`: a reply waits to be classified. `unconfirmed`: another email of the lead is being sent
-- or is unconfirmed. `refusal`: the answer of fn.contact_refusals.
--
-- It is a single expression, so that the planner inlines it into the queries of fn.decide and
-- fn.begin_transmission.
CREATE FUNCTION fn.lead_binding(
  state enrollment_state, held_until timestamptz, is_answered boolean, unconfirmed boolean,
  review review_status, only_approved boolean, refusal text, at timestamptz
) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN state <> 'active' THEN 'ended'
  WHEN held_until > at THEN 'absence'
  WHEN is_answered THEN 'answer'
  WHEN unconfirmed THEN 'doubt'
  WHEN review = 'rejected' THEN 'rejected'
  WHEN only_approved AND review <> 'approved' THEN 'approval'
  WHEN refusal IS NOT NULL THEN 'contact'
END;
