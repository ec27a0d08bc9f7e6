-- delivery_figures: what one delivery adds to each figure of its step, 0 or 1: the only definition of these
-- figures. It returns a set of one row, because the planner can inline that into the statement that counts
-- many.
CREATE FUNCTION fn.delivery_figures(
  state delivery_state, opened_at timestamptz, machine_opened_at timestamptz, clicked_at timestamptz,
  replied_at timestamptz, bounce bounce_severity, tried_again_at timestamptz
) RETURNS TABLE (
  waiting int, sent int, opened int, machine_opened int, clicked int, replied int,
  hard_bounced int, soft_bounced int, failed int, refused int, unconfirmed int, skipped int,
  canceled int
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    (state IN ('planned', 'deferred', 'claimed', 'transmitting'))::int,
    (state = 'sent')::int,
    (opened_at IS NOT NULL)::int,
    (machine_opened_at IS NOT NULL)::int,
    (clicked_at IS NOT NULL)::int,
    (replied_at IS NOT NULL)::int,
    (bounce IS NOT DISTINCT FROM 'hard')::int,
    (bounce IS NOT DISTINCT FROM 'soft')::int,
    (state = 'failed' AND tried_again_at IS NULL)::int,
    -- Failed and refused because of the address: hard bounces that were never sent.
    (state = 'failed' AND bounce IS NOT DISTINCT FROM 'hard')::int,
    (state = 'unconfirmed')::int,
    (state = 'skipped')::int,
    (state = 'canceled')::int;
END;
