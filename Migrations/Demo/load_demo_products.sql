-- load_demo_products: the demo company's products, their personas, and the fit scores of its accounts.
CREATE FUNCTION pg_temp.load_demo_products() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO products (name, description, website, language) VALUES
    ('Loadline', 'Meters each cold room by itself and says what a pallet costs in kWh.',
      'https://loadline.tarnbrook.example', 'en'),
    ('Frostgate', 'Doors that close behind the forklift, with proof for the auditor.',
      'https://frostgate.tarnbrook.example', 'en');

  INSERT INTO personas (
    product_id, goal, name, summary, industries, titles, pains, employees_from, employees_to,
    approval)
  SELECT p.id, g.goal::campaign_goal, g.name, g.summary, g.industries, g.titles, g.pains, 20, 900,
    g.approval::approval_state
  FROM (VALUES
    ('Loadline', 'sales', 'Operators of shared cold stores',
      'Several chambers behind one meter, and customers who ask for figures.',
      '{Cold storage,Logistics}'::text[], '{Energy manager,Head of operations}'::text[],
      '{One meter for all chambers,Audits,Rising prices}'::text[], 'approved'),
    ('Loadline', 'win_back', 'Operators who left', 'Tried the first version and stopped.',
      '{Cold storage}', '{Head of operations}', '{Manual reading}', 'approved'),
    ('Frostgate', 'sales', 'Dairies and frozen food', 'Doors open for half the shift.',
      '{Dairy,Frozen food}', '{Plant engineer,Site manager}', '{Ice on floors}', 'approved'),
    ('Frostgate', 'press', 'Trade press', 'Writes about cold chains.', '{Trade press}',
      '{Editor}', '{}', 'draft')
  ) g (product, goal, name, summary, industries, titles, pains, approval)
    JOIN products p ON p.name = g.product;

  INSERT INTO fit_scores (product_id, goal, account_id, score, reasons, model, scored_at)
  SELECT p.id, pe.goal, a.id,
    least(10, 2.6 + (h.h % 50) / 10.0
      + CASE WHEN a.industry = ANY (pe.industries) THEN 2.2 ELSE 0 END),
    jsonb_build_array(
      CASE WHEN a.industry = ANY (pe.industries)
        THEN jsonb_build_object('sign', '+', 'weight', 3, 'text', a.industry || ' is in the profile')
        ELSE jsonb_build_object('sign', '-', 'weight', 2,
          'text', a.industry || ' is outside the profile') END,
      CASE WHEN a.employees BETWEEN 60 AND 500
        THEN jsonb_build_object('sign', '+', 'weight', 2,
          'text', a.employees || ' people, large enough for several chambers')
        ELSE jsonb_build_object('sign', '-', 'weight', 1, 'text', a.employees || ' people') END,
      CASE WHEN h.h % 3 = 0
        THEN jsonb_build_object('sign', '+', 'weight', 1, 'text', 'New hall announced this year')
        ELSE jsonb_build_object('sign', '+', 'weight', 1,
          'text', coalesce(a.city, '') || ' is within reach of a fitter') END),
    'demo model', now() - interval '12 days'
  FROM personas pe
    JOIN products p ON (p.workspace_id, p.id) = (pe.workspace_id, pe.product_id)
    JOIN accounts a ON (pe.goal = 'press') = (a.status = 'press')
    CROSS JOIN LATERAL (SELECT abs(hashtext(a.name || p.name || pe.goal)) AS h) h
  WHERE h.h % 9 > 0;
END
$$;
