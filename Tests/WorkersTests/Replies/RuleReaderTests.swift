import Foundation
import Outreach
import Postgres
import TestKit
import Testing
import Workers

@Suite struct RuleReaderTests {
  static let reader = RuleReader()

  @Test(
    "S0-046 the signals are told apart in many languages",
    arguments: [
      ("Yes, tell me more", "positive"), ("Klingt gut, wann hätten Sie Zeit?", "positive"),
      ("Ça m'intéresse, envoyez-moi les tarifs", "positive"),
      ("Me interesa, ¿cuánto cuesta?", "positive"),
      ("Mi interessa, mi mandi maggiori informazioni", "positive"),
      ("興味があります。資料を送ってください。", "positive"),
      ("Not interested, thanks", "negative"), ("Kein Interesse.", "negative"),
      ("Nee, bedankt", "negative"),
      ("Non merci, nous avons déjà un prestataire", "negative"),
      ("Nie jesteśmy zainteresowani", "negative"),
      ("Not now, maybe next quarter", "not_now"),
      ("Im Moment nicht, vielleicht nächstes Jahr", "not_now"),
      ("Recontactez-moi dans six mois", "not_now"), ("Ahora no, más adelante", "not_now"),
      ("I'm not the right person, talk to Jane", "wrong_person"),
      ("Dafür bin ich nicht zuständig", "wrong_person"),
      ("Je ne travaille plus ici", "wrong_person"), ("Who are you?", "neutral"), ("Ok", "neutral"),
      ("Please remove me from your list", "unsubscribe"), ("STOP", "unsubscribe"),
      ("Bitte keine weiteren E-Mails", "unsubscribe"),
      ("Merci de ne plus me contacter", "unsubscribe"),
      ("No me escriban más", "unsubscribe"), ("Отпишите меня", "unsubscribe"),
      ("配信停止をお願いします", "unsubscribe"),
      ("I am out of the office until Monday", "ooo"), ("Ich bin im Urlaub", "ooo"),
      ("Je suis absent jusqu'au 15 juillet", "ooo"), ("Estoy fuera de la oficina", "ooo"),
      ("Sono fuori ufficio", "ooo"), ("Ik ben op vakantie", "ooo"), ("Jag är på semester", "ooo"),
      ("Jestem na urlopie", "ooo"), ("Я сейчас в отпуске", "ooo"), ("현재 휴가 중입니다.", "ooo"),
      ("Estou de férias", "ooo"), ("Olen lomalla", "ooo"), ("İzindeyim", "ooo"),
    ])
  func manyLanguages(text: String, meaning: String) {
    let verdict = Self.reader.classify(text, subject: "Re: Hello")
    #expect(verdict.replyClass.rawValue == meaning, "\(verdict.reasons)")
    #expect(!verdict.reasons.isEmpty)
    #expect((0...1).contains(verdict.confidence))
  }

  @Test("a wish to be left alone comes before all else")
  func unsubscribeFirst() {
    let kind = "Sounds interesting, but please take me off your list."
    #expect(Self.reader.classify(kind, subject: "").replyClass == .unsubscribe)
    let absent = Self.reader.classify("Stop emailing me", subject: "", isAutomatic: true)
    #expect(absent.replyClass == .unsubscribe)
  }

  @Test(
    "who asks to be left alone is heard, however it is put",
    arguments: [
      "Please refrain from contacting us in the future.", "Kindly delete my details.",
      "Strike my name from your records.", "Enough. No more of these please.",
      "Please do not get in touch with me again.", "I don't wish to be contacted again.",
      "Not interested, don't write to me any more.", "please exclude us from any further mailings",
      "Bitte streichen Sie mich von Ihrem Verteiler.", "Wir wollen von Ihnen nichts mehr hören.",
      "Bitte sehen Sie künftig von weiteren Anfragen ab.",
      "Schreiben Sie mich bitte nicht mehr an.",
      "Kein Interesse und bitte nicht noch einmal melden.", "Nehmt mich bitte von der Liste",
      "Veuillez ne plus m'envoyer de messages.",
      "Merci de supprimer mes coordonnées de votre base.",
      "Je ne veux plus recevoir vos mails.", "Cessez vos envois.",
      "Por favor, elimíneme de su lista de correo.", "Le ruego que no me vuelva a escribir.",
      "La prego di non contattarmi più.", "Vi chiedo di cancellare il mio indirizzo.",
      "Gelieve mij van de mailinglijst te verwijderen.", "Wilt u mij niet meer mailen?",
      "Please don't send me anything else.", "Bitte schicken Sie mir nichts mehr.",
      "No quiero más correos suyos.", "Proszę więcej do mnie nie pisać.",
      "Nie chcę otrzymywać takich wiadomości.",
      "We no longer wish to be on your mailing list.", "I no longer want these emails.",
      "Do not call or email me.", "Please do not try to contact us.",
      "Take my address off your mailing list.", "How can I unsubscribe from this?",
      "Nehmen Sie uns da raus.", "Lassen Sie das! Ich will Ihre Mails nicht.",
      "Nous ne voulons plus de vos mails.", "Retirez notre adresse de votre liste.",
      "Quite nuestra dirección de su lista.", "Tolga il mio nome dalla lista.",
      "Haal ons uit de mailinglijst.", "Nie życzę sobie takich wiadomości.",
      "Exclua nosso contato.",
      "Por favor, não me mandem mais emails.", "Me tire dessa lista por favor",
    ])
  func leftAlone(text: String) {
    let verdict = Self.reader.classify(text, subject: "Re: Hello")
    #expect(verdict.replyClass == .unsubscribe, "\(verdict.reasons)")
  }

