-- lead_binding: what keeps a lead from getting any email at that moment, the first of it in this order;
-- NULL: nothing. `is_answered`: a reply waits to be classified. `unconfirmed`: another email of the lead is on
-- its way, or is unconfirmed. `refusal`: what fn.contact_refusals says.
--
-- One expression, so that the planner takes it into the query that asks: fn.decide and
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
