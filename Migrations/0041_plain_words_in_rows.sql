-- Rows that were written before 0033 name the state of an unconfirmed email as they did then. Audit entries
-- stay as they were written; the pages read both. Row security is off for the owner of these tables in this
-- transaction only.
ALTER TABLE unmatched_settlements NO FORCE ROW LEVEL SECURITY;
ALTER TABLE decisions NO FORCE ROW LEVEL SECURITY;
UPDATE unmatched_settlements SET outcome = 'unconfirmed' WHERE outcome = 'in_doubt';
-- The state of the other email that a decision waited for.
UPDATE decisions
SET inputs = replace(inputs::text, '"state": "in_doubt"', '"state": "unconfirmed"')::jsonb
WHERE inputs::text LIKE '%"state": "in_doubt"%';
ALTER TABLE unmatched_settlements FORCE ROW LEVEL SECURITY;
ALTER TABLE decisions FORCE ROW LEVEL SECURITY;
