-- sent_and_bounced: how many emails of a campaign were sent or refused because of their address, and how many
-- of them bounced hard.
CREATE FUNCTION fn.sent_and_bounced(workspace bigint, campaign bigint)
RETURNS TABLE (mails bigint, hard_bounced bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT coalesce(sum(s.sent + s.refused), 0)::bigint, coalesce(sum(s.hard_bounced), 0)::bigint
  FROM fn.step_statistics s
  WHERE (s.workspace_id, s.campaign_id) = (workspace, campaign);
END;
