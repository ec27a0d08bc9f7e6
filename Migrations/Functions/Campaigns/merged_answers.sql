-- merged_answers: two answers of fn.let_accounts_in about different accounts, as one about all of them.
CREATE FUNCTION fn.merged_answers(one jsonb, other jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT coalesce(jsonb_agg(m.line || jsonb_build_object('accounts', m.accounts)), '[]')
  FROM (
    SELECT l.line - 'accounts' AS line, sum((l.line ->> 'accounts')::bigint) AS accounts
    FROM jsonb_array_elements(one || other) l (line)
    GROUP BY l.line - 'accounts'
  ) m;
END;
