-- Why an e-mail failed, so that a campaign can say it in numbers: what Mail.AnswerClass makes of the
-- server's answer; `given_up` after all tries of a temporary refusal; `text`, nothing of it left; `lost`, a
-- person's word on a doubt. And when a person had it tried again: then its successor counts, and not it.
ALTER TABLE deliveries
  ADD COLUMN failure text,
  ADD COLUMN tried_again_at timestamptz;

-- What failed before is read from its answer, once. The wall is down for this transaction's owner alone.
ALTER TABLE deliveries NO FORCE ROW LEVEL SECURITY;
ALTER TABLE step_deltas NO FORCE ROW LEVEL SECURITY;
WITH told AS (
  UPDATE deliveries d
  SET failure = CASE
      WHEN d.bounce = 'hard' THEN 'hard_recipient'
      WHEN d.answer LIKE 'given up after %' THEN 'given_up'
      WHEN d.answer LIKE 'it did not arrive, says %' THEN 'lost'
      WHEN d.answer ~ '^line \d+, column ' OR d.answer LIKE 'the mail cannot be written: %' THEN 'text'
      ELSE 'unknown_permanent'
    END,
    tried_again_at = (
      SELECT d.settled_at
      FROM deliveries o
      WHERE (o.workspace_id, o.enrolment_id, o.position)
          = (d.workspace_id, d.enrolment_id, d.position)
        AND o.attempt > d.attempt AND o.state <> 'canceled'
      LIMIT 1)
  WHERE d.state = 'failed'
  RETURNING d.workspace_id, d.campaign_id, d.position, d.tried_again_at
)
INSERT INTO step_deltas (workspace_id, campaign_id, position, failed)
SELECT t.workspace_id, t.campaign_id, t.position, -count(*)
FROM told t
WHERE t.tried_again_at IS NOT NULL
GROUP BY t.workspace_id, t.campaign_id, t.position;
ALTER TABLE deliveries FORCE ROW LEVEL SECURITY;
ALTER TABLE step_deltas FORCE ROW LEVEL SECURITY;
