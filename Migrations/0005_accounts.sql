CREATE TYPE account_status AS ENUM (
  'prospect', 'contacted', 'responded', 'qualified', 'customer', 'lost', 'churned', 'partner',
  'supplier', 'investor', 'press', 'analyst', 'candidate', 'influencer', 'competitor',
  'personal_network', 'do_not_contact'
);

CREATE TABLE free_mail_domains (domain text PRIMARY KEY);
INSERT INTO free_mail_domains VALUES
  ('gmail.com'), ('googlemail.com'), ('outlook.com'), ('hotmail.com'), ('live.com'), ('msn.com'),
  ('yahoo.com'), ('yahoo.co.uk'), ('yahoo.fr'), ('yahoo.de'), ('ymail.com'), ('rocketmail.com'),
  ('aol.com'), ('icloud.com'), ('me.com'), ('mac.com'), ('proton.me'), ('protonmail.com'),
  ('pm.me'), ('gmx.de'), ('gmx.net'), ('gmx.at'), ('gmx.ch'), ('web.de'), ('t-online.de'),
  ('freenet.de'), ('mail.ru'), ('yandex.ru'), ('yandex.com'), ('qq.com'), ('163.com'),
  ('126.com'), ('sina.com'), ('naver.com'), ('orange.fr'), ('wanadoo.fr'), ('free.fr'),
  ('laposte.net'), ('libero.it'), ('virgilio.it'), ('seznam.cz'), ('wp.pl'), ('o2.pl'),
  ('interia.pl'), ('uol.com.br'), ('bol.com.br'), ('rediffmail.com'), ('zoho.com'),
  ('fastmail.com'), ('hey.com'), ('tutanota.com'), ('comcast.net'), ('verizon.net'), ('att.net'),
  ('sbcglobal.net'), ('cox.net'), ('btinternet.com'), ('sky.com'), ('bluewin.ch');

CREATE TABLE accounts (
  workspace_id bigint NOT NULL DEFAULT rule.workspace() REFERENCES workspaces,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL CONSTRAINT account_has_a_name CHECK (name <> ''),
  -- For order and search. A column, because behind a wall an index on lower(name) is not used: lower()
  -- is not leakproof. Collated by bytes, so that a prefix is a range.
  name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
  -- What makes two rows of a file one account: `n:` and the company's name in lower case, else `d:`
  -- and the registrable domain, else `e:` and the address of the person it is named after.
  match_key text NOT NULL,
  domain text COLLATE "C",
  status account_status NOT NULL DEFAULT 'prospect',
  -- The same as a text, because comparing enums is not leakproof either.
  status_key text GENERATED ALWAYS AS (CASE status
    WHEN 'prospect' THEN 'prospect' WHEN 'contacted' THEN 'contacted'
    WHEN 'responded' THEN 'responded' WHEN 'qualified' THEN 'qualified'
    WHEN 'customer' THEN 'customer' WHEN 'lost' THEN 'lost'
    WHEN 'churned' THEN 'churned' WHEN 'partner' THEN 'partner'
    WHEN 'supplier' THEN 'supplier' WHEN 'investor' THEN 'investor'
    WHEN 'press' THEN 'press' WHEN 'analyst' THEN 'analyst'
    WHEN 'candidate' THEN 'candidate' WHEN 'influencer' THEN 'influencer'
    WHEN 'competitor' THEN 'competitor' WHEN 'personal_network' THEN 'personal_network'
    WHEN 'do_not_contact' THEN 'do_not_contact'
  END) STORED,
  relationship_types account_status[] NOT NULL DEFAULT '{}',
  industry text,
  employees int,
  country text,
  city text,
  website text,
  phone text,
  language text,
  description text,
  custom jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_account_per_match_key UNIQUE (workspace_id, match_key)
);
CREATE INDEX accounts_by_name ON accounts (workspace_id, name_key, id);
CREATE INDEX accounts_by_domain ON accounts (workspace_id, domain) WHERE domain IS NOT NULL;
-- Most are prospects: those are found by name.
CREATE INDEX accounts_by_status ON accounts (workspace_id, status_key, name_key, id)
  WHERE status_key <> 'prospect';

CREATE TABLE contacts (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  account_id bigint NOT NULL,
  -- As written; compared by its key, which is a column for the reason that accounts.name_key is.
  email text,
  email_key text GENERATED ALWAYS AS (lower(email)) STORED,
  first_name text NOT NULL DEFAULT '',
  last_name text NOT NULL DEFAULT '',
  title text NOT NULL DEFAULT '',
  phone text,
  linkedin text,
  language text,
  time_zone text,
  custom jsonb NOT NULL DEFAULT '{}',
  -- Why the address cannot be written to (a hard bounce, a wrong form); NULL: nothing known against it.
  email_invalid_reason text,
  email_invalid_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES accounts,
  CONSTRAINT contact_of_its_account UNIQUE (workspace_id, account_id, id),
  CONSTRAINT contact_can_be_reached CHECK (email IS NOT NULL OR phone IS NOT NULL),
  CONSTRAINT invalid_address_has_a_reason
    CHECK ((email_invalid_reason IS NULL) = (email_invalid_at IS NULL))
);
CREATE UNIQUE INDEX one_contact_per_email ON contacts (workspace_id, email_key);

SELECT rule.wall('accounts'), rule.wall('contacts');
