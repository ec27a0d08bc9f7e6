-- step_statistics: the figures of each step of a campaign: the folded counts plus the pending deltas.
CREATE VIEW fn.step_statistics WITH (security_invoker) AS
SELECT workspace_id, campaign_id, position, sum(waiting)::bigint AS waiting, sum(sent)::bigint AS sent,
  sum(opened)::bigint AS opened, sum(machine_opened)::bigint AS machine_opened,
  sum(clicked)::bigint AS clicked, sum(replied)::bigint AS replied,
  sum(hard_bounced)::bigint AS hard_bounced, sum(soft_bounced)::bigint AS soft_bounced,
  sum(failed)::bigint AS failed, sum(refused)::bigint AS refused, sum(unconfirmed)::bigint AS unconfirmed,
  sum(skipped)::bigint AS skipped, sum(canceled)::bigint AS canceled
FROM (
  SELECT workspace_id, campaign_id, position, waiting, sent, opened, machine_opened, clicked, replied,
    hard_bounced, soft_bounced, failed, refused, unconfirmed, skipped, canceled
  FROM step_counts
  UNION ALL
  SELECT workspace_id, campaign_id, position, waiting, sent, opened, machine_opened, clicked, replied,
    hard_bounced, soft_bounced, failed, refused, unconfirmed, skipped, canceled
  FROM step_deltas
) counted
GROUP BY workspace_id, campaign_id, position;
