-- demo_words: what an invented person once answered, by class; `pick` chooses among a few.
CREATE FUNCTION fn.demo_words(class text, pick int) RETURNS text
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT w.words[1 + pick % cardinality(w.words)]
  FROM (VALUES
    ('positive', ARRAY[
      'Interesting timing. We meter per building today and the auditors keep asking for per-chamber figures. Could you call me on Thursday after ten?',
      'Send me the price list and one reference please.',
      'Oui, volontiers. Quel est le délai de livraison pour quarante chambres ?',
      'Bel mij maar, liefst voor de middag. Morgen ben ik in de vriesloods, dan hoor ik niets.',
      'We would like to see it running somewhere before Christmas. Who can show us a site nearby?',
      'Ja, das klingt spannend. Haben Sie nächste Woche Zeit für ein Gespräch?',
      'Proszę o ofertę na dwanaście komór. Kiedy możemy porozmawiać?',
      'Sì, mi interessa. Mi chiami pure domani mattina.']),
    ('neutral', ARRAY[
      'Received, thank you. I will look at it after the congress.',
      'Whom have you spoken to at our other site?',
      'Is this the same device that was shown in Wels last year?',
      'Danke, ich habe es an die Technik weitergegeben.',
      'Does it need a network in the cold room?']),
    ('negative', ARRAY[
      'We are happy with what we have. No need at present or later.',
      'Not interested, thank you.',
      'Kein Bedarf. Wir messen bereits selbst.',
      'Nous ne sommes pas intéressés.',
      'No thanks, we do this in house.']),
    ('not_now', ARRAY[
      'Budget for this year is gone. Please write again in February.',
      'Not this quarter. Come back to me after the summer.',
      'Im Moment nicht, gern im Frühjahr noch einmal.']),
    ('wrong_person', ARRAY[
      'Not me, ask Ms Thiele in plant engineering.',
      'I left this role in May. My colleague in purchasing is the right one.',
      'Dafür ist bei uns die Betriebsleitung zuständig.']),
    ('ooo', ARRAY[
      'I am out of the office until the end of next week, with no access to my mail.',
      'Ich bin derzeit nicht im Büro. In dringenden Fällen wenden Sie sich an die Zentrale.',
      'Je suis absent du bureau et vous répondrai à mon retour.']),
    ('unsubscribe', ARRAY[
      'Please take me off your list.',
      'Bitte nehmen Sie mich aus dem Verteiler.',
      'Do not write to me again.'])
  ) w (of_class, words)
  WHERE w.of_class = class;
END;
