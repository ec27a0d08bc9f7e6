-- sendable_delivery: a due delivery that fn.decide lets go, on its way from the claim to its places.
CREATE TYPE fn.sendable_delivery AS (
  workspace bigint, delivery bigint, enrollment bigint, campaign bigint, mailbox bigint, domain text,
  spacing interval
);
