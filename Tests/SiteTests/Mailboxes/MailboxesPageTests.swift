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
    let sink = try SMTPSink()
    let answer = try send("/mailboxes", server(on: sink.port))

    #expect(answer.status == .seeOther)
    let mailbox = try #require(try workspace.mailboxes().first)
    #expect(mailbox.email == "ines@tarnbrook.example")
    #expect(mailbox.verifiedAt != nil)
    #expect(mailbox.dayLimit == 50)
  }

  @Test func thePageOfAMailboxSaysItsStateInSentences() throws {
    let box = try workspace.makeBox()
    try workspace.run("UPDATE mailboxes SET state = 'paused' WHERE id = \(box)")

    let page = try words(in: get("/mailboxes/\(box)"))

    #expect(
      page.contains("Practice mailbox: no real emails are sent. Paused until it is resumed."))
    #expect(page.contains("100 of 100 health; sending stops at 20"))
    #expect(page.contains("Leave empty for no ramp."))
  }

  @Test func aTestOfThePracticeMailboxPromisesNoEmailAndHasADate() throws {
    let sink = try SMTPSink()
    let box = try workspace.makeBox()
    try workspace.run("UPDATE mailboxes SET smtp_port = \(sink.port)")
    let ada = try workspace.signIn()
    func tested() throws -> Bool {
      try workspace.value("SELECT verified_at IS NOT NULL FROM mailboxes WHERE id = \(box)")
    }

    _ = try door().respond(to: ada.request("/mailboxes/\(box)/test", form: [:]))

    #expect(try tested())
    let page = try door().respond(to: ada.request("/mailboxes/\(box)")).text
    #expect(page.contains("The practice server accepted a test for"))
    #expect(page.contains("It delivers no real email."))
    try workspace.run("UPDATE mailboxes SET verified_at = NULL")
    _ = try door().respond(to: ada.request("/mailboxes/\(box)/try", form: [:]))
    #expect(try tested())
  }

  @Test func theFigureOfADayIsTheSumOfTheRows() throws {
    for (number, used) in [3, 4].enumerated() {
      let box = try workspace.makeBox("m\(number)@practice.example")
      try workspace.run(
        "INSERT INTO mailbox_uses (mailbox_id, minute, used) VALUES (\(box), now(), \(used))")
    }

    let page = try get("/mailboxes")

    #expect(page.contains("3 of 100,000"))
    #expect(page.contains("4 of 100,000"))
    #expect(page.contains("of 200,000 a day; refused emails count, too"))
    #expect(page.contains(/>\s*7\s*</))
  }

  @Test func aServerThatDoesNotAnswerIsNotSaved() throws {
    MailboxSettings.inForce = MailboxSettings(allowsPrivate: true)
    defer { MailboxSettings.inForce = MailboxSettings() }
    let answer = try send("/mailboxes", server(on: 9))

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("Nothing listens at port 9 of 127.0.0.1."))
    #expect(answer.text.contains("value=\"ines@tarnbrook.example\""))
    #expect(try workspace.mailboxes().isEmpty)
  }

  @Test(
    "what is wrong with a server is said at the field that it concerns",
    arguments: [
      Fault(["host": "smtp.no-such-host.invalid"], "host", "No server named"),
      Fault(["host": "smtp.example.com:587"], "host", "is not a server name"),
      Fault(["port": "9"], "port", "Nothing listens at port 9 of 127.0.0.1."),
      Fault(says: "SSH-2.0-OpenSSH_9.2", "port", "is an SSH server: it greets with"),
      Fault(says: "* OK IMAP ready", "port", "is an IMAP server, for reading mail"),
      Fault(says: "554 5.7.1 not you", "host", "does not take connections from here: “554 5.7.1"),
      Fault(says: "421 4.3.2 busy", "host", "The server is busy right now"),
      Fault(says: "CLOSE", "port", "closed the connection at port"),
      Fault(
        says: "SILENT", "security",
        "did not greet within 1 s: a port that requires TLS from the start does this"),
      Fault(["security": "tls"], says: "220 hello", "security", "offers no secure TLS version"),
      Fault(["security": "starttls"], says: "220 hello", "security", "offers no STARTTLS at port"),
      Fault(
        ["user": "ines", "password": "hunter2-canary"], says: "220 hello", "user",
        "offers no sign-in at port"),
      Fault(
        ["user": "ines", "password": "hunter2-canary"], says: "220 hello",
        auth: "535 5.7.8 bad: hunter2-canary AGluZXMAaHVudGVyMi1jYW5hcnk=", "password",
        "rejected this user name and password: “535 5.7.8 bad: ••••• •••••”"),
      Fault(
        ["user": "ines", "password": "hunter2-canary"], says: "220 hello",
        auth: "534 5.7.9 Application-specific password required", "password",
        "Make an app password at your provider"),
      Fault(
        ["user": "ines", "password": "hunter2-canary"], says: "220 hello", auth: "454 4.7.0 later",
        "password", "accepts no sign-in right now"),
    ])
  func whatIsWrongIsSaidAtItsField(fault: Fault) throws {
    MailboxSettings.inForce = MailboxSettings(allowsPrivate: true, patience: .seconds(1))
    defer { MailboxSettings.inForce = MailboxSettings() }
    let peer = try fault.greeting.map { try Peer($0, auth: fault.auth) }
    var form = server(on: peer?.port ?? 9)
    for (name, value) in fault.typed { form[name] = value }

    let answer = try send("/mailboxes", form)

    #expect(answer.status == .unprocessableContent)
    let error = answer.text.split(separator: "id=\"\(fault.field)-error\"").dropFirst().first
    #expect(error?.prefix(600).contains(fault.words) == true, "\(answer.text)")
    #expect(!answer.text.contains("hunter2"))
    #expect(!answer.text.contains("AGluZXMA"))
    #expect(try workspace.mailboxes().isEmpty)
  }

  @Test func aPrivateAddressIsToldFromAServerThatDoesNotAnswer() throws {
    let answer = try send("/mailboxes", server(on: 9))
    #expect(answer.text.contains("leads to this machine or into a private network"))
  }

  @Test func aKeptPasswordIsShownToNoOtherServer() throws {
    MailboxSettings.inForce = MailboxSettings(allowsPrivate: true)
    defer { MailboxSettings.inForce = MailboxSettings() }
    let secret = "hunter2-canary"
    let id = try workspace.add(
      MailboxDraft(
        email: "ines@tarnbrook.example", host: "smtp.example", port: 587, security: .starttls,
        user: "ines"), password: secret, sealedBy: Secrets.current())
    let peer = try Peer("220 hello", auth: "235 in")
    var form = server(on: peer.port)
    form["user"] = "ines"

    let answer = try send("/mailboxes/\(id)", form)

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("for smtp.example, port 587. Enter the one for 127.0.0.1"))
    #expect(try peer.heard == "")
    #expect(try workspace.mailbox(id).host == "smtp.example")
  }

  @Test func aKeptPasswordIsShownAtNoOtherPortOfItsServer() throws {
    MailboxSettings.inForce = MailboxSettings(allowsPrivate: true)
    defer { MailboxSettings.inForce = MailboxSettings() }
    let id = try workspace.add(
      MailboxDraft(
        email: "ines@tarnbrook.example", host: "127.0.0.1", port: 587, security: .none,
        user: "ines"), password: "hunter2-canary", sealedBy: Secrets.current())
    let peer = try Peer("220 hello", auth: "235 in")
    var form = server(on: peer.port)
    form["user"] = "ines"

    let answer = try send("/mailboxes/\(id)", form)

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("saved password is for 127.0.0.1, port 587."))
    #expect(try peer.heard == "")
    #expect(try workspace.mailbox(id).port == 587)
  }

  @Test func aPrivateAddressIsRefusedUnlessItIsAllowed() throws {
    let sink = try SMTPSink()
    for host in ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "2130706433"] {
      var form = server(on: sink.port)
      form["host"] = host
      #expect(try send("/mailboxes", form).status == .unprocessableContent, "\(host)")
    }
    #expect(try workspace.mailboxes().isEmpty)
  }

  @Test func aPasswordIsNeverShownAgain() throws {
    let secret = "hunter2-canary"
    let id = try workspace.add(
      MailboxDraft(
        email: "ines@tarnbrook.example", host: "smtp.example", port: 587, security: .starttls,
        user: "ines"), password: secret, sealedBy: Secrets.current())

    let page = try get("/mailboxes/\(id)")
    #expect(page.contains("A password is saved, encrypted"))
    #expect(!page.contains("hunter2-canary"))
    let dump: String = try workspace.value("SELECT string_agg(m::text, ' ') FROM mailboxes m")
    #expect(!dump.contains("hunter2-canary"))
    #expect(
      try workspace.mailbox(id).password(by: Secrets.current()) == "hunter2-canary")
  }

  @Test func theFormComesBackAsTypedWithItsErrors() throws {
    var form = server(on: 25)
    form["email"] = "no <address>"
    form["port"] = "70000"
    form["ramp_start"] = "5"
    let answer = try send("/mailboxes", form)

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("value=\"no &lt;address&gt;\""))
    #expect(answer.text.contains("“70000” is not a number from 1 to 65,535."))
    #expect(answer.text.contains("Enter how many emails the ramp adds each day."))
  }

  @Test func aSignatureIsStoredAsTypedAndShownAsText() throws {
    let id = try workspace.makeBox()
    let typed = "-- \r\nInes <Weir>  \r\n\r\nTarnbrook\t& Co\u{7}\r\n\r\n"

    let answer = try send(
      "/mailboxes/\(id)", ["email": "ines@tarnbrook.example", "signature": typed])
    let page = try get("/mailboxes/\(id)")

    #expect(answer.status == .seeOther)
    #expect(try workspace.mailbox(id).signature == "Ines <Weir>\n\nTarnbrook & Co")
    #expect(page.contains("Ines &lt;Weir&gt;\n\nTarnbrook &amp; Co</textarea>"))
  }

  @Test func aSignatureHasALimit() throws {
    let id = try workspace.makeBox()

    let answer = try send(
      "/mailboxes/\(id)",
      [
        "email": "ines@tarnbrook.example", "signature": String(repeating: "x", count: 2_001),
      ])

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("At most 2,000 characters; this has 2,001."))
    #expect(try workspace.mailbox(id).signature == "")
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
    #expect(again.text.contains("Another mailbox already uses this address."))
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
    #expect(page.contains("Sending paused: low health"))
    #expect(page.contains("Cooling down"))
    #expect(page.contains("550 &lt;no&gt;"))
    #expect(page.contains("of 3"))
  }

  @Test func aMailboxIsPausedResumedAndRemoved() throws {
    let id = try workspace.makeBox()
    _ = try send("/mailboxes/\(id)/pause", [:])
    #expect(try workspace.mailbox(id).obstacle == .paused)
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

    #expect(try workspace.mailbox(id).obstacle == .health)
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
    let place = try workspace.mailbox(id).place(.signingKey)
    #expect(
      try Secrets.current().open(sealed.bytes, in: place).hasPrefix("-----BEGIN PRIVATE KEY-----"))
    let refused = try send("/mailboxes/\(id)/key", ["domain": "no domain", "selector": "x"])
    #expect(refused.status == .unprocessableContent)
  }

  @Test func aTestMessageGoesToWhoeverAsks() throws {
    let sink = try SMTPSink()
    let id = try workspace.makeBox()
    try workspace.run("UPDATE mailboxes SET signature = 'Ines Weir', smtp_port = \(sink.port)")

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

/// What is typed, what answers, and what is said of it at which field.
struct Fault: Sendable {
  let typed: [String: String]
  let greeting: String?
  let auth: String?
  let field: String
  let words: String

  init(
    _ typed: [String: String] = [:], says greeting: String? = nil, auth: String? = nil,
    _ field: String, _ words: String
  ) {
    self.typed = typed
    self.greeting = greeting
    self.auth = auth
    self.field = field
    self.words = words
  }
}

/// Greets with these words, and offers a sign-in where it answers one.
private final class Peer {
  let port: Int
  private let process: Process
  private let log: URL

  init(_ greeting: String, auth: String?) throws {
    log = FileManager.default.temporaryDirectory.appending(path: "peer-\(UUID().uuidString).log")
    try Data().write(to: log)
    var replies = ["GREETING": greeting]
    replies["AUTH"] = auth
    let plan: [String: Any] = ["offers": auth == nil ? [] : ["AUTH PLAIN"], "replies": replies]
    let json = String(decoding: try JSONSerialization.data(withJSONObject: plan), as: UTF8.self)
    port = try freePort()
    process = try pythonProcess("MailTests/faulty_server.py", ["\(port)", log.path(), json])
    process.standardError = FileHandle.nullDevice
    try process.run()
    let end = ContinuousClock.now + .seconds(20)
    while !answers(port) {
      guard ContinuousClock.now < end, process.isRunning else { throw POSIXError(.ECONNREFUSED) }
      usleep(10_000)
    }
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: log)
  }

  var heard: String {
    get throws { String(decoding: try Data(contentsOf: log), as: UTF8.self) }
  }
}
