import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database, .serialized) struct MailboxesPageTests {
  @Test("S1-055 a mailbox is tried before it is saved, and its password is sealed")
  func aMailboxIsTriedBeforeItIsSaved() throws {
    MailboxSettings.inForce = MailboxSettings(allowsPrivate: true)
    defer { MailboxSettings.inForce = MailboxSettings() }
    guard let sink = try SMTPSink() else { return }
    let answer = try send("/mailboxes", server(on: sink.port))

    #expect(answer.status == .seeOther)
    let mailbox = try #require(try workspace.mailboxes().first)
    #expect(mailbox.email == "ines@tarnbrook.example")
    #expect(mailbox.verifiedAt != nil)
    #expect(mailbox.dayLimit == 50)
  }

  @Test func aServerThatDoesNotAnswerIsNotSaved() throws {
    MailboxSettings.inForce = MailboxSettings(allowsPrivate: true)
    defer { MailboxSettings.inForce = MailboxSettings() }
    let answer = try send("/mailboxes", server(on: 9))

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("The server was not reached"))
    #expect(answer.text.contains("value=\"ines@tarnbrook.example\""))
    #expect(try workspace.mailboxes().isEmpty)
  }

  @Test func aPrivateAddressIsRefusedUnlessItIsAllowed() throws {
    guard let sink = try SMTPSink() else { return }
    for host in ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "2130706433"] {
      var form = server(on: sink.port)
      form["host"] = host
      #expect(try send("/mailboxes", form).status == .unprocessableContent, "\(host)")
    }
    #expect(try workspace.mailboxes().isEmpty)
  }

  @Test func aPasswordIsNeverShownAgain() throws {
    let sealed = try Secrets.house().seal("hunter2-canary")
    let id = try workspace.add(
      MailboxDraft(
        email: "ines@tarnbrook.example", host: "smtp.example", port: 587, security: .starttls,
        user: "ines"), password: sealed)

    let page = try get("/mailboxes/\(id)")
    #expect(page.contains("One is kept, encrypted"))
    #expect(!page.contains("hunter2-canary"))
    let dump: String = try workspace.value("SELECT string_agg(m::text, ' ') FROM mailboxes m")
    #expect(!dump.contains("hunter2-canary"))
    #expect(
      try Secrets.house().open(try #require(workspace.mailbox(id).password)) == "hunter2-canary")
  }

  @Test func theFormComesBackAsTypedWithItsErrors() throws {
    var form = server(on: 25)
    form["email"] = "no <address>"
    form["port"] = "70000"
    form["ramp_start"] = "5"
    let answer = try send("/mailboxes", form)

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("value=\"no &lt;address&gt;\""))
    #expect(answer.text.contains("“70000” is no number from 1 to 65535."))
    #expect(answer.text.contains("A ramp needs to know how many more each day."))
  }

  @Test("S1-014 the practice mailbox needs no server, and an address is taken once")
  func thePracticeMailboxNeedsNoServer() throws {
    #expect(
      try send("/mailboxes/practice", ["email": "rehearsal@practice.example"]).status == .seeOther)
    let mailbox = try #require(try workspace.mailboxes().first)
    #expect(mailbox.kind == .practice)
    #expect(mailbox.host == "127.0.0.1")
    #expect(mailbox.dayLimit == 100_000)

    let again = try send("/mailboxes/practice", ["email": "Rehearsal@practice.example"])
    #expect(again.status == .unprocessableContent)
    #expect(again.text.contains("Another mailbox has this address already."))
  }

  @Test func theListSaysWhatCanBeSentNowAndWhatHoldsTheOthers() throws {
    _ = try workspace.makeBox("a@practice.example")
    let ill = try workspace.makeBox("ill@practice.example")
    let resting = try workspace.makeBox("rests@practice.example")
    try workspace.run(
      "UPDATE mailboxes SET health = 12, last_error = '550 <no>' WHERE id = \(ill)")
    try workspace.run(
      "UPDATE mailboxes SET cooling_until = now() + interval '20 min' WHERE id = \(resting)")

    let page = try get("/mailboxes")
    #expect(page.contains("Too ill to send"))
    #expect(page.contains("Cooling down"))
    #expect(page.contains("550 &lt;no&gt;"))
    #expect(page.contains("of 3"))
  }

  @Test func aMailboxIsPausedResumedAndRemoved() throws {
    let id = try workspace.makeBox()
    _ = try send("/mailboxes/\(id)/pause", [:])
    #expect(try workspace.mailbox(id).obstacle == "paused")
    #expect(try get("/mailboxes/\(id)").contains("Resume mailbox"))
    _ = try send("/mailboxes/\(id)/resume", [:])
    #expect(try workspace.mailbox(id).obstacle == nil)

    #expect(try get("/mailboxes/\(id)/remove").contains("Remove 1 mailbox"))
    _ = try send("/mailboxes/\(id)/remove", [:])
    #expect(try workspace.mailboxes().isEmpty)
  }

  @Test func aMailboxTooIllToSendSaysSoAndIsTakenBackByAPerson() throws {
    let id = try workspace.makeBox()
    try workspace.run("UPDATE mailboxes SET health = 3")

    #expect(try workspace.mailbox(id).obstacle == "health")
    #expect(try get("/mailboxes/\(id)").contains("brought its health to 3"))
    _ = try send("/mailboxes/\(id)/resume", [:])

    #expect(try workspace.mailbox(id).obstacle == nil)
    #expect(try workspace.mailbox(id).health == 50)
  }

  @Test("S1-052 a key is made, its record shown, and its private half sealed")
  func aKeyIsMade() throws {
    let id = try workspace.makeBox()
    _ = try send("/mailboxes/\(id)/key", ["domain": "tarnbrook.example", "selector": "ov1"])

    let page = try get("/mailboxes/\(id)")
    #expect(page.contains("ov1._domainkey.tarnbrook.example"))
    #expect(page.contains("v=DKIM1; k=rsa; p=MII"))
    let sealed: Bytes = try workspace.value("SELECT dkim_private_key FROM mailboxes")
    #expect(try Secrets.house().open(sealed.bytes).hasPrefix("-----BEGIN PRIVATE KEY-----"))
    let refused = try send("/mailboxes/\(id)/key", ["domain": "no domain", "selector": "x"])
    #expect(refused.status == .unprocessableContent)
  }

  @Test func aTestMessageGoesToWhoeverAsks() throws {
    guard let sink = try SMTPSink() else { return }
    let id = try workspace.makeBox()
    try workspace.run("UPDATE mailboxes SET smtp_port = \(sink.port)")

    let answer = try send("/mailboxes/\(id)/test", [:])
    #expect(answer.status == .seeOther)
    #expect(try send("/mailboxes/\(id)/try", [:]).status == .seeOther)
  }

  @Test func anotherWorkspacesMailboxIsNotThere() throws {
    let id = try otherWorkspace.makeBox()
    #expect(
      try door().respond(to: Request(.get, "/mailboxes/\(id)"), as: someone()).status == .notFound)
    #expect(try send("/mailboxes/\(id)/pause", [:]).status == .notFound)
    #expect(try otherWorkspace.mailbox(id).obstacle == nil)
  }

  private func server(on port: Int) -> Form {
    [
      "email": "ines@tarnbrook.example", "host": "127.0.0.1", "port": "\(port)",
      "security": "none",
    ]
  }

  private func get(_ path: String) throws -> String {
    try door().respond(to: Request(.get, path), as: someone()).text
  }

  private func send(_ path: String, _ form: Form) throws -> Response {
    try door().respond(to: Request(.post, path, form: form), as: someone())
  }
}
