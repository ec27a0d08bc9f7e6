import Outreach

/// What invented people say, put together from phrases: a greeting, what they want, a farewell.
struct PracticeWords {
  let text: String

  /// `language` is the contact's where these phrases have it, else English.
  init(_ act: PracticeAct.Kind, language: String, name: String, seed: Int) {
    var dice = Dice(seed: UInt64(truncatingIfNeeded: seed))
    let phrases = phrasebook[language] ?? english
    let greeting = dice.pick(phrases.greetings)
    let farewell = dice.pick(phrases.farewells)
    let core = dice.pick(phrases.cores[act] ?? english.cores[act] ?? ["?"])
    switch dice.below(5) {
    case 0: text = "\(core)\n\n\(name)"
    case 1: text = "\(greeting)\n\n\(core)\n\n\(name)"
    default: text = "\(greeting)\n\n\(core)\n\n\(farewell)\n\(name)"
    }
  }
}

struct Phrases {
  let greetings: [String]
  let farewells: [String]
  let cores: [PracticeAct.Kind: [String]]
}

let phrasebook: [String: Phrases] = [
  "en": english, "de": german, "fr": french, "nl": dutch, "es": spanish, "it": italian,
  "pl": polish, "sv": swedish, "no": norwegian, "da": danish,
]

private let english = Phrases(
  greetings: ["Hello,", "Good morning,", "Dear all,", "Hi,", "Thanks for your mail."],
  farewells: ["Kind regards", "Best", "All the best", "Regards"],
  cores: [
    .positive: [
      "Interesting. Could you call me on Thursday after ten?",
      "Yes, please send me the price list and one reference.",
      "This comes at the right time. Can we have a call next week?",
      "I would like to see it running. Who can show us a site nearby?",
      "Sounds good. Please send an offer for twelve rooms.",
      "We are looking for exactly this. When could you come by?",
      "Happy to talk. Tuesday or Wednesday afternoon suits me.",
    ],
    .neutral: [
      "Received, thank you. I will look at it after the congress.",
      "Does it need a network in the cold room?",
      "Is this the same device that was shown at the fair last year?",
      "I have passed it on to a colleague in engineering.",
      "Which norm is it tested against?",
    ],
    .negative: [
      "We are not interested, thank you.",
      "No thanks, we do this in house.",
      "We are happy with what we have. There is no need.",
      "This is not relevant for us.",
    ],
    .notNow: [
      "Not at the moment. Please get back to me in the spring.",
      "The budget for this year is gone. Write again in February.",
      "Bad timing: we are moving. Contact me again next quarter.",
    ],
    .wrongPerson: [
      "I am not the right person. Please contact Ms Thiele in plant engineering.",
      "I no longer work in this department. My colleague in purchasing is responsible.",
      "You are better off with our technical director.",
    ],
    .unsubscribe: [
      "Please remove me from your list.", "Unsubscribe me, please.",
      "Stop sending me e-mails.",
    ],
    .outOfOffice: [
      "I am out of the office and will be back next Monday. I have limited access to my e-mail.",
      "Thank you for your message. I am on annual leave and will answer on my return.",
    ],
  ])

private let german = Phrases(
  greetings: ["Guten Tag,", "Hallo,", "Sehr geehrte Damen und Herren,", "Grüß Gott,"],
  farewells: ["Mit freundlichen Grüßen", "Viele Grüße", "Beste Grüße"],
  cores: [
    .positive: [
      "das klingt interessant. Haben Sie nächste Woche Zeit für ein Gespräch?",
      "gerne. Bitte schicken Sie mir ein Angebot für zwölf Räume.",
      "ja, bitte rufen Sie mich am Donnerstag an.",
      "wir hätten Interesse. Können Sie uns eine Anlage in der Nähe zeigen?",
    ],
    .neutral: [
      "danke, ich habe es an die Technik weitergegeben.",
      "braucht das Gerät ein Netz im Kühlraum?",
      "nach welcher Norm ist das geprüft?",
    ],
    .negative: [
      "wir haben kein Interesse.", "kein Bedarf, wir messen bereits selbst.",
      "das ist für uns nicht relevant.",
    ],
    .notNow: [
      "im Moment nicht, bitte melden Sie sich im Frühjahr noch einmal.",
      "das Budget für dieses Jahr ist ausgeschöpft. Gern im Februar wieder.",
    ],
    .wrongPerson: [
      "dafür bin ich nicht zuständig. Bitte wenden Sie sich an Frau Thiele.",
      "ich bin der falsche Ansprechpartner, zuständig ist unsere Betriebsleitung.",
    ],
    .unsubscribe: [
      "bitte nehmen Sie mich aus dem Verteiler.", "bitte keine weiteren E-Mails.",
    ],
    .outOfOffice: [
      "ich bin derzeit nicht im Büro und ab Montag wieder erreichbar.",
      "vielen Dank für Ihre Nachricht. Ich bin im Urlaub und habe keinen Zugriff auf meine E-Mails.",
    ],
  ])

