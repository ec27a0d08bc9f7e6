-- placed_delivery: a delivery with its place in its mailbox's daily limit and its recipient domain's rate.
-- `slot` is when the domain is free for it; if `go` is false, that is too far off, so the delivery queues.
CREATE TYPE fn.placed_delivery AS (
  workspace bigint, delivery bigint, enrollment bigint, mailbox bigint, domain text, spacing interval,
  slot timestamptz, go boolean
);
