import Foundation
import Outreach
import Testing
import Workers

/// What hangs under every mail of a firm decides nothing; what somebody asks for is heard.
@Suite struct OwnWordsTests {
  static let reader = RuleReader()
  static let yes =
    "Hi Sam,\n\nyes, happy to have a call on Thursday. Please send the pricing before."

  static let notices = [
    "This email and any files transmitted with it are confidential and intended solely for the use of the individual or entity to whom they are addressed. If you have received this email in error please notify the system manager and delete it.",
    "CONFIDENTIALITY NOTICE: THE CONTENTS OF THIS EMAIL MESSAGE ARE PRIVILEGED. IF YOU ARE NOT THE INTENDED RECIPIENT, STOP READING AND REMOVE IT FROM YOUR SYSTEM.",
    "You are receiving this because you are a customer of Harrow. To stop receiving these messages, opt out at https://m.harrow.example/o",
    "Manage preferences | Unsubscribe | View in browser",
    "Harrow Ltd is registered in England, company number 0123456. Registered office: 1 Long Street.",
    "Please consider the environment before printing this email.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie bitte diese Nachricht und informieren Sie den Absender.",
    "Informationen zum Datenschutz finden Sie unter https://www.harrow.example/datenschutz",
    "Wenn Sie keine weiteren E-Mails von uns wünschen, können Sie sich hier abmelden: https://m.harrow.example/a",
    "Ce message et ses pièces jointes sont confidentiels et destinés exclusivement à leur destinataire. Si vous l'avez reçu par erreur, merci de le supprimer et d'en avertir l'expéditeur.",
    "Vous recevez ce message car vous êtes client. Pour ne plus recevoir nos courriels, cliquez ici : https://m.harrow.example/d",
    "Este mensaje contiene información confidencial. Si usted no es el destinatario, le rogamos que lo elimine y lo comunique al remitente.",
    "En cumplimiento del RGPD y la LOPD le informamos de que sus datos personales están en nuestro fichero. Si no desea recibir más correos, puede darse de baja en baja@harrow.example",
    "Il presente messaggio è riservato ed è destinato esclusivamente al destinatario. Se lo avete ricevuto per errore, vi preghiamo di cancellarlo e di avvisare il mittente.",
    "Ai sensi del Regolamento UE 2016/679 (GDPR) i dati personali sono trattati per finalità commerciali. Per cancellarsi scrivere a privacy@harrow.example",
    "Esta mensagem pode conter informação confidencial. Se não for o destinatário, por favor elimine-a e avise o remetente.",
    "De acordo com a LGPD, você pode solicitar a exclusão dos seus dados pessoais em privacidade@harrow.example",
    "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Indien u dit bericht per ongeluk heeft ontvangen, verzoeken wij u het te verwijderen.",
    "Wilt u geen emails meer ontvangen? Dan kunt u zich hier afmelden: https://m.harrow.example/u",
    "Niniejsza wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeśli otrzymali ją Państwo omyłkowo, prosimy o jej usunięcie i powiadomienie nadawcy.",
    "Administratorem danych osobowych jest Harrow. Aby wypisać się z newslettera: https://m.harrow.example/w",
    "Detta meddelande är konfidentiellt och endast avsett för mottagaren. Om du har fått det av misstag, radera det och meddela avsändaren.",
    "Denne email er fortrolig og kun beregnet for modtageren. Hvis du har modtaget den ved en fejl, bedes du slette den.",
    "Denne e-posten er konfidensiell. Hvis du har mottatt den ved en feil, vennligst slett den og varsle avsenderen.",
    "Tämä viesti on luottamuksellinen ja tarkoitettu vain vastaanottajalle. Jos olet saanut viestin vahingossa, poista se.",
    "Tato zpráva je důvěrná a určena pouze adresátovi. Pokud jste ji obdrželi omylem, smažte ji a informujte odesílatele.",
    "Aquest missatge és confidencial. Si no sou el destinatari, esborreu-lo i aviseu el remitent.",
    "このメールには機密情報が含まれています。誤って受信された場合は削除してください。",
    "Please note that I am out of the office every Friday.",
    "Heads-up: on annual leave from 21 to 28 December.",
    "Our offices are closed between Christmas and New Year.",
    "We are no longer at Long Street: our new address is 5 Short Street.",
    "T +44 20 7946 0000 | www.harrow.example | Stop by at the fair, hall 3",
  ]

  /// An email of ours whose signature has the phrases of every class.
  static let ours = """
    Hi Ada,

    would a call help?

    -- 
    Ines Weir
    Out of the office on Fridays. Not interested? Remove me from your list.
    I no longer work there; STOP. Not now, maybe next quarter.

    Tarnbrook, 4 Weir Lane
    Unsubscribe: https://o.example/u/1-ab
    """
  static let marked = ours.split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")