  @Test(
    "what only sounds like a farewell is none, and what only sounds like a wish is none",
    arguments: [
      ("Leave it with me, sounds interesting. Can you call next Tuesday?", "positive"),
      ("Senden Sie mir bitte mehr Informationen.", "positive"),
      ("Can you stop by our office on Monday? We're interested.", "positive"),
      ("Please stop by on Thursday.", "positive"),
      ("I can't do Tuesday but Wednesday after 2 is fine.", "positive"),
      ("Gerne lassen wir uns von Ihrem System überzeugen.", "positive"),
      ("Stuur me even een mail met de prijzen.", "positive"),
      ("Deme más detalles de la propuesta.", "positive"),
      ("wir hätten Interesse. Wie geht es weiter?", "positive"),
      ("Not opposed to a chat, what did you have in mind?", "positive"),
      ("Am Montag kann ich nicht, aber Dienstag passt.", "positive"),
      ("Wir möchten von Ihrem Angebot keinen Gebrauch machen.", "negative"),
      ("Non ci serve, grazie.", "negative"), ("We don't need a demo.", "negative"),
      ("Das Budget ist ausgeschöpft, kommen Sie gern nächstes Jahr wieder.", "not_now"),
      ("Budget is spent for this year, try me again in January.", "not_now"),
      ("Le budget de cette année est épuisé, revenez vers nous en janvier.", "not_now"),
      ("Budżet na ten rok już wyczerpany, proszę odezwać się w styczniu.", "not_now"),
      ("You'd be better off talking with our technical director.", "wrong_person"),
      ("Penso di non essere la persona giusta per questo.", "wrong_person"),
      ("Ich habe Ihre Mail an unsere Einkaufsabteilung weitergegeben.", "wrong_person"),
      ("Ik heb je mail doorgestuurd naar een collega.", "wrong_person"),
      ("We no longer want to work with our current supplier, please send a quote.", "positive"),
      ("Please keep me posted when it's out.", "not_now"),
      ("You can take my number from my signature, call me Tuesday.", "positive"),
      ("How do you avoid the spam filters?", "neutral"),
      ("Please remove the training from the offer, then we sign.", "neutral"),
      ("We want to stop sending mails by hand, please show us a demo.", "positive"),
      ("Don't call me, email me the prices.", "positive"),
      ("Is your tool GDPR compliant? Please send me the prices.", "positive"),
      ("What discount off your list price do you offer? Please send a quote.", "positive"),
      ("We can't wait until next quarter, start now.", "positive"),
      ("Lass uns das in Ruhe besprechen, Dienstag passt.", "positive"),
      ("Wir wollen das nicht mehr selbst machen, bitte senden Sie ein Angebot.", "positive"),
      ("Büro vom 24.12. bis 6.1. geschlossen", "ooo"),
      ("Nous ne voulons plus de notre fournisseur actuel, envoyez une offre.", "neutral"),
      ("Pourriez-vous supprimer nos doublons ? Ça m'intéresse.", "positive"),
      ("¿Se puede eliminar nuestros duplicados? Me interesa.", "positive"),
      ("Può togliere il mio dubbio? Mi interessa.", "positive"),
      ("Verwijder ons oude systeem en stuur een offerte.", "positive"),
      ("Nie chcemy sobie tego odmawiać, proszę o ofertę.", "positive"),
      ("Pode retirar minha dúvida? Tenho interesse.", "positive"),
    ])
  func soundsLike(text: String, meaning: String) {
    let verdict = Self.reader.classify(text, subject: "Re: Hello")
    #expect(verdict.replyClass.rawValue == meaning, "\(verdict.reasons)")
  }

