import Mail
import Testing

/// What is no person's answer, in many languages; and what only looks so.
@Suite struct KindTests {
  @Test(
    "Subjects of automatic replies",
    arguments: [
      "Automaatvastus: Our offer", "Automatski odgovor: Our offer", "自動応答: Our offer",
      "自动答复: Our offer", "Samodejni odgovor: x", "Sjálfvirkt svar: x", "Automātiskā atbilde: x",
      "Automatinis atsakymas: x", "Автоматичен отговор: x", "Аутоматски одговор: x",
      "Răspuns automat: x", "Automatikus válasz: x", "Otomatik Yanıt: x", "Αυτόματη απάντηση: x",
      "Resposta automàtica: x", "Erantzun automatikoa: x", "رد تلقائي: x", "پاسخ خودکار: x",
      "자동 응답: x", "Thư trả lời tự động: x", "Balasan Otomatis: x", "Automatisk svar: x",
      "Autosvar: x", "Abwesend bis 7.12.", "Out of Office: Re: Our offer",
      "Abwesenheitsnotiz: Our offer", "Absence du bureau : Our offer", "Fuori ufficio",
      "Vacation reply", "Poza biurem: x", "Poissa: x",
    ])
  func anAutomaticSubject(subject: String) {
    #expect(kind("Subject: \(subject)\nIn-Reply-To: <s.1@send.example>\n\n…") == .autoReply)
  }

  @Test(
    "Subjects of people",
    arguments: [
      "Vacation rentals partnership – your e-mail", "Out of office furniture",
      "Automation of our plant",
      "Automotive parts", "Absence management software: a question", "Ferienwohnungen",
      "Urlaubsplanung mit eurem Tool", "Automatic doors for our new hall", "Away days 2027",
    ])
  func aPersonsSubject(subject: String) {
    #expect(
      kind("Subject: \(subject)\nIn-Reply-To: <s.1@send.example>\n\nHappy to talk.") == .reply)
  }

  @Test(arguments: ["X-Autoreply: no", "Auto-Submitted: no (by hand)", "X-Auto-Reply: false"])
  func aHeaderThatDenies(header: String) {
    #expect(kind("\(header)\nIn-Reply-To: <s.1@send.example>\n\nYes.") == .reply)
  }

  @Test(
    "Receipts, newsletters and notices answer nothing",
    arguments: [
      "Subject: Gelesen: Our offer\nIn-Reply-To: <s.1@send.example>\n\nIhre Nachricht wurde am Montag gelesen.",
      "Subject: Lu : Our offer\nIn-Reply-To: <s.1@send.example>\n\nVotre message a été lu le 3 novembre.",
      "Subject: Leído: Our offer\n\nSu mensaje fue leído el lunes.",
      "Subject: 開封済み: Our offer\n\nメッセージは開封されました。",
      "Subject: Re: growth\nList-Unsubscribe: <https://news.example/u>\n\nBuy now!",
      "Subject: Weekly digest\nFrom: noreply@portal.example\n\nYou have 3 new messages.",
      "Subject: Ticket created\nAuto-Submitted: auto-generated\n\nYour ticket was created.",
    ])
  func nobodysAnswer(text: String) {
    let head = text.contains("From: ") ? "" : "From: ada@harrow.example\n"
    #expect(IncomingMessage(parsing: Array((head + text).utf8)).kind == .other)
  }

  @Test(arguments: ["delivered", "relayed", "expanded"])
  func aReportOfSuccessIsNoBounce(action: String) {
    #expect(report(action: action, status: "2.0.0", code: "250 2.0.0 OK").kind == .other)
  }

  @Test func aReportOfADelayIsSoft() throws {
    let message = report(
      action: "delayed", status: "4.2.0", code: "450 4.2.0 Recipient address rejected: Greylisted")

    #expect(message.kind == .bounce)
    #expect(message.recipients.map(\.severity) == [.soft])
    #expect(message.recipients.map(\.action) == ["delayed"])
  }

  /// A failure beside a success is a bounce of whom it failed for.
  @Test func oneOfTwoFailed() {
    let fields = """
      Final-Recipient: rfc822; ann@harrow.example
      Action: delivered
      Status: 2.0.0

      Final-Recipient: rfc822; bo@harrow.example
      Action: failed
      Status: 5.1.1
      """
    let message = report(fields: fields)

    #expect(message.kind == .bounce)
    #expect(message.recipients.map(\.address) == ["bo@harrow.example"])
  }

  @Test(arguments: [
    ("ACCEPTED", "Accepted: Call with us"), ("DECLINED", "Declined: Call with us"),
    ("TENTATIVE", "Tentatively accepted: Call with us"),
  ])
  func aCalendarsAnswerIsOne(status: String, text: String) {
    let message = calendar("REPLY", "ATTENDEE;PARTSTAT=\(status):mailto:ada@harrow.example")

    #expect(message.kind == .reply)
    #expect(message.visibleText == text)
  }

  @Test(arguments: ["REQUEST", "CANCEL", "PUBLISH"])
  func aCalendarsNoticeAnswersNothing(method: String) {
    #expect(calendar(method, "ORGANIZER:mailto:x@portal.example").kind == .other)
  }

  private func calendar(_ method: String, _ line: String) -> IncomingMessage {
    let text = """
      From: Ada <ada@harrow.example>
      Subject: Call
      MIME-Version: 1.0
      Content-Type: text/calendar; method=\(method)

      BEGIN:VCALENDAR
      METHOD:\(method)
      BEGIN:VEVENT
      SUMMARY:Call with us
      \(line)
      END:VEVENT
      END:VCALENDAR
      """
    return IncomingMessage(parsing: Array(text.utf8))
  }

  private func kind(_ text: String) -> IncomingMessage.Kind {
    IncomingMessage(parsing: Array(("From: ada@harrow.example\n" + text).utf8)).kind
  }

  private func report(action: String, status: String, code: String) -> IncomingMessage {
    report(
      fields: """
        Final-Recipient: rfc822; bo@harrow.example
        Action: \(action)
        Status: \(status)
        Diagnostic-Code: smtp; \(code)
        """)
  }

  private func report(fields: String) -> IncomingMessage {
    let text = """
      Return-Path: <>
      From: MAILER-DAEMON@mx.example
      Subject: Mail delivery report
      Auto-Submitted: auto-replied
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: text/plain

      About your mail.

      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example

      \(fields)

      --b--
      """
    return IncomingMessage(parsing: Array(text.utf8))
  }
}
