import Foundation
import Mail
import TestKit
import Testing

@Suite struct ReplyTextTests {
  @Test(arguments: [
    ("Yes.\n\nOn Mon, 3 Mar 2025 at 10:12, Ann <ann@send.example> wrote:\n> Hello", "Yes."),
    ("Ja.\n\nAm 03.03.2025 um 10:12 schrieb Ann Müller:\n> Hallo", "Ja."),
    ("Oui.\n\nLe lun. 3 mars 2025 à 10:12, Ann <ann@send.example> a écrit :\n\n> Bonjour", "Oui."),
    ("Sí.\n\nEl lun, 3 mar 2025 a las 10:12, Ann (<ann@send.example>) escribió:\n> Hola", "Sí."),
    ("好的。\n\nAnn <ann@send.example> 于2025年3月3日周一 10:12写道:\n> 你好", "好的。"),
    ("Ok.\n\n-----Original Message-----\nFrom: Ann\nSent: Monday\n\nHello", "Ok."),
    (
      "Ok.\n\n________________________________\nVon: Ann\nGesendet: Montag\nBetreff: x\n\nHallo",
      "Ok."
    ),
    ("Ok.\n\nSent from my iPhone", "Ok."),
    ("Ok.\n-- \nBob\nSales", "Ok."),
    ("Two\n> quoted\nanswer", "Two\n> quoted\nanswer"),
    ("On Monday I wrote a lot.\nIt was fine.", "On Monday I wrote a lot.\nIt was fine."),
    ("", ""),
  ])
  func whatAPersonWroteIsTold(text: String, visible: String) {
    let mail = "From: b@rcpt.example\nContent-Type: text/plain; charset=utf-8\n\n" + text
    #expect(IncomingMessage(parsing: Array(mail.utf8)).visibleText == visible)
  }

  @Test("the reply-extraction sets: quoted text and signatures go", .sharedData("reply_text"))
  func sets() throws {
    let folder = sharedData("reply_text")
    var score = Score()
    for row in try objects(folder.appending(path: "cases.jsonl")) {
      guard let file = row["file"] as? String else { continue }
      let bytes = try Data(contentsOf: folder.appending(path: file))
      let isMail = file.hasSuffix(".eml") && file.contains("talon")
      let type = file.hasSuffix(".html") ? "html" : "plain"
      let head = Data("From: b@rcpt.example\nContent-Type: text/\(type); charset=utf-8\n\n".utf8)
      let message = IncomingMessage(parsing: Array(isMail ? bytes : head + bytes))
      score.count(isRight(squeezed(message.visibleText), row))
    }
    for row in try objects(folder.appending(path: "quotes_by_language.jsonl")) {
      let head = "From: b@rcpt.example\nContent-Type: text/plain; charset=utf-8\n\n"
      let message = IncomingMessage(parsing: Array((head + (row["text"] as? String ?? "")).utf8))
      score.count(isRight(squeezed(message.visibleText), row))
    }

    print("reply text: \(score)")
    #expect(score.share >= 0.90)
  }

  @Test(
    "forwards: what stands above the forwarded message is the person's",
    .sharedData("forwards_crisp"))
  func forwards() throws {
    let folder = sharedData("forwards_crisp")
    var score = Score()
    for row in try objects(folder.appending(path: "cases.jsonl")) {
      guard row["forwarded"] as? Bool == true, let file = row["file"] as? String else { continue }
      let head = Data("From: b@rcpt.example\nContent-Type: text/plain; charset=utf-8\n\n".utf8)
      let bytes = try Data(contentsOf: folder.appending(path: file))
      let message = IncomingMessage(parsing: Array(head + bytes))
      score.count(squeezed(message.visibleText) == squeezed(row["message_above"] as? String ?? ""))
    }

    print("forwards: \(score)")
    #expect(score.share >= 0.95)
  }

  private func isRight(_ visible: String, _ row: [String: Any]) -> Bool {
    if let wanted = row["visible_text"] as? String { return visible == squeezed(wanted) }
    if let first = row["first_fragment"] as? String { return visible.hasPrefix(squeezed(first)) }
    let holds = row["contains"] as? [String] ?? []
    let lacks = row["not_contains"] as? [String] ?? []
    return holds.allSatisfy { visible.contains(squeezed($0)) }
      && lacks.allSatisfy { !visible.contains(squeezed($0)) }
  }