  @Test(
    "our own signature, quoted back, decides nothing",
    arguments: [
      "\(yes)\n\nAda\n\nOn Mon, 2 Nov 2026 at 09:00, Ines Weir <ines@weir.example> wrote:\n\n\(marked)",
      "\(yes)\n\nAda\n\nOn Mon, 2 Nov 2026 at 09:00, Ines Weir <ines@weir.example> wrote:\n\n\(ours)",
      "\(yes)\n\nAda\n\nAm Mo., 2. Nov. 2026 um 09:00 Uhr schrieb Ines Weir <ines@weir.example>:\n\n\(marked)",
      """
      \(yes)

      Ada

      From: Ines Weir <ines@weir.example>
      Sent: Monday, 2 November 2026 09:00
      To: Ada Novak <ada@harrow.example>
      Subject: Hello

      \(ours)
      """,
      """
      \(yes)

      -----Original Message-----
      From: Ines Weir <ines@weir.example>
      Subject: Hello

      \(ours)
      """,
      "On Mon, 2 Nov 2026 at 09:00, Ines Weir <ines@weir.example> wrote:\n\(marked)\n\n\(yes)\n\nAda",
    ])
  func ourSignatureQuotedBackDecidesNothing(reply: String) {
    let verdict = Self.reader.classify(reply, subject: "Re: Hello")
    let alone = Self.reader.classify(Self.yes, subject: "Re: Hello")
    #expect(verdict.replyClass == .positive, "\(verdict.reasons)")
    #expect(verdict.reasons == alone.reasons)
  }

  @Test("A notice under a yes", arguments: notices)
  func aNoticeDecidesNothing(notice: String) {
    for close in ["Best regards\nAda Novak", "Mit freundlichen Grüßen\nAda Novak", "Cheers,\nAda"] {
      let verdict = Self.reader.classify("\(Self.yes)\n\n\(close)\n\n\(notice)", subject: "Re: x")
      #expect(verdict.replyClass == .positive, "\(close): \(verdict.reasons)")
    }
  }

  @Test("A legal notice needs no close above it", arguments: notices.prefix(28))
  func aNoticeNeedsNoClose(notice: String) {
    let verdict = Self.reader.classify("\(Self.yes)\n\n\(notice)", subject: "Re: x")
    #expect(verdict.replyClass == .positive, "\(verdict.reasons)")
  }

  @Test func anEmptyAnswerWithANoticeSaysNothing() {
    for notice in Self.notices.prefix(3) {
      #expect(Self.reader.classify(notice, subject: "Re: x").replyClass == .neutral, "\(notice)")
    }
  }

  @Test(
    "A wish to be left alone is heard, wherever it stands",
    arguments: [
      "Hi Sam,\n\nthanks.\n\n---\n\nPlease remove me from your list.",
      "Best regards\nAda\n\nPS: please take me off your list.",
      "Hello,\n\nthank you.\n\nKind regards\nAda Novak\n\nPlease remove me from your mailing list.",
      "According to the GDPR I ask you to delete my data.",
      "Bitte löschen Sie meine Daten gemäß DSGVO.",
      "Conformément au RGPD, je vous demande de supprimer mes données.",
      "Solicito la eliminación de mis datos personales según el RGPD. No me escriban más.",
      "Unsubscribe", "Please unsubscribe.\n\nAda",
      "This message is for you: please stop writing to me.\n\nRegards\nAda",
      "If you do not stop I will report you. Remove my address.",
      "Mit freundlichen Grüßen\nAda Novak\n\nBitte tragen Sie mich aus Ihrem Verteiler aus.",
    ])
  func aWishIsHeard(text: String) {
    let verdict = Self.reader.classify(text, subject: "Re: x")
    #expect(verdict.replyClass == .unsubscribe, "\(verdict.reasons)")
  }

  @Test(
    "An automatic reply of somebody who left names another person",
    arguments: [
      "Ada Novak no longer works at Harrow. Please write to bo.lind@harrow.example.",
      "I have left the company. This mailbox is not monitored; in urgent cases contact bo@harrow.example.",
      "Frau Novak ist nicht mehr im Unternehmen tätig. Bitte wenden Sie sich an bo@harrow.example.",
      "Ada Novak ne fait plus partie de la société. Merci de contacter bo@harrow.example.",
      "Ada Novak ya no trabaja en Harrow. Escriba a bo@harrow.example.",
      "Ada Novak non lavora più in Harrow. Scrivere a bo@harrow.example.",
      "Ada Novak não trabalha mais na Harrow. Contacte bo@harrow.example.",
      "Ada Novak is niet meer werkzaam bij Harrow. Mail naar bo@harrow.example.",
      "Ada Novak nie pracuje już w firmie. Proszę pisać na bo@harrow.example.",
      "Ada Novak har slutat på Harrow. Kontakta bo@harrow.example.",
      "Ada Novak arbejder ikke længere hos Harrow. Skriv til bo@harrow.example.",
      "Ada Novak ei ole enää palveluksessamme. Ota yhteyttä bo@harrow.example.",
      "Ada Novak již ve firmě nepracuje. Pište na bo@harrow.example.",
      "Adaは退職いたしました。bo@harrow.exampleまでご連絡ください。",
    ])
  func whoLeftIsTheWrongPerson(text: String) {
    let verdict = Self.reader.classify(
      text, subject: "Automatic reply: Our offer", isAutomatic: true)
    #expect(verdict.replyClass == .wrongPerson, "\(verdict.reasons)")
  }
}