private let french = Phrases(
  greetings: ["Bonjour,", "Madame, Monsieur,"],
  farewells: ["Cordialement", "Bien à vous", "Meilleures salutations"],
  cores: [
    .positive: [
      "Oui, cela m'intéresse. Quel est le délai de livraison ?",
      "Volontiers, pouvez-vous m'appeler jeudi matin ?",
      "Merci de m'envoyer une offre pour douze chambres.",
    ],
    .neutral: [
      "Bien reçu, je transmets à la technique.", "Faut-il un réseau dans la chambre froide ?",
    ],
    .negative: ["Nous ne sommes pas intéressés.", "Cela ne nous concerne pas, merci."],
    .notNow: ["Pas pour le moment. Recontactez-moi au printemps."],
    .wrongPerson: ["Je ne suis pas la bonne personne, adressez-vous à M. Roche."],
    .unsubscribe: ["Merci de me retirer de votre liste.", "Je souhaite me désabonner."],
    .outOfOffice: ["Je suis absent du bureau et vous répondrai à mon retour lundi."],
  ])

private let dutch = Phrases(
  greetings: ["Goedemorgen,", "Beste,", "Hallo,"],
  farewells: ["Met vriendelijke groet", "Groeten"],
  cores: [
    .positive: [
      "Interessant. Bel mij maar, liefst voor de middag.",
      "Graag een offerte voor twaalf cellen.", "Kunnen we volgende week een afspraak maken?",
    ],
    .neutral: ["Dank, ik heb het doorgestuurd naar de techniek."],
    .negative: ["Wij hebben geen interesse.", "Niet nodig, wij doen dit zelf."],
    .notNow: ["Nu niet, neem in het voorjaar nog eens contact op."],
    .wrongPerson: ["Ik ben niet de juiste persoon, neem contact op met mevrouw De Wit."],
    .unsubscribe: ["Haal mij van uw lijst alstublieft.", "Graag uitschrijven."],
    .outOfOffice: ["Ik ben afwezig en maandag weer op kantoor."],
  ])

private let spanish = Phrases(
  greetings: ["Hola:", "Buenos días:"], farewells: ["Saludos cordiales", "Un saludo"],
  cores: [
    .positive: [
      "Nos interesa. ¿Podemos hablar la semana que viene?",
      "Sí, envíeme una oferta para doce cámaras.",
    ],
    .negative: ["No nos interesa, gracias."],
    .notNow: ["Ahora no, vuelva a escribirme en primavera."],
    .unsubscribe: ["Por favor, elimíneme de su lista.", "Quiero darme de baja."],
    .outOfOffice: ["Estoy fuera de la oficina y vuelvo el lunes."],
  ])

private let italian = Phrases(
  greetings: ["Buongiorno,", "Salve,"], farewells: ["Cordiali saluti", "Saluti"],
  cores: [
    .positive: [
      "Sì, mi interessa. Mi chiami pure domani mattina.", "Mi mandi un'offerta, grazie.",
    ],
    .negative: ["Non siamo interessati."],
    .notNow: ["Non adesso, mi ricontatti in primavera."],
    .unsubscribe: ["Vi prego di cancellarmi dalla lista."],
    .outOfOffice: ["Sono fuori ufficio e rientro lunedì."],
  ])

private let polish = Phrases(
  greetings: ["Dzień dobry,", "Witam,"], farewells: ["Pozdrawiam", "Z poważaniem"],
  cores: [
    .positive: [
      "Proszę o ofertę na dwanaście komór.", "Jestem zainteresowany. Kiedy możemy porozmawiać?",
    ],
    .negative: ["Nie jesteśmy zainteresowani."],
    .unsubscribe: ["Proszę o usunięcie mnie z listy."],
    .outOfOffice: ["Jestem poza biurem, wracam w poniedziałek."],
  ])

private let swedish = Phrases(
  greetings: ["Hej,", "God morgon,"], farewells: ["Vänliga hälsningar", "Mvh"],
  cores: [
    .positive: ["Det låter intressant. Kan du ringa mig på torsdag?"],
    .negative: ["Vi är inte intresserade."],
    .outOfOffice: ["Jag är inte på kontoret och är tillbaka på måndag."],
  ])

private let norwegian = Phrases(
  greetings: ["Hei,", "God dag,"], farewells: ["Vennlig hilsen", "Mvh"],
  cores: [
    .positive: ["Dette høres interessant ut. Kan dere ringe meg på torsdag?"],
    .negative: ["Vi er ikke interessert."],
    .outOfOffice: ["Jeg er ikke på kontoret og er tilbake mandag."],
  ])

private let danish = Phrases(
  greetings: ["Hej,", "Goddag,"], farewells: ["Venlig hilsen", "Mvh"],
  cores: [
    .positive: ["Det lyder interessant. Kan I ringe til mig på torsdag?"],
    .negative: ["Vi er ikke interesserede."],
    .outOfOffice: ["Jeg er ikke på kontoret og er tilbage på mandag."],
  ])
