-- guardrail_sentence: why accounts of these kinds were not added, in the words of this campaign's
-- goal, and what would let them in.
CREATE FUNCTION fn.guardrail_sentence(
  goal campaign_goal, verdict guardrail, kinds account_status[], flags text[]
) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE guardrail_sentence.verdict
    WHEN 'soft' THEN format(
      'this %s campaign soft-blocks %s accounts; pass %s to override, or switch the goal so %s is '
        || 'the target audience',
      fn.goal_word(guardrail_sentence.goal), w.kinds,
      (SELECT string_agg(f || '=true', ' and ') FROM unnest(guardrail_sentence.flags) f), w.kinds)
    WHEN 'hard' THEN format('%s accounts are never added to a campaign, in any goal', w.kinds)
    ELSE 'do-not-contact accounts are never written to, in any goal; to re-engage one, change its '
      || 'status by hand first'
  END
  FROM (
    SELECT string_agg(replace(k::text, '_', '-'), ' and ' ORDER BY k) AS kinds
    FROM unnest(guardrail_sentence.kinds) k
  ) w;
END;
