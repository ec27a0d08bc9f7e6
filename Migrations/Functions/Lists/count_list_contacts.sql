-- count_list_contacts: keeps lists.contacts equal to the number of rows in list_contacts.
CREATE FUNCTION fn.count_list_contacts() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE lists l SET contacts = l.contacts + n.contacts
    FROM (SELECT workspace_id, list_id, count(*) AS contacts FROM new_rows GROUP BY 1, 2) n
    WHERE (l.workspace_id, l.id) = (n.workspace_id, n.list_id);
  ELSE
    UPDATE lists l SET contacts = l.contacts - n.contacts
    FROM (SELECT workspace_id, list_id, count(*) AS contacts FROM old_rows GROUP BY 1, 2) n
    WHERE (l.workspace_id, l.id) = (n.workspace_id, n.list_id);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER counted_when_listed
  AFTER INSERT ON list_contacts REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_list_contacts();

CREATE TRIGGER counted_when_unlisted
  AFTER DELETE ON list_contacts REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fn.count_list_contacts();
