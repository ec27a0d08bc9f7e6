-- post_expense: writes one line of a campaign's ledger. Of labour the amount is hours by rate.
--
-- Posting the same form twice (same token) writes one line and answers the same both times.
-- Refuses with OR404 (no such campaign).
CREATE FUNCTION fn.post_expense(
  campaign bigint,
  spent_on date,
  category expense_category,
  amount numeric,
  currency text,
  hours numeric,
  hourly_rate numeric,
  vendor text,
  description text,
  reference text,
  form_token uuid
) RETURNS bigint
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
  posted bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM campaigns c WHERE c.id = campaign) THEN
    RAISE EXCEPTION 'no_campaign' USING ERRCODE = 'OR404', DETAIL = campaign::text;
  END IF;
  INSERT INTO expenses (campaign_id, spent_on, category, amount, currency, hours, hourly_rate,
    vendor, description, reference, form_token)
  VALUES (campaign, spent_on, category, coalesce(round(hours * hourly_rate, 2), amount), currency,
    hours, hourly_rate, vendor, description, reference, form_token)
  ON CONFLICT ON CONSTRAINT one_expense_per_form DO NOTHING
  RETURNING expenses.id INTO posted;
  IF posted IS NULL THEN
    SELECT e.id INTO posted FROM expenses e WHERE e.form_token = post_expense.form_token;
  END IF;
  RETURN posted;
END
$$;
