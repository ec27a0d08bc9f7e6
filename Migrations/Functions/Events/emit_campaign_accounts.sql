-- emit_campaign_accounts: these accounts were added to a campaign, removed from it or reviewed in it. One
-- statement for all of them. Accounts that were added are events only while a subscriber wants them: see
-- fn.is_wanted.
CREATE FUNCTION fn.emit_campaign_accounts(
  kind event_kind, campaign bigint, accounts bigint[], data jsonb
) RETURNS int
LANGUAGE sql
BEGIN ATOMIC
  SELECT fn.emit_events(array_agg(
    ROW(rule.workspace(), NULL, kind, 'account:' || a.id, campaign, a.id, NULL, NULL, NULL, NULL,
      data)::emission))
  FROM unnest(accounts) a (id)
  WHERE kind <> 'account.added' OR fn.is_wanted(rule.workspace(), kind);
END;