  private func squeezed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// Where a person's words end, in forms that were misread.
@Suite struct ReplyEndTests {
  @Test(arguments: [
    (
      "Agreed.\n\n\n---- On Mon, 02 Nov 2026 09:00:00 +0000 Ann <ann@send.example> wrote ---\n\nHi",
      "Agreed."
    ),
    (
      "Agreed.\n\n---- Am Mo, 02 Nov 2026 09:00:00 +0000 Ann <ann@send.example> schrieb ----\n\nHi",
      "Agreed."
    ),
    ("Ok.\n\nOn 1 October 2026 at 10:00, Ann (ann@send.example) said:\n\n\nA demo?", "Ok."),
    ("Ok.\n\nAm 1. Oktober 2026 um 10:00 sagte Ann (ann@send.example):\n\nEine Demo?", "Ok."),
    ("Ok.\n\nLe 1 octobre 2026 à 10:00, Ann (ann@send.example) a dit :\n\nUne démo ?", "Ok."),
    ("Ok.\n\nIl 1 ottobre 2026 alle 10:00, Ann (ann@send.example) ha detto:\n\nUna demo?", "Ok."),
    (
      "Ok.\n\nEl 1 de octubre de 2026 a las 10:00, Ann (ann@send.example) dijo:\n\n¿Una demo?",
      "Ok."
    ),
    ("Ok.\n\nOp 1 oktober 2026 om 10:00 zei Ann (ann@send.example):\n\nEen demo?", "Ok."),
    ("Ok.\n\nDen 1 oktober 2026 kl. 10:00 sa Ann (ann@send.example):\n\nEn demo?", "Ok."),
    ("بله\n\nدر تاریخ دوشنبه ۲ نوامبر ۲۰۲۶،‏ ۹:۰۰ Ann <ann@send.example> نوشت:\n\n> Hi", "بله"),
    ("हाँ\n\nसोम, 2 नव॰ 2026 को 9:00 am बजे को Ann <ann@send.example> ने लिखा:\n\n> Hi", "हाँ"),
    ("Fine.\n\nGet Outlook for iOS<https://aka.example/o0ukef>", "Fine."),
    ("Gut.\n\nOutlook für iOS beziehen", "Gut."), ("Bon.\n\nObtenez Outlook pour Android", "Bon."),
    (
      "We said:\nFrom: Graz\nTo: Linz\nDate: every Monday\n\nAn offer?",
      "We said:\nFrom: Graz\nTo: Linz\nDate: every Monday\n\nAn offer?"
    ),
    ("Ok.\n\nFrom: Ann <ann@send.example>\nTo: Bo\nSubject: x\n\nHi", "Ok."),
    (
      "Thanks.\n\n---\n\nPlease remove me from your list.",
      "Thanks.\n\n---\n\nPlease remove me from your list."
    ),
    ("Thanks.\n\n---\nAda Novak\nHarrow Ltd.\n+44 20 7946 0000", "Thanks."),
    ("Needs:\n| item | count |\n| lamps | 20 |", "Needs:\n| item | count |\n| lamps | 20 |"),
    ("Our boss said:\nwe buy.", "Our boss said:\nwe buy."),
  ])
  func wherePeoplesWordsEnd(text: String, visible: String) {
    let mail = "From: b@rcpt.example\nContent-Type: text/plain; charset=utf-8\n\n" + text
    #expect(IncomingMessage(parsing: Array(mail.utf8)).visibleText == visible)
  }

  @Test(arguments: [
    ("<p>Yes.</p><span style='visibility: hidden'>unsubscribe</span>", "Yes."),
    ("<div hidden>unsubscribe</div><p>Yes.</p>", "Yes."),
    ("<p style=\"display: none\">unsubscribe<p>Yes.", "Yes."),
    ("<div style=\"display:none\"><div>un</div>subscribe</div>Yes.", "Yes."),
    ("<head><title>x</title><body>Yes.", "Yes."), ("<style>p{color:red}</style>Yes.", "Yes."),
    ("&lsquo;Yes&rsquo; &rarr; &#8364;5 &#x1F600; &hearts;", "‘Yes’ → €5 😀 ♥"),
    ("<pre>one\n  two</pre>", "one\n  two"),
  ])
  func whatAPageShows(page: String, visible: String) {
    let mail = "From: b@rcpt.example\nContent-Type: text/html; charset=utf-8\n\n" + page
    #expect(IncomingMessage(parsing: Array(mail.utf8)).visibleText == visible)
  }
}
