-- sendable_delivery: a due delivery that fn.decide allows, before fn.reserve_places reserves its places.
CREATE TYPE fn.sendable_delivery AS (
  workspace bigint, delivery bigint, enrollment bigint, campaign bigint, mailbox bigint, domain text,
  spacing interval
);
