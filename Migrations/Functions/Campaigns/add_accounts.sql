-- add_accounts: adds accounts to a campaign, each of those that its goal lets in, and says of the
-- others why not. The accounts are named one by one, or they are those of a list's contacts.
--
-- The flags (include_customers, …) hold for this call and are written to the audit trail. A dry run
-- answers the same and adds nothing. Refuses what fn.let_accounts_in does.
CREATE FUNCTION fn.add_accounts(
  campaign bigint,
  candidates bigint[],
  of_list bigint DEFAULT NULL,
  with_flags text[] DEFAULT '{}',
  dry_run boolean DEFAULT false
) RETURNS TABLE (
  -- added, already (in the campaign), blocked.
  outcome text,
  accounts bigint,
  -- Set for a blocked account: see fn.let_accounts_in.
  verdict guardrail,
  goal campaign_goal,
  kinds account_status[],
  flags text[]
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  wanted bigint[] := candidates;
  answer jsonb;
BEGIN
  IF of_list IS NOT NULL THEN
    SELECT candidates || array_agg(DISTINCT k.account_id) INTO wanted
    FROM list_contacts l
      JOIN contacts k ON (k.workspace_id, k.id) = (l.workspace_id, l.contact_id)
    WHERE l.list_id = of_list;
  END IF;
  answer := fn.let_accounts_in(campaign, wanted, with_flags, dry_run);
  IF NOT dry_run THEN
    PERFORM fn.audit_adding(campaign, of_list, with_flags, answer);
  END IF;
  RETURN QUERY SELECT * FROM fn.adding_lines(campaign, answer);
END
$$;
