-- attach_batch: adds the next contacts of a list to its campaign, in one transaction with the progress:
-- interrupted work is done again, and nothing is done twice. Returns the state after the batch.
--
-- Each account is judged with the first of its contacts on the list, so it counts once. Refuses with OR409 a
-- completed campaign that has fn.reopen_obstacles by now: it would get leads that nothing is sent to.
CREATE FUNCTION fn.attach_batch(attachment bigint, at_most int) RETURNS attachment_state
LANGUAGE plpgsql
-- The list may be new and not analyzed yet: whatever size the planner assumes, each row is looked up by its
-- key, here and in fn.enroll_contacts.
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
  a attachments;
  batch bigint[];
  fresh bigint[];
  became jsonb := '{}';
  is_last boolean;
  missing text;
BEGIN
  -- Locked first: a cancellation waits for the end of this batch, and no further batch starts.
  SELECT * INTO a FROM attachments t WHERE t.id = attachment AND NOT t.detaches FOR UPDATE;
  IF a.state IS DISTINCT FROM 'working' THEN
    RETURN a.state;
  END IF;
  IF a.enrolls THEN
    PERFORM FROM campaigns c WHERE c.id = a.campaign_id FOR NO KEY UPDATE;
    SELECT string_agg(o, E'\n') INTO missing FROM fn.reopen_obstacles(a.campaign_id) o;
    IF missing IS NOT NULL THEN
      RAISE EXCEPTION 'completed_campaign_cannot_run' USING ERRCODE = 'OR409', DETAIL = missing;
    END IF;
  END IF;

  SELECT coalesce(array_agg(n.contact_id ORDER BY n.contact_id), '{}') INTO batch
  FROM (
    SELECT l.contact_id FROM list_contacts l
    WHERE l.list_id = a.list_id AND l.contact_id > a.last_contact
    ORDER BY l.contact_id
    LIMIT at_most
  ) n;
  is_last := cardinality(batch) < at_most;
  SELECT coalesce(array_agg(DISTINCT k.account_id), '{}') INTO fresh
  FROM unnest(batch) b (contact_id)
    CROSS JOIN LATERAL (
      SELECT c.account_id FROM contacts c WHERE c.id = b.contact_id OFFSET 0
    ) k
  WHERE (
    SELECT true
    FROM contacts earlier
    WHERE earlier.account_id = k.account_id AND earlier.id <= a.last_contact
      AND (
        SELECT true FROM list_contacts l
        WHERE l.list_id = a.list_id AND l.contact_id = earlier.id)
    LIMIT 1
  ) IS NULL;

  a.answer := fn.merged_answers(
    a.answer, fn.let_accounts_in(a.campaign_id, fresh, a.flags, dry_run => false));
  IF a.enrolls THEN
    SELECT coalesce(jsonb_object_agg(e.key,
      e.value::bigint + coalesce((a.outcomes ->> e.key)::bigint, 0)), '{}') INTO became
    FROM jsonb_each_text(fn.enroll_contacts(a.campaign_id, batch)) e;
    -- A completed campaign runs again. It was completed before this began: while a list is being attached,
    -- no campaign is completed.
    IF became ? 'enrolled' THEN
      PERFORM fn.reopen_campaign(a.campaign_id);
    END IF;
    PERFORM fn.schedule_accounts(a.campaign_id, batch);
  END IF;

  UPDATE attachments t
  SET answer = a.answer, outcomes = a.outcomes || became,
    contacts_done = t.contacts_done + cardinality(batch),
    contacts = greatest(t.contacts, t.contacts_done + cardinality(batch)),
    last_contact = coalesce(batch[cardinality(batch)], t.last_contact),
    state = CASE WHEN is_last THEN 'done' ELSE 'working' END::attachment_state,
    finished_at = CASE WHEN is_last THEN now() END
  WHERE t.id = attachment
  RETURNING * INTO a;
  IF is_last THEN
    PERFORM fn.audit_adding(a.campaign_id, a.list_id, a.flags, a.answer);
  END IF;
  PERFORM pg_notify('overture_campaigns', a.workspace_id || '/attachments:' || a.campaign_id);
  RETURN a.state;
END
$$;
