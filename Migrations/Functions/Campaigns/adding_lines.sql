-- adding_lines: the answer of fn.let_accounts_in as rows, with the goal of the campaign, which says why the
-- blocked were blocked.
CREATE FUNCTION fn.adding_lines(campaign bigint, answer jsonb)
RETURNS TABLE (
  outcome text, accounts bigint, verdict guardrail, goal campaign_goal, kinds account_status[],
  flags text[]
)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT r.outcome, r.accounts, r.verdict, c.goal, r.kinds, r.flags
  FROM campaigns c
    CROSS JOIN ROWS FROM (jsonb_to_recordset(answer) AS (
      outcome text, accounts bigint, verdict guardrail, kinds account_status[], flags text[])) r
  WHERE c.id = campaign
  ORDER BY r.accounts DESC, r.kinds;
END;
