-- load_demo_accounts: 1,540 made-up companies with one or two people each, known since before the first
-- campaign.
CREATE FUNCTION pg_temp.load_demo_accounts() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO accounts (
    name, match_key, domain, status, industry, employees, country, city, website, phone, language,
    description, created_at)
  SELECT c.name, 'n:' || rule.folded_name(c.name), c.domain, c.status::account_status, c.industry,
    12 + (c.h % 37) * (c.h % 23), c.country, c.cities[1 + c.h % cardinality(c.cities)],
    'https://www.' || c.domain, NULL, c.language, c.industry || ', ' || c.country,
    now() - (160 + c.h % 90) * interval '1 day'
  FROM (
    SELECT s.stem || ' ' || k.kind AS name, k.country, k.cities, k.industry, k.language,
      regexp_replace(
        translate(lower(s.stem || k.kind), 'äöüßøåæłóéèíúąń', 'aousoaaloeeiuan'),
        '[^a-z0-9]', '', 'g') || '.example' AS domain,
      abs(hashtext(s.stem || k.kind)) AS h,
      CASE
        WHEN k.country IN ('NL', 'BE') AND abs(hashtext(s.stem || k.kind)) % 4 < 3
          THEN (ARRAY['lost', 'churned'])[1 + abs(hashtext(s.stem || k.kind)) % 2]
        WHEN abs(hashtext(s.stem || k.kind)) % 40 = 0 THEN 'customer'
        WHEN abs(hashtext(s.stem || k.kind)) % 67 = 1 THEN 'partner'
        WHEN abs(hashtext(s.stem || k.kind)) % 113 = 2 THEN 'supplier'
        WHEN abs(hashtext(s.stem || k.kind)) % 151 = 3 THEN 'competitor'
        WHEN abs(hashtext(s.stem || k.kind)) % 173 = 4 THEN 'do_not_contact'
        ELSE 'prospect' END AS status
    FROM unnest(ARRAY[
        'Veldkant', 'Nordlys', 'Hallwyl', 'Seelachs', 'Gerber', 'Tauern', 'Wisła', 'Brenner',
        'Alpenfrost', 'Kielgrund', 'Sommet', 'Poorter', 'Hohenau', 'Kystfrost', 'Ostrava',
        'Lindmark', 'Falkenried', 'Silberbach', 'Marnell', 'Oosterdam', 'Grauburg', 'Harmsen',
        'Vestby', 'Kolmar', 'Rondelle', 'Bregalp', 'Steinach', 'Wolfsegg', 'Aldern', 'Tarvis',
        'Monfort', 'Sundby', 'Eikeland', 'Rosendal', 'Winterbach', 'Halden', 'Kranich', 'Molen',
        'Zandvoet', 'Pilgram', 'Adlerhorst', 'Birkenau', 'Castell', 'Dornach', 'Ettal', 'Fjellby',
        'Grindel', 'Havnes', 'Isarwinkel', 'Jorvik']) s (stem)
      CROSS JOIN (VALUES
        ('Kühlhaus', 'DE', '{Kiel,Bremen,Leipzig,Fulda}'::text[], 'Cold storage', 'de'),
        ('Tiefkühl', 'DE', '{Hamm,Kassel,Erfurt}', 'Frozen food', 'de'),
        ('Frischelogistik', 'DE', '{Duisburg,Hof,Rostock}', 'Logistics', 'de'),
        ('Molkerei', 'DE', '{Kempten,Husum}', 'Dairy', 'de'),
        ('Eiswerk', 'AT', '{Linz,Graz,Wels}', 'Frozen food', 'de'),
        ('Kühllager', 'AT', '{Wien,Villach}', 'Cold storage', 'de'),
        ('Fleischwaren', 'AT', '{Steyr,Krems}', 'Meat', 'de'),
        ('Frost', 'CH', '{Basel,Olten,Chur}', 'Cold storage', 'de'),
        ('Käserei', 'CH', '{Thun,Appenzell}', 'Dairy', 'de'),
        ('Kältetechnik', 'DE', '{Ulm,Jena}', 'Refrigeration', 'de'),
        ('Koelhuizen', 'NL', '{Venlo,Zwolle,Breda}', 'Cold storage', 'nl'),
        ('Vriesveem', 'NL', '{Rotterdam,Urk}', 'Cold storage', 'nl'),
        ('Zuivel', 'BE', '{Gent,Brugge}', 'Dairy', 'nl'),
        ('Koelhandel', 'BE', '{Antwerpen,Mechelen}', 'Wholesale', 'nl'),
        ('Fryselager', 'NO', '{Bergen,Bodø}', 'Cold storage', 'no'),
        ('Sjømat', 'NO', '{Ålesund,Tromsø}', 'Seafood', 'no'),
        ('Mejeri', 'DK', '{Aarhus,Odense}', 'Dairy', 'da'),
        ('Kyl och Frys', 'SE', '{Malmö,Örebro}', 'Cold storage', 'sv'),
        ('Froid', 'FR', '{Lyon,Rennes,Nantes}', 'Cold storage', 'fr'),
        ('Glacières', 'FR', '{Lille,Dijon}', 'Ice', 'fr'),
        ('Laiterie', 'FR', '{Rodez,Annecy}', 'Dairy', 'fr'),
        ('Frigoríficos', 'ES', '{Vigo,Lugo}', 'Cold storage', 'es'),
        ('Logística Fría', 'ES', '{Murcia,Lleida}', 'Logistics', 'es'),
        ('Freddo', 'IT', '{Parma,Verona}', 'Cold storage', 'it'),
        ('Chłodnia', 'PL', '{Gdynia,Poznań}', 'Cold storage', 'pl'),
        ('Mleczarnia', 'PL', '{Łomża,Radom}', 'Dairy', 'pl'),
        ('Mrazírny', 'CZ', '{Brno,Zlín}', 'Frozen food', 'cs'),
        ('Cold Stores', 'GB', '{Hull,Grimsby}', 'Cold storage', 'en'),
        ('Dairies', 'GB', '{Derby,Truro}', 'Dairy', 'en'),
        ('Foods', 'IE', '{Cork,Sligo}', 'Frozen food', 'en')
      ) k (kind, country, cities, industry, language)
    UNION ALL
    SELECT p.paper || ' ' || p.place, p.country, ARRAY[p.place], 'Trade press', p.language,
      regexp_replace(
        translate(lower(p.paper || p.place), 'äöüßøåæłóéèíúąń', 'aousoaaloeeiuan'),
        '[^a-z0-9]', '', 'g') || '.example',
      abs(hashtext(p.paper || p.place)), 'press'
    FROM (
      SELECT paper, place, country, language
      FROM (VALUES ('Kälte Kurier', 'de'), ('Revue du Froid', 'fr'), ('Cold Chain Post', 'en'),
          ('Koelkrant', 'nl')) a (paper, language)
        CROSS JOIN (VALUES ('Wien', 'AT'), ('Zürich', 'CH'), ('Hamburg', 'DE'), ('Lille', 'FR'),
          ('Gent', 'BE'), ('Leeds', 'GB'), ('Oslo', 'NO'), ('Turin', 'IT'), ('Prag', 'CZ'),
          ('Porto', 'PT')) b (place, country)
    ) p
  ) c
  ORDER BY c.h, c.name;

  INSERT INTO contacts (
    account_id, email, first_name, last_name, title, phone, language, created_at)
  SELECT n.account_id, n.first || '.' || n.last || '@' || n.domain, n.first_name, n.last_name,
    (ARRAY['Energy manager', 'Head of operations', 'Plant engineer', 'Purchasing', 'Owner',
      'Quality manager', 'Technical director', 'Site manager'])[1 + n.h / 7 % 8],
    '+43 1 5550 ' || lpad((n.h % 900 + 100)::text, 3, '0'), n.language,
    n.created_at
  FROM (
    SELECT p.*,
      translate(lower(p.first_name), 'äöüßøåæłóéèíúąńëï', 'aousoaaloeeiuanei') AS first,
      translate(lower(replace(p.last_name, ' ', '')), 'äöüßøåæłóéèíúąńëï', 'aousoaaloeeiuanei')
        AS last
    FROM (
      SELECT a.id AS account_id, a.domain, a.language, a.created_at, k.n,
        abs(hashtext(a.name || k.n)) AS h,
        (ARRAY['Petra', 'Rolf', 'Claire', 'Ewa', 'Jonas', 'Henk', 'Anneliese', 'Lotte', 'Marc',
          'Håkon', 'Ove', 'Silvia', 'Tomasz', 'Brigitte', 'Luca', 'Ingrid', 'Karel', 'Maud',
          'Stefan', 'Ute', 'Pieter', 'Solveig', 'Elena', 'Bruno', 'Greta', 'Niels', 'Agnes',
          'Oskar', 'Carla', 'Emil'])[1 + abs(hashtext(a.name || k.n)) % 30] AS first_name,
        (ARRAY['Vandewiel', 'Amrein', 'Dussault', 'Lisik', 'Reuter', 'Poorter', 'Kolb', 'Dreesen',
          'Thévoz', 'Lier', 'Strand', 'Conti', 'Nowak', 'Brandauer', 'Ferri', 'Dahl', 'Havel',
          'Bakker', 'Thiele', 'Kessel', 'Jansen', 'Moen', 'Ruiz', 'Keller', 'Winkler', 'Holm',
          'Sauer', 'Berg', 'Molina', 'Egger', 'Lang', 'Visser', 'Aas', 'Roth', 'Binder', 'Marin',
          'Fuchs'])[1 + abs(hashtext(a.name || k.n)) / 31 % 37] AS last_name
      FROM accounts a CROSS JOIN generate_series(1, 2) k (n)
      WHERE k.n = 1 OR abs(hashtext(a.name)) % 5 < 2
    ) p
  ) n
  ORDER BY n.n, n.account_id
  ON CONFLICT DO NOTHING;
END
$$;
