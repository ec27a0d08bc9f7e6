-- load_demo_costs: expenses of the demo company. One campaign has expenses in two currencies, so its ratios
-- cannot be calculated.
CREATE FUNCTION pg_temp.load_demo_costs() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO expenses (
    campaign_id, spent_on, category, amount, currency, hours, hourly_rate, vendor, description,
    reference, posted_by, form_token)
  SELECT c.id, current_date - w.days_ago, w.category::expense_category, w.amount, w.currency,
    w.hours, w.rate, w.vendor, w.description, w.reference, p.id, gen_random_uuid()
  FROM (VALUES
    ('cold-storage-dach-autumn', 3, 'ads_linkedin', 640.00, 'EUR', NULL::numeric, NULL::numeric,
      'LinkedIn', 'Sponsored posts, energy managers', 'LI-2291'),
    ('cold-storage-dach-autumn', 6, 'labour', 1260.00, 'EUR', 18, 70, '', 'Research and texts', ''),
    ('cold-storage-dach-autumn', 9, 'software', 189.00, 'EUR', NULL, NULL, 'Kontora',
      'Company register, one month', 'K-88102'),
    ('cold-storage-dach-autumn', 11, 'event', 2400.00, 'EUR', NULL, NULL, 'Messe Wels',
      'Stand at the autumn fair, half', 'MW-1177'),
    ('nordic-dairies-first-contact', 4, 'agency', 1800.00, 'EUR', NULL, NULL, 'Fjordtekst',
      'Translations', 'FT-301'),
    ('nordic-dairies-first-contact', 5, 'content', 950.00, 'CHF', NULL, NULL, 'Studio Aare',
      'Film of a door that closes', 'SA-19'),
    ('benelux-win-back', 8, 'labour', 700.00, 'EUR', 10, 70, '', 'Calls to former customers', ''),
    ('benelux-win-back', 7, 'ads_google', 310.50, 'EUR', NULL, NULL, 'Google', 'Search ads', 'G-551'),
    ('summer-service-check', 64, 'agency', 2100.00, 'EUR', NULL, NULL, 'Atelier Nord',
      'Texts in French, Spanish, Italian', 'AN-77'),
    ('summer-service-check', 58, 'labour', 1680.00, 'EUR', 24, 70, '', 'Preparation', ''),
    ('spring-pilot-offer', 130, 'event', 3200.00, 'EUR', NULL, NULL, 'Expo Gdynia', 'Stand', 'EG-5')
  ) w (slug, days_ago, category, amount, currency, hours, rate, vendor, description, reference)
    JOIN campaigns c ON c.slug = w.slug
    CROSS JOIN (SELECT id FROM people WHERE email = 'marta@tarnbrook.example') p;

  INSERT INTO api_costs (at, campaign_id, provider, model, purpose, quantity, usd)
  SELECT now() - n * interval '1 day', c.id, 'practice', 'demo model', 'score', 40 + n * 3,
    (40 + n * 3) * 0.0021
  FROM campaigns c CROSS JOIN generate_series(1, 8) n
  WHERE c.status IN ('running', 'paused');
END
$$;
