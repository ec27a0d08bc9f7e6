-- may_go_on: may a sequence that has ended for a lead resume with an email that is tried again? Yes if it was
-- completed or ended with its campaign; a lead that left for another reason stays out.
CREATE FUNCTION fn.may_go_on(state enrollment_state, exit_reason exit_reason) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN state = 'finished'
  OR (state = 'exited' AND exit_reason = 'campaign_turned_off_or_expired');
