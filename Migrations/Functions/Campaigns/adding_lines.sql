-- adding_lines: the answer of fn.let_accounts_in as rows, the blocked with the sentence that says why, in
-- the words of the campaign's goal.
CREATE FUNCTION fn.adding_lines(campaign bigint, answer jsonb)
RETURNS TABLE (
  outcome text, accounts bigint, verdict guardrail, kinds account_status[], flags text[],
  sentence text
)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT r.outcome, r.accounts, r.verdict, r.kinds, r.flags,
    CASE r.outcome
      WHEN 'blocked' THEN fn.guardrail_sentence(c.goal, r.verdict, r.kinds, r.flags)
      ELSE ''
    END
  FROM campaigns c
    CROSS JOIN ROWS FROM (jsonb_to_recordset(answer) AS (
      outcome text, accounts bigint, verdict guardrail, kinds account_status[], flags text[])) r
  WHERE c.id = campaign
  ORDER BY r.accounts DESC, r.kinds;
END;
