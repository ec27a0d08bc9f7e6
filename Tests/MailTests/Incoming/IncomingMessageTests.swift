import Foundation
import Mail
import TestKit
import Testing

@Suite struct IncomingMessageTests {
  @Test func whatWeSendIsReadBack() throws {
    let case1 = MessageCase(
      subject: "Ünïcödé 漢字", fromName: "Ann Müller", toName: "Bob", text: "Hallo\nWelt ß\n")

    let message = IncomingMessage(parsing: try case1.message().bytes())

    #expect(message.subject == "Ünïcödé 漢字")
    #expect(message.from == MailAddress("ann@send.example", name: "Ann Müller"))
    #expect(message.to == [MailAddress("bob@rcpt.example", name: "Bob")])
    #expect(message.messageID == "s.abcdefgh@send.example")
    #expect(message.inReplyTo == ["s.first@send.example"])
    #expect(message.references.count == 10)
    #expect(message.text.hasPrefix("Hallo\nWelt ß"))
    #expect(message.html?.contains("<p>Hello</p>") == true)
    #expect(message.date == Date(timeIntervalSince1970: 1_795_279_529))
  }

  @Test(arguments: [
    "Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: auto_reply",
    "Subject: Automatische Antwort: Hallo", "Subject: Réponse automatique : absent",
    "Subject: 自動返信: こんにちは", "Subject: Ann Bell is out of the office", "X-Autorespond: hello",
    "Subject: Respuesta automática: hola", "Subject: Automatisch antwoord: hallo",
    "Subject: Risposta automatica: ciao", "Subject: Automatiskt svar: hej", "Return-Path: <>",
  ])
  func aMachinesAnswerIsNoPersons(header: String) {
    let text = "From: bob@rcpt.example\n\(header)\nIn-Reply-To: <s.1@send.example>\n\nI am away.\n"
    let message = IncomingMessage(parsing: Array(text.utf8))

    #expect(message.kind == .autoReply)
    #expect(!message.reasons.isEmpty)
  }

  @Test(arguments: ["Auto-Submitted: no", "Precedence: bulk", "X-Auto-Response-Suppress: All"])
  func whatPeoplesMailAlsoCarriesIsNoSign(header: String) {
    let text = "From: bob@rcpt.example\n\(header)\nIn-Reply-To: <s.1@send.example>\n\nYes.\n"
    #expect(IncomingMessage(parsing: Array(text.utf8)).kind == .reply)
  }

  @Test func aNewsletterIsNoReply() {
    let text = "From: news@shop.example\nList-Id: <news.shop.example>\nSubject: Sale\n\nBuy!\n"
    #expect(IncomingMessage(parsing: Array(text.utf8)).kind == .other)
  }

  @Test func aPageIsReadAsText() {
    let html = """
      <html><head><title>t</title><style>p{}</style></head><body><script>alert(1)</script>
      <p>Yes, gr&uuml;&szlig;e &amp; all&nbsp;that &#8211; call me</p><div>Tomorrow<br>at ten</div>
      <blockquote>old words</blockquote></body></html>
      """
    let text = "From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n" + html
    let message = IncomingMessage(parsing: Array(text.utf8))

    #expect(message.text.contains("Yes, grüße & all that – call me"))
    #expect(message.text.contains("Tomorrow\nat ten"))
    #expect(!message.text.contains("alert"))
    #expect(!message.visibleText.contains("old words"))
  }

  @Test func attachmentsAreNamedAndNotRead() {
    let text = """
      From: a@b.example
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="b"

      --b
      Content-Type: text/plain

      See the file.
      --b
      Content-Type: text/plain; name="=?utf-8?q?pr=C3=A4s.txt?="
      Content-Disposition: attachment; filename*=utf-8''pr%C3%A4s.txt

      secret
      --b--
      """
    let message = IncomingMessage(parsing: Array(text.utf8))

    #expect(message.text == "See the file.")
    #expect(message.attachments == ["präs.txt"])
  }

  @Test(arguments: [40, 5_000, 200_000])
  func aNestOfPartsEndsSomewhere(depth: Int) {
    let nest = (0..<depth).map {
      "Content-Type: multipart/mixed; boundary=\"b\($0)\"\n\n--b\($0)\n"
    }.joined()
    let text =
      "From: a@b.example\nMIME-Version: 1.0\n" + nest + "Content-Type: text/plain\n\nhello\n"

    let message = IncomingMessage(parsing: Array(text.utf8))

    #expect(message.from?.address == "a@b.example")
  }

  @Test func tenThousandPartsAndALineWithoutEndAreRead() {
    let parts = (0..<10_000).map { "--b\nContent-Type: text/plain\n\npart \($0)\n" }.joined()
    let many =
      "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + parts + "--b--\n"
    let long = "From: a@b.example\n\n" + String(repeating: "x", count: 3_000_000)

    #expect(IncomingMessage(parsing: Array(many.utf8)).text.contains("part 400"))
    #expect(IncomingMessage(parsing: Array(long.utf8)).text.utf8.count == 3_000_000)
  }

  @Test(
    "MIME torture sets: nothing crashes or comes back empty",
    .sharedData(
      "mime_stalwart", "mime_mailcore2", "mime_php", "mime_misc", "mime_enmime", "mime_mikel_mail")
  )
  func torture() throws {
    var count = 0
    var empty: [String] = []
    for set in [
      "mime_stalwart", "mime_mailcore2", "mime_php", "mime_misc", "mime_enmime", "mime_mikel_mail",
    ] {
      for file in try files(in: sharedData(set)) {
        let bytes = Array(try Data(contentsOf: file))
        let message = IncomingMessage(parsing: bytes)
        count += 1
        let isEmpty = message.text.isEmpty && message.attachments.isEmpty && message.headers.isEmpty
        // Some are bare parts, with no header of a message.
        let isMessage = String(decoding: bytes, as: UTF8.self).contains("From:")
        if isEmpty && isMessage { empty.append(file.lastPathComponent) }
      }
    }

    print("MIME sets: \(count) messages read")
    #expect(count > 100)
    #expect(empty == [])
  }

  @Test func bytesOfAnyKindAreRead() {
    var random = Seeded(seed: 3)
    let seed = Array(
      "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n=?utf-8?q?x?=\n".utf8)
    for _ in 0..<2_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] = UInt8.random(in: 0...255, using: &random)
      }
      _ = IncomingMessage(parsing: bytes)
    }
    #expect(IncomingMessage(parsing: []).kind == .other)
  }

  private func files(in folder: URL) throws -> [URL] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
    return all.map { folder.appending(path: $0) }.filter { file in
      let isFile = try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
      return isFile == true && !["csv", "json", "jsonl"].contains(file.pathExtension)
        && file.lastPathComponent != "SOURCE.txt"
    }
  }
}
