import Foundation
import Mail
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

  @Test("the reply-extraction sets: quoted text and signatures go")
  func sets() throws {
    guard let folder = dataSet("reply_text") else { return }
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

  @Test("forwards: what stands above the forwarded message is the person's")
  func forwards() throws {
    guard let folder = dataSet("forwards_crisp") else { return }
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
