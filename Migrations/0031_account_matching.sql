-- The name of a company as names are compared: composed letters (NFKC), small ones, without blanks,
-- punctuation and the legal form at the end, or in front where it stands there. "Müller Käse GmbH &
-- Co. KG" and "MÜLLER-KÄSE" are one. Empty: there is no name in it.
--
-- FoldedName.swift is the same for files of a million rows; a test holds the two together.
CREATE FUNCTION rule.folded_name(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  forms CONSTANT text := 'ab|ad|ag|aktiebolag|aktiengesellschaft|ao|aps|as|asa|asbl|aş|bhd|bt|bv|bvba|co|'
    'company|corp|corporation|cvba|dd|doo|dooel|ehf|ek|eood|et|eurl|ev|fze|fzco|gbr|gesmbh|ggmbh|gk|gmbh|'
    'haftungsbeschränkt|hf|inc|incorporated|jdoo|kft|kg|kgaa|kk|kkt|lda|limited|limitada|limitée|llc|llp|lp|'
    'ltd|ltda|ltée|mbh|nv|nyrt|ohg|ood|oy|oyj|oü|plc|pllc|private|pte|pty|pvt|rt|sa|sagl|sarl|sas|sasu|sca|'
    'scop|sdn|se|sia|slu|sl|snc|spa|sprl|spzoo|sro|srl|srls|sàrl|tbk|uab|ug|unlimited|vof|vos|zoo|zrt|şti|'
    'αε|επε|ικε|ад|ао|еоод|ип|оао|ооо|оод|пао|пп|тов|фоп|зао|株|주|주식회사|株式会社|有限会社|合同会社|有限公司|'
    'sp z oo|sp k|sp j|spol s ro|spol sro';
  before CONSTANT text := 'ао|зао|ип|оао|ооо|пао|пп|тов|фоп|株|주|주식회사|株式会社|有限会社|合同会社';
  folded text := lower(normalize(name, NFKC));
BEGIN
  folded := regexp_replace(folded, '[.''`/\u00ad\u00b4\u00b7\u200b-\u200f\u2018\u2019\u2060\ufeff]', '', 'g');
  folded := btrim(regexp_replace(folded,
    '[\u0001-\u0026\u0028-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf'
    '\u2000-\u206f\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u30fb]+', ' ', 'g'));
  folded := regexp_replace(folded, '^(?:(?:' || before || ') )+(?=.)', '');
  folded := regexp_replace(folded, '^(.+?)(?: (?:' || forms || '))+$', '\1');
  folded := regexp_replace(folded, '^(?:株式会社|有限会社|合同会社|주식회사)(?=.)', '');
  folded := regexp_replace(folded,
    '^(.+?)(?:株式会社|有限会社|合同会社|주식회사|股份有限公司|有限责任公司|有限公司)$', '\1');
  RETURN replace(folded, ' ', '');
END
$$;

-- Accounts are found by their domain, and by their folded name in `match_key`. Of several that fold to
-- one name the first keeps it, before it one that must not be contacted: it is the one that new people
-- join. The others stay as they are, under keys that no file names.
--
-- First all of them give their keys up: uniqueness is checked row by row, and the key that one is to have
-- may be the former key of another, as "n:acme" of "Acme GmbH" beside "Acme".
ALTER TABLE accounts NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
CREATE TEMPORARY TABLE keys_to_change ON COMMIT DROP AS
SELECT f.workspace_id, f.id, f.folded, f.place
FROM (
  SELECT n.workspace_id, n.id, n.match_key, n.folded,
    row_number() OVER (
      PARTITION BY n.workspace_id, n.folded
      ORDER BY (n.status = 'do_not_contact' OR 'do_not_contact' = ANY (n.relationship_types)) DESC, n.id
    ) AS place
  FROM (
    SELECT a.*, rule.folded_name(substr(a.match_key, 3)) AS folded
    FROM accounts a
    WHERE a.match_key LIKE 'n:%'
  ) n
  WHERE n.folded <> ''
) f
WHERE f.place > 1 OR f.match_key <> 'n:' || f.folded;
UPDATE accounts a SET match_key = 'o:' || a.id
FROM keys_to_change k
WHERE (a.workspace_id, a.id) = (k.workspace_id, k.id);
UPDATE accounts a SET match_key = 'n:' || k.folded
FROM keys_to_change k
WHERE (a.workspace_id, a.id) = (k.workspace_id, k.id) AND k.place = 1;
DROP TABLE keys_to_change;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER;

-- The folded name of a row's company where its account goes by another key: what it is looked for by when
-- no account has the row's domain.
ALTER TABLE import_rows ADD COLUMN company_key text COLLATE "C";
GRANT INSERT (company_key) ON import_rows_all TO overture_app;

-- Rows that wait to be confirmed, and those of imports under way, have their accounts by the former keys:
-- they are checked once more. What was confirmed goes on after that by itself, behind the last row that
-- was imported.
ALTER TABLE imports NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
UPDATE imports
SET preview = CASE WHEN state = 'importing' THEN preview || jsonb_build_object('importedTo', row_done)
    ELSE preview END,
  state = 'checking', row_done = 0, claimed_by = NULL, claimed_until = NULL
WHERE state IN ('ready', 'importing');
ALTER TABLE imports FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER;