  @Test func whatIsQuotedIsNotTheirs() {
    let text =
      "Sure, sounds good\n\nOn Sat, Sep 20, 2026 at 10:00 AM Ann <ann@send.example>\nwrote:\n> STOP"
    #expect(Self.reader.classify(text, subject: "Re: x").replyClass == .positive)
    #expect(Self.reader.classify("Yes\n> unsubscribe me", subject: "Re: x").replyClass == .positive)
  }

  @Test func ourOwnSubjectIsNotTheirs() {
    #expect(Self.reader.classify("Ok", subject: "Re: Not interested?").replyClass == .neutral)
    #expect(Self.reader.classify("", subject: "Unsubscribe").replyClass == .unsubscribe)
  }

  @Test func whatAProgramSentIsAnAbsence() {
    let verdict = Self.reader.classify("Thank you.", subject: "Re: x", isAutomatic: true)
    #expect(verdict.replyClass == .outOfOffice)
  }

  @Test(
    "the day of return is read",
    arguments: [
      ("I am out of the office until Monday", "2026-11-23"),
      ("Ich bin bis zum 15. Januar im Urlaub", "2027-01-15"),
      ("back on December 3rd, out of office", "2026-12-03"),
      ("Je suis absent jusqu'au 2 décembre", "2026-12-02"),
      ("Estoy fuera de la oficina hasta el 01/12/2026", "2026-12-01"),
      ("I am on vacation until 12/24", "2026-12-24"),
      ("Ich bin abwesend und ab 30.11. wieder im Büro", "2026-11-30"),
    ])
  func returnDay(text: String, day: String) {
    let verdict = Self.reader.classify(
      text, subject: "", on: Day(year: 2026, month: 11, day: 21))
    #expect(verdict.replyClass == .outOfOffice)
    #expect(verdict.backOn?.description == day)
  }

  /// The mapping of the set's own README: not_now and wrong_person count as NEUTRAL.
  @Test(
    "S0-054 the development set of replies is read, and how well is printed",
    .sharedData("replies_test_tables"))
  func developmentSet() throws {
    let file = sharedData("replies_test_tables").appending(path: "replies.jsonl")
    let text = try String(contentsOf: file, encoding: .utf8)
    var confusion: [String: [String: Int]] = [:]
    for line in text.split(separator: "\n") {
      guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let label = row["our_label"] as? String, label != "BOUNCE",
        let acceptable = row["acceptable"] as? [String]
      else { continue }
      let verdict = Self.reader.classify(
        row["text"] as? String ?? "", subject: row["subject"] as? String ?? "")
      let said = coarse(verdict.replyClass)
      confusion[label, default: [:]][acceptable.contains(said) ? label : said, default: 0] += 1
    }

    let f1 = printTable(confusion)
    #expect(f1 >= 0.85)
  }

  private func coarse(_ meaning: Reply.Class) -> String {
    switch meaning {
    case .positive: "POSITIVE"
    case .negative: "NEGATIVE"
    case .unsubscribe: "UNSUBSCRIBE"
    case .outOfOffice: "OOO"
    case .neutral, .notNow, .wrongPerson: "NEUTRAL"
    }
  }

  /// Rows are what it is, columns what was said; the answer is the mean of the classes' F1.
  private func printTable(_ confusion: [String: [String: Int]]) -> Double {
    let labels = ["POSITIVE", "NEUTRAL", "NEGATIVE", "OOO", "UNSUBSCRIBE"]
    print(
      "is \\ said".padding(toLength: 12, withPad: " ", startingAt: 0)
        + labels.joined(separator: " "))
    var sum = 0.0
    for label in labels {
      let row = confusion[label] ?? [:]
      let right = Double(row[label] ?? 0)
      let all = Double(row.values.reduce(0, +))
      let said = Double(labels.reduce(0) { $0 + (confusion[$1]?[label] ?? 0) })
      let f1 = all + said == 0 ? 0 : 2 * right / (all + said)
      sum += f1
      let cells = labels.map {
        "\(row[$0] ?? 0)".padding(toLength: $0.count, withPad: " ", startingAt: 0)
      }
      print(
        label.padding(toLength: 12, withPad: " ", startingAt: 0) + cells.joined(separator: " ")
          + " F1 \(f1)")
    }
    print("macro-F1 \(sum / 5)")
    return sum / 5
  }
}
