-- load_demo_sequences: the sequences of the demo company's campaigns.
CREATE FUNCTION pg_temp.load_demo_sequences() RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO steps (campaign_id, position, subjects, body, wait_days, condition)
  SELECT c.id, w.position, w.subjects, w.body, w.wait_days, w.condition::step_condition
  FROM (VALUES
    ('{spring-pilot-offer,summer-service-check,nordic-dairies-first-contact}'::text[], 0,
      ARRAY['Doors at {{COMPANY}}'],
      '<p>Dear {{FIRST_NAME | "colleague"}},</p><p>a cold room door stands open for {a third|about a third} of a shift in most dairies we visit. Frostgate closes behind the forklift and keeps the proof for the auditor.</p><p>Would a <a href="https://frostgate.tarnbrook.example/film">two-minute film</a> be of use?</p>',
      0, 'always'),
    ('{spring-pilot-offer,summer-service-check,nordic-dairies-first-contact}', 1,
      ARRAY['Doors at {{COMPANY}}'],
      '<p>A short addition to my note of last week, {{FIRST_NAME | "colleague"}}: two dairies near you have had it running since spring, and <a href="https://frostgate.tarnbrook.example/visit">show it to visitors</a>.</p>',
      4, 'always'),
    ('{nordic-dairies-first-contact}', 2, ARRAY['The last one from me'],
      '<p>I shall not write again after this one. Should doors become a topic at {{COMPANY}}, the film stays <a href="https://frostgate.tarnbrook.example/film">where it is</a>.</p>',
      5, 'not_opened'),
    ('{cold-storage-dach-autumn}', 0,
      ARRAY['kWh per pallet at {{COMPANY}}', 'One meter for all chambers, {{FIRST_NAME | "really"}}?'],
      '<p>{Good morning|Hello} {{FIRST_NAME | "there"}},</p><p>most cold stores we speak to have one meter for all chambers and cannot say which one uses the power. Loadline meters each room by itself; {{COMPANY}} would have its figures per pallet within a week.</p><p><a href="https://loadline.tarnbrook.example/example">Here is what an auditor gets to see</a>. Is that something you are asked for?</p>',
      0, 'always'),
    ('{cold-storage-dach-autumn}', 1, ARRAY['kWh per pallet at {{COMPANY}}'],
      '<p>Hello {{FIRST_NAME | "there"}}, a short addition: the sensors need no network in the cold room, and no electrician. <a href="https://loadline.tarnbrook.example/fitting">How it is fitted, in four pictures</a>.</p>',
      3, 'always'),
    ('{benelux-win-back}', 0, ARRAY['What has changed since you left'],
      '<p>Dear {{FIRST_NAME | "colleague"}},</p><p>when {{COMPANY}} stopped using Loadline, meters had to be read by hand. <a href="https://loadline.tarnbrook.example/news">They no longer are</a>.</p>',
      0, 'always'),
    ('{benelux-win-back}', 1, ARRAY['What has changed since you left'],
      '<p>May I send you the figures of a store that came back, {{FIRST_NAME | "colleague"}}?</p>',
      4, 'always'),
    ('{trade-press-frostgate-launch}', 0, ARRAY['A door that proves that it was closed'],
      '<p>Dear {{FIRST_NAME | "editor"}},</p><p>on the first of next month we show Frostgate. <a href="https://frostgate.tarnbrook.example/press">Pictures and figures</a> are ready for {{COMPANY}}.</p>',
      0, 'always'),
    ('{trade-press-frostgate-launch}', 1, ARRAY['A door that proves that it was closed'],
      '<p>Should you want to see it at work, {{FIRST_NAME | "editor"}}: we can arrange a visit.</p>',
      5, 'on_open')
  ) w (slugs, position, subjects, body, wait_days, condition)
    JOIN campaigns c ON c.slug = ANY (w.slugs);
END;
