-- demo_words: the text of a made-up person's reply, by class and in their language where there are phrases
-- for it; `pick` chooses one of several.
CREATE FUNCTION pg_temp.demo_words(class text, language text, pick int) RETURNS text
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT w.words[1 + pick / 13 % cardinality(w.words)]
  FROM (VALUES
    ('positive', 'en', ARRAY[
      'Interesting timing. We meter per building today and the auditors keep asking for per-chamber figures. Could you call me on Thursday after ten?',
      'Send me the price list and one reference please.',
      'We would like to see it running somewhere before Christmas. Who can show us a site nearby?',
      'Please send the material that you mention, and the calibration certificate. If it holds, I shall put it before the board.']),
    ('positive', 'de', ARRAY[
      'Ja, das klingt spannend. Haben Sie nächste Woche Zeit für ein Gespräch?',
      'Bitte schicken Sie mir ein Angebot für zwölf Räume und eine Referenz.',
      'Wir würden das gern laufen sehen. Wer kann uns eine Anlage in der Nähe zeigen?',
      'Rufen Sie mich bitte am Donnerstag an, am besten nach zehn.']),
    ('positive', 'nl', ARRAY[
      'Bel mij maar, liefst voor de middag. Morgen ben ik in de vriesloods, dan hoor ik niets.',
      'Graag een offerte voor twaalf cellen.']),
    ('positive', 'fr', ARRAY[
      'Oui, volontiers. Quel est le délai de livraison pour quarante chambres ?',
      'Cela m''intéresse. Pouvez-vous m''appeler jeudi matin ?']),
    ('positive', 'pl', ARRAY[
      'Proszę o ofertę na dwanaście komór. Kiedy możemy porozmawiać?']),
    ('positive', 'it', ARRAY['Sì, mi interessa. Mi chiami pure domani mattina.']),
    ('positive', 'es', ARRAY['Nos interesa. ¿Podemos hablar la semana que viene?']),
    ('neutral', 'en', ARRAY[
      'Received, thank you. I will look at it after the congress.',
      'Whom have you spoken to at our other site?',
      'Is this the same device that was shown in Wels last year?',
      'Does it need a network in the cold room?']),
    ('neutral', 'de', ARRAY[
      'Danke, ich habe es an die Technik weitergegeben.',
      'Nach welcher Norm ist das geprüft?']),
    ('negative', 'en', ARRAY[
      'We are happy with what we have. No need at present or later.',
      'Not interested, thank you.', 'No thanks, we do this in house.']),
    ('negative', 'de', ARRAY[
      'Kein Bedarf. Wir messen bereits selbst.', 'Wir haben kein Interesse, danke.']),
    ('negative', 'fr', ARRAY['Nous ne sommes pas intéressés.']),
    ('not_now', 'en', ARRAY[
      'Budget for this year is gone. Please write again in February.',
      'Not this quarter. Come back to me after the summer.']),
    ('not_now', 'de', ARRAY['Im Moment nicht, gern im Frühjahr noch einmal.']),
    ('wrong_person', 'en', ARRAY[
      'Not me, ask Ms Thiele in plant engineering.',
      'I left this role in May. My colleague in purchasing is the right one.']),
    ('wrong_person', 'de', ARRAY['Dafür ist bei uns die Betriebsleitung zuständig.']),
    ('ooo', 'en', ARRAY[
      'I am out of the office until the end of next week, with no access to my mail.']),
    ('ooo', 'de', ARRAY[
      'Ich bin derzeit nicht im Büro. In dringenden Fällen wenden Sie sich an die Zentrale.']),
    ('ooo', 'fr', ARRAY['Je suis absent du bureau et vous répondrai à mon retour.']),
    ('unsubscribe', 'en', ARRAY['Please take me off your list.', 'Do not write to me again.']),
    ('unsubscribe', 'de', ARRAY['Bitte nehmen Sie mich aus dem Verteiler.'])
  ) w (of_class, in_language, words)
  WHERE w.of_class = class AND w.in_language IN (demo_words.language, 'en')
  ORDER BY w.in_language = 'en'
  LIMIT 1;
END;
