-- write_audit: records who changed a row that people edit, with the fields before and after. Its arguments
-- are the word for such a row, the column that identifies it, and the column that names its campaign; '' if
-- there is none.
--
-- Records changes by a person only: what workers do is in tables of its own. An act that changes many rows
-- sets overture.audit to 'off' for its transaction and writes one entry itself.
CREATE FUNCTION fn.write_audit() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  whole jsonb := coalesce(new_row, old_row);
  was jsonb;
  is_now jsonb;
  -- Columns that the program maintains, or that the entry itself already holds.
  passed_over text[] :=
    '{workspace_id,created_at,created_by,invited_at,invited_by,code_expires_at,updated_at,contacts,health,'
    'next_rotation,failing_since,rests_until,form_key,disabled_at,cursor_txid,cursor_id,token_hash,handed,'
    'last_used_at}';
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(n.key, old_row -> n.key), jsonb_object_agg(n.key, n.value)
    INTO was, is_now
    FROM jsonb_each(new_row) n
    WHERE n.value IS DISTINCT FROM old_row -> n.key AND n.key <> ALL (passed_over);
    IF is_now IS NULL THEN
      RETURN NULL;
    END IF;
  ELSE
    was := old_row - passed_over;
    is_now := new_row - passed_over;
  END IF;

  INSERT INTO audit_entries (
    workspace_id, action, subject_kind, subject_id, subject_name, campaign_id, before, after)
  VALUES (
    -- The workspace of a workspace is itself.
    coalesce(whole ->> 'workspace_id', whole ->> 'id')::bigint,
    CASE TG_OP WHEN 'INSERT' THEN 'made' WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END,
    TG_ARGV[0],
    (whole ->> nullif(TG_ARGV[1], ''))::bigint,
    coalesce(
      whole ->> 'name', whole ->> 'email', whole #>> '{subjects,0}', whole ->> 'key',
      whole ->> 'family', whole ->> 'description', ''),
    (whole ->> nullif(TG_ARGV[2], ''))::bigint,
    fn.without_secrets(was),
    fn.without_secrets(is_now));
  RETURN NULL;
END
$$;

CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON campaigns FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('campaign', 'id', 'id');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON products FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('product', 'id', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON personas FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('persona', 'product_id', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON steps FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('step', 'position', 'campaign_id');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON mailboxes FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('mailbox', 'id', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON expenses FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('expense', 'id', 'campaign_id');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON memberships FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('member', 'person_id', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OF role OR DELETE ON invitations FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('invitation', 'person_id', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON lists FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('list', 'id', '');
CREATE TRIGGER audited AFTER UPDATE ON accounts FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('account', 'id', '');
CREATE TRIGGER audited AFTER UPDATE ON contacts FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('contact', 'id', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON settings FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('setting', '', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON domain_rates FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('domain rate', '', '');
CREATE TRIGGER audited AFTER UPDATE ON workspaces FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('workspace', 'id', '');
CREATE TRIGGER audited
  AFTER UPDATE OF review_status, override_score, override_reason, contact_id, tags, notes
  ON campaign_accounts FOR EACH ROW
  WHEN (rule.is_audited() AND (OLD.review_status, OLD.override_score, OLD.override_reason,
      OLD.contact_id, OLD.tags, OLD.notes)
    IS DISTINCT FROM (NEW.review_status, NEW.override_score, NEW.override_reason, NEW.contact_id,
      NEW.tags, NEW.notes))
  EXECUTE FUNCTION fn.write_audit('campaign account', 'account_id', 'campaign_id');
CREATE TRIGGER audited AFTER INSERT OR DELETE ON campaign_lists FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('attached list', 'list_id', 'campaign_id');
CREATE TRIGGER audited AFTER INSERT OR DELETE ON campaign_mailboxes FOR EACH ROW
  WHEN (rule.is_audited())
  EXECUTE FUNCTION fn.write_audit('campaign mailbox', 'mailbox_id', 'campaign_id');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON suppressions FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('suppression', '', '');
CREATE TRIGGER audited
  AFTER UPDATE OF class, follow_up, owner_id, contact_id, done_at ON replies FOR EACH ROW
  WHEN (rule.is_audited() AND (OLD.class, OLD.follow_up, OLD.owner_id, OLD.contact_id,
      OLD.done_at)
    IS DISTINCT FROM (NEW.class, NEW.follow_up, NEW.owner_id, NEW.contact_id, NEW.done_at))
  EXECUTE FUNCTION fn.write_audit('reply', 'id', 'campaign_id');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON subscribers FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('webhook', 'id', '');
CREATE TRIGGER audited AFTER INSERT OR DELETE ON api_tokens FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('API token', 'id', '');
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON api_defaults FOR EACH ROW
  WHEN (rule.is_audited()) EXECUTE FUNCTION fn.write_audit('API default', '', '');
