import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// Whatever a form of the table of routes changes is written down.
@Suite(.database) struct AuditWalkTests {
  /// These change nothing that others see, or not as somebody who is signed in.
  private static let silent: Set<String> = [
    // A session is its own record, and says from where.
    "/sign-in", "/sign-out", "/workspace",
    // They are written down where the person joins or leaves: see MembersTests.
    "/invitations/:workspace", "/me/workspaces/:workspace/leave",
    // Of recipients; kept as events.
    "/u/:token",
    // They try a server, and keep nothing.
    "/mailboxes/:mailbox/try", "/mailboxes/:mailbox/test", "/campaigns/:campaign/sequence/test",
  ]

  /// Saved only when a real server has let us in: their entries are held by MailboxesPageTests.
  private static let needServers: Set<String> = ["/mailboxes"]

  @Test("S3-122 every form that changes something leaves an entry in the audit trail")
  func everyChangeLeavesAnEntry() throws {
    let world = try World()
    let left = Site.pageRoutes.filter { $0.method == .post }.map(\.pattern).filter {
      !Self.silent.contains($0) && !Self.needServers.contains($0)
    }
    for pattern in left {
      let act = try #require(try world.act(pattern), "nothing says what \(pattern) is sent")
      let before = try entries()
      let response = try door().respond(
        to: Request(.post, act.path, form: act.form, uploads: act.uploads), as: someone())
      #expect(response.status.code < 400, "\(pattern): \(response.status) \(response.text)")
      #expect(try entries() > before, "\(pattern) left no entry")
      try expectWords(after: pattern)
    }
  }

  /// What people read of the latest entries: no name of a column, no key and no JSON.
  private func expectWords(after pattern: String) throws {
    let page = try door().respond(to: Request(.get, "/audit"), as: someone()).text
    let table = try #require(page.firstMatch(of: #/<tbody>([\s\S]*?)<\/tbody>/#)?.1)
    // The tags of a template are a person's own words.
    let text = table.replacing(#/<[^>]*>/#, with: " ").replacing(#/\{\{[A-Z_]+\}\}/#, with: " ")
    let raw = text.matches(of: #/[{}\[\]]|\b[a-z]+_[a-z_]+\b|\b[a-z]+\.[a-z]+_[a-z_]+\b/#)
    #expect(raw.map { String($0.0) } == [], "\(pattern)")
    #expect(!table.contains(#/<dt>[^<]*\b[Ii]d<\/dt>/#), "\(pattern)")
    #expect(!table.contains("a deleted record"), "\(pattern)")
  }

  private func entries() throws -> Int {
    try workspace.value("SELECT count(*) FROM audit_entries WHERE person_id = 1")
  }
}

/// What a form is sent to, and with what.
private struct Act {
  let path: String
  var form: Form = [:]
  var uploads: [String: Upload] = [:]
}

/// Records for the forms; each act that takes something away has one of its own.
private final class World {
  private var number = 0

  init() throws {
    try workspace.run(
      "INSERT INTO memberships (person_id, role) VALUES (1, 'owner') ON CONFLICT DO NOTHING")
    let hash = try Password(of: "correct horse", cost: cheap).kept
    try owner.run("UPDATE people SET password = \(hash) WHERE id = 1")
  }

  private func fresh(_ word: String) -> String {
    number += 1
    return "\(word) \(number)"
  }

  private func draft(steps: Int = 2) throws -> Campaign.ID {
    let campaign = try workspace.makeDraft(fresh("Draft").replacing(" ", with: "-"))
    for step in 0..<steps { try workspace.makeSendingStep(step, of: campaign) }
    return campaign
  }

  private func lead(_ campaign: Campaign.ID) throws -> WrittenTo {
    try workspace.makeWrittenTo(
      fresh("Firm"), in: campaign, from: workspace.makeMailbox("\(fresh("b"))@x.example"))
  }

  private func reply(positive: Bool = false) throws -> Reply.ID {
    let box = try workspace.makeMailbox("\(fresh("r"))@x.example")
    let lead = try workspace.makeWrittenTo(fresh("Firm"), in: draft(), from: box)
    let reply = try workspace.makeReply("Yes, tell me more", from: lead, mailbox: box)
    if positive {
      try workspace.settle(
        reply, as: Verdict(.positive, confidence: 0.9, reasons: ["+ asks for more"]))
    }
    return reply
  }

  private func file(_ state: String) throws -> Import.ID {
    let file = try workspace.stage(
      "email,company\n\(fresh("p").replacing(" ", with: ""))@f.example,F\n")
    try workspace.run("UPDATE imports SET state = \(state)::import_state WHERE id = \(file)")
    return file
  }

  private func expense() throws -> Int {
    try workspace.value(
      """
      INSERT INTO expenses (campaign_id, spent_on, category, amount, currency, form_token)
      VALUES (\(draft()), '2026-10-01', 'event', 10, 'EUR', gen_random_uuid()) RETURNING id
      """)
  }

  private func form(_ pairs: KeyValuePairs<String, String>) -> Form {
    var form = Form()
    for (name, value) in pairs { form[name] = value }
    return form
  }

  private var spent: Form {
    form([
      "amount": "12.50", "currency": "EUR", "category": "event", "date": "2026-10-02",
      "vendor": "Hall", "description": "Stand",
      "token": "6f1d3a52-8f0e-4c6b-9d8e-0000000000\(number % 90 + 10)",
    ])
  }

  func act(_ pattern: String) throws -> Act? {
    switch pattern {
    case "/api-tokens":
      return Act(path: pattern, form: ["name": fresh("Program"), "right": "handle_replies"])
    case "/api-tokens/product":
      return Act(path: pattern, form: ["product": "\(try workspace.makeProduct(fresh("P")))"])
    case "/api-tokens/:apiToken/revoke":
      return Act(path: "/api-tokens/\(try workspace.makeAPIToken())/revoke")
    case "/campaigns/acts":
      return Act(path: "/campaigns/acts", form: ["act": "archive", "campaign": "\(try draft())"])
    case "/campaigns/:campaign/duplicate":
      return Act(path: "/campaigns/\(try draft())/duplicate", form: ["name": fresh("Copy")])
    case "/campaigns/:campaign/sequence/steps":
      return Act(
        path: "/campaigns/\(try draft())/sequence/steps",
        form: [
          "subject": "S", "body": "B", "condition": "always", "wait_days": "1", "wait_hours": "0",
        ])
    case "/campaigns/:campaign/sequence/steps/:step":
      return Act(
        path: "/campaigns/\(try draft())/sequence/steps/0",
        form: [
          "subject": "New", "body": "B", "condition": "always", "wait_days": "1", "wait_hours": "0",
        ])
    case "/campaigns/:campaign/sequence/steps/:step/up":
      let campaign = try draft()
      try workspace.run(
        "UPDATE steps SET body = 'second' WHERE campaign_id = \(campaign) AND position = 1")
      return Act(path: "/campaigns/\(campaign)/sequence/steps/1/up")
    case "/campaigns/:campaign/sequence/steps/:step/remove":
      return Act(path: "/campaigns/\(try draft())/sequence/steps/1/remove")
    case "/campaigns/:campaign/sequence/schedule":
      return Act(
        path: "/campaigns/\(try draft())/sequence/schedule",
        form: ["when": "window", "day": "1", "start": "09:00", "end": "17:00", "zone": "UTC"])
    case "/campaigns/:campaign/sequence/lists":
      let list = try workspace.makeList(of: [
        workspace.makeLead("\(fresh("l").replacing(" ", with: ""))@x.example", company: fresh("C"))
      ])
      return Act(path: "/campaigns/\(try draft())/sequence/lists", form: ["list": "\(list)"])
    case "/campaigns/:campaign/sequence/lists/:attachment/cancel":
      let campaign = try draft()
      let list = try workspace.makeList(of: [])
      return Act(
        path:
          "/campaigns/\(campaign)/sequence/lists/\(try workspace.beginAttachment(of: list, to: campaign))/cancel"
      )
    case "/campaigns/:campaign/sequence/mailboxes":
      return Act(
        path: "/campaigns/\(try draft())/sequence/mailboxes",
        form: ["mailbox": "\(try workspace.makeBox("\(fresh("m"))@x.example"))"])
    case "/campaigns/:campaign/sequence/launch":
      return Act(path: "/campaigns/\(try ready())/sequence/launch")
    case "/campaigns/:campaign/sequence/draft":
      let campaign = try ready()
      try workspace.run("SELECT fn.launch_campaign(\(campaign), NULL)")
      return Act(path: "/campaigns/\(campaign)/sequence/draft")
    case "/campaigns/:campaign/sequence/time":
      let campaign = try ready()
      try workspace.run("SELECT fn.launch_campaign(\(campaign), now() + interval '1 day')")
      return Act(
        path: "/campaigns/\(campaign)/sequence/time", form: ["at": "\(launchTime(inDays: 60))"])
    case "/campaigns/:campaign/failures":
      let campaign = try ready()
      try workspace.run("SELECT fn.launch_campaign(\(campaign), NULL)")
      try workspace.run(
        """
        UPDATE deliveries SET state = 'failed', failure = 'given_up', answer = '450 later',
          settled_at = now()
        WHERE campaign_id = \(campaign)
        """)
      try workspace.run(
        """
        UPDATE enrollments SET state = 'finished', ended_at = now() WHERE campaign_id = \(campaign)
        """)
      return Act(path: "/campaigns/\(campaign)/failures")
    case "/mailboxes/practice":
      return Act(path: "/mailboxes/practice", form: ["email": "practice@tarnbrook.example"])
    case "/mailboxes/:mailbox":
      let box = try workspace.makeBox("\(fresh("c").replacing(" ", with: ""))@x.example")
      return Act(
        path: "/mailboxes/\(box)",
        form: ["email": "other\(box)@x.example", "display_name": "Other"])
    case "/mailboxes/:mailbox/pause":
      return Act(path: "/mailboxes/\(try workspace.makeBox("\(fresh("p"))@x.example"))/pause")
    case "/mailboxes/:mailbox/resume":
      let box = try workspace.makeBox("\(fresh("p"))@x.example")
      try workspace.run("UPDATE mailboxes SET state = 'paused' WHERE id = \(box)")
      return Act(path: "/mailboxes/\(box)/resume")
    case "/mailboxes/:mailbox/recover":
      let box = try workspace.makeBox("\(fresh("p"))@x.example")
      try workspace.run("UPDATE mailboxes SET health = 10 WHERE id = \(box)")
      return Act(path: "/mailboxes/\(box)/recover")
    case "/mailboxes/:mailbox/key":
      return Act(
        path: "/mailboxes/\(try workspace.makeBox("\(fresh("k"))@x.example"))/key",
        form: ["domain": "x.example", "selector": "ov1"])
    case "/mailboxes/:mailbox/remove":
      return Act(path: "/mailboxes/\(try workspace.makeBox("\(fresh("d"))@x.example"))/remove")
    case "/suppressions":
      return Act(path: "/suppressions", form: ["email": "gone@x.example", "note": "asked"])
    case "/suppressions/:email/remove":
      try workspace.run(
        "INSERT INTO suppressions (email, reason) VALUES ('back@x.example', 'by_hand')")
      return Act(path: "/suppressions/back@x.example/remove")
    case "/me": return Act(path: "/me", form: ["name": fresh("Dana"), "timeZone": "UTC"])
    case "/me/password":
      return Act(
        path: "/me/password", form: ["old": "correct horse", "new": "a better battery staple"])
    case "/me/sessions/others":
      // One of them may have the number of the viewer's own.
      for _ in 1...2 { _ = try workspace.signIn(Person.ID(rawValue: 1)) }
      return Act(path: "/me/sessions/others")
    case "/me/sessions/:session":
      return Act(path: "/me/sessions/\(try workspace.signIn(Person.ID(rawValue: 1)).session)")
    case "/members":
      return Act(
        path: "/members", form: ["email": "new@x.example", "name": "New", "role": "viewer"])
    case "/members/:person":
      return Act(
        path: "/members/\(try workspace.makeMember(fresh("M").replacing(" ", with: ""), .viewer))",
        form: ["role": "finance"])
    case "/members/:person/remove":
      return Act(
        path:
          "/members/\(try workspace.makeMember(fresh("M").replacing(" ", with: ""), .viewer))/remove"
      )
    case "/members/:person/password":
      let member = try workspace.makeMember(fresh("M").replacing(" ", with: ""), .viewer)
      return Act(path: "/members/\(member)/password")
    case "/members/:person/withdraw":
      let invited = try otherWorkspace.makeMember("Invited", .viewer)
      _ = try workspace.ask("invited@example.com", as: .viewer)
      return Act(path: "/members/\(invited)/withdraw")
    case "/settings": return Act(path: "/settings", form: ["sending.daily_limit": "40"])
    case "/settings/rates": return Act(path: "/settings/rates", form: ["rate_gmail": "1"])
    case "/settings/workspace":
      return Act(path: "/settings/workspace", form: ["name": fresh("Ours"), "timeZone": "UTC"])
    case "/imports":
      let file = FileManager.default.temporaryDirectory.appending(path: "audit-walk.csv")
      try Data("email\nz@z.example\n".utf8).write(to: file)
      return Act(
        path: "/imports",
        uploads: ["file": Upload(file: file, name: "leads.csv", contentType: "text/csv", bytes: 20)]
      )
    case "/imports/:import/mapping":
      return Act(
        path: "/imports/\(try file("ready"))/mapping",
        form: ["column-0": "email", "column-1": "name"])
    case "/imports/:import/confirm":
      return Act(path: "/imports/\(try file("ready"))/confirm", form: ["list": "L"])
    case "/imports/:import/cancel": return Act(path: "/imports/\(try file("ready"))/cancel")
    case "/replies/:reply/class":
      return Act(path: "/replies/\(try reply())/class", form: ["class": "neutral"])
    case "/replies/:reply/done":
      return Act(path: "/replies/\(try reply())/done", form: ["done": "yes"])
    case "/replies/:reply/assign":
      let reply = try reply()
      let lead = try lead(draft())
      try workspace.run(
        "UPDATE replies SET matched_by = NULL, campaign_id = NULL, account_id = NULL, contact_id = NULL, enrollment_id = NULL WHERE id = \(reply)"
      )
      let campaign: Int = try workspace.value(
        "SELECT campaign_id FROM enrollments WHERE id = \(lead.enrollment)")
      return Act(
        path: "/replies/\(reply)/assign",
        form: [
          "campaign": "\(campaign)", "contact": "\(lead.contact)",
          "lead": "\(campaign)/\(lead.contact)",
        ])
    case "/replies/:reply/follow-up":
      return Act(
        path: "/replies/\(try reply(positive: true))/follow-up", form: ["outcome": "contacted"])
    case "/lists/:list/name":
      return Act(
        path: "/lists/\(try workspace.makeList(of: []))/name", form: ["name": fresh("List")])
    case "/lists/:list/archive":
      return Act(
        path: "/lists/\(try workspace.makeList(of: []))/archive", form: ["archived": "yes"])
    case "/accounts": return Act(path: "/accounts", form: ["name": fresh("Firm")])
    case "/products":
      return Act(path: "/products", form: ["name": fresh("Product"), "language": "en"])
    case "/campaigns":
      return Act(
        path: "/campaigns",
        form: [
          "name": fresh("Campaign"), "product": "\(try workspace.makeProduct(fresh("P")))",
          "goal": "sales",
        ])
    case "/costs":
      let campaign = try draft()
      var form = spent
      form["campaign"] = "\(campaign)"
      return Act(path: "/costs", form: form)
    case "/expenses/:expense": return Act(path: "/expenses/\(try expense())", form: spent)
    case "/expenses/:expense/delete": return Act(path: "/expenses/\(try expense())/delete")
    default: return try actOnRecord(pattern)
    }
  }

  private func actOnRecord(_ pattern: String) throws -> Act? {
    let campaign = try draft()
    let lead = try lead(campaign)
    let path = pattern.replacing(":campaign", with: "\(campaign)")
      .replacing(":account", with: "\(lead.account)").replacing(":contact", with: "\(lead.contact)")
      .replacing(":enrollment", with: "\(lead.enrollment)").replacing(":goal", with: "sales")
    switch pattern {
    case "/campaigns/:campaign/accounts/:account/contact":
      let other: Int = try workspace.value(
        "INSERT INTO contacts (account_id, email) VALUES (\(lead.account), \("\(fresh("o"))@x.example")) RETURNING id"
      )
      return Act(path: path, form: ["contact": "\(other)"])
    case "/campaigns/:campaign/accounts/:account/sent":
      return Act(
        path: path,
        form: [
          "contact": "\(lead.contact)", "channel": "linkedin", "subject": "Hi", "text": "Hello",
          "act": "sent",
        ])
    case "/campaigns/:campaign/accounts/:account/inbound":
      return Act(
        path: path,
        form: [
          "contact": "\(lead.contact)", "channel": "linkedin", "text": "Yes", "class": "positive",
        ])
    case "/campaigns/:campaign/accounts/:account/entries/:entry":
      return Act(
        path: try entry(of: lead, in: campaign), form: ["channel": "phone", "text": "Other words"])
    case "/campaigns/:campaign/accounts/:account/entries/:entry/remove":
      return Act(path: try entry(of: lead, in: campaign) + "/remove")
    case "/campaigns/:campaign/accounts/:account/entries/:entry/restore":
      let entry = try entry(of: lead, in: campaign)
      _ = try door().respond(to: Request(.post, entry + "/remove", form: [:]), as: someone())
      return Act(path: entry + "/restore")
    case "/campaigns/:campaign/removals":
      let other = try workspace.makeAccounts(1, named: fresh("A"))
      _ = try workspace.addAccounts(other, to: campaign)
      return Act(path: path, form: ["account": "\(other[0])", "confirmed": "yes"])
    case "/campaigns/:campaign/sequence/detach/:list":
      let list = try workspace.makeList(of: [])
      _ = try workspace.attach(list: list, to: campaign)
      return Act(path: "/campaigns/\(campaign)/sequence/detach/\(list)")
    case "/accounts/:account": return Act(path: path, form: ["name": fresh("Firm")])
    case "/accounts/:account/status": return Act(path: path, form: ["status": "press"])
    case "/accounts/:account/contacts":
      return Act(
        path: path,
        form: ["email": "\(fresh("n").replacing(" ", with: ""))@x.example", "first_name": "N"])
    case "/contacts/:contact":
      return Act(path: path, form: ["email": lead.email, "first_name": "Other"])
    case "/campaigns/:campaign/leads/:enrollment/remove": return Act(path: path)
    case "/unconfirmed/:delivery":
      let doubted = try self.lead(campaign)
      try workspace.run(
        "UPDATE deliveries SET state = 'claimed', claim = 1, claimed_by = 'w', answer = 'x' WHERE enrollment_id = \(doubted.enrollment) AND position = 1"
      )
      try workspace.run(
        "UPDATE deliveries SET state = 'unconfirmed', settled_at = now() WHERE enrollment_id = \(doubted.enrollment) AND position = 1"
      )
      let delivery: Int = try workspace.value(
        "SELECT id FROM deliveries WHERE enrollment_id = \(doubted.enrollment) AND position = 1")
      return Act(path: "/unconfirmed/\(delivery)", form: ["verdict": "lost"])
    case "/products/:product":
      return Act(
        path: "/products/\(try workspace.makeProduct(fresh("P")))",
        form: ["name": fresh("Q"), "language": "en"])
    case "/products/:product/archive":
      return Act(
        path: "/products/\(try workspace.makeProduct(fresh("P")))/archive",
        form: ["archived": "yes"])
    case "/products/:product/personas/:goal":
      return Act(
        path: "/products/\(try workspace.makeProduct(fresh("P")))/personas/sales",
        form: ["name": "Owner", "summary": "Who owns"])
    case "/campaigns/:campaign/rename": return Act(path: path, form: ["name": fresh("New name")])
    case "/campaigns/:campaign/settings":
      return Act(
        path: path,
        form: ["goal": "press", "stage": "active", "language": "", "check_reply": "yes"])
    case "/campaigns/:campaign/status":
      try workspace.run("UPDATE campaigns SET status = 'running' WHERE id = \(campaign)")
      return Act(path: path, form: ["status": "paused"])
    case "/campaigns/:campaign/archive": return Act(path: path)
    case "/campaigns/:campaign/restore":
      try workspace.archive(campaign)
      return Act(path: path)
    case "/campaigns/:campaign/delete":
      return Act(path: path, form: ["name": try workspace.nameOfCampaign(campaign)])
    case "/campaigns/:campaign/accounts/:account":
      return Act(path: path, form: ["notes": "A note", "tags": "warm"])
    case "/campaigns/:campaign/accounts/:account/remove": return Act(path: path)
    case "/campaigns/:campaign/add":
      return Act(
        path: path, form: ["account": "\(try workspace.makeAccounts(1, named: fresh("A"))[0])"])
    case "/campaigns/:campaign/reviews/:account":
      let other = try workspace.makeAccounts(1, named: fresh("A"))
      _ = try workspace.addAccounts(other, to: campaign)
      return Act(path: "/campaigns/\(campaign)/reviews/\(other[0])", form: ["verdict": "approved"])
    case "/campaigns/:campaign/decisions":
      let other = try workspace.makeAccounts(1, named: fresh("A"))
      _ = try workspace.addAccounts(other, to: campaign)
      return Act(path: path, form: ["verdict": "approved", "account": "\(other[0])"])
    case "/campaigns/:campaign/costs": return Act(path: path, form: spent)
    default: return pattern.hasPrefix("/webhooks") ? try actOnWebhook(pattern) : nil
    }
  }

  private func actOnWebhook(_ pattern: String) throws -> Act {
    let form: Form = [
      "name": fresh("Hook"), "address": "https://hooks.example/in", "event": "reply.classified",
    ]
    if pattern == "/webhooks" { return Act(path: pattern, form: form) }
    let id: Webhook.ID = try workspace.value(
      """
      INSERT INTO subscribers (consumer, name, address, kinds)
      VALUES ('webhook', \(fresh("Hook")), 'https://hooks.example', '{email.sent}') RETURNING id
      """)
    let path = pattern.replacing(":webhook", with: "\(id)")
    switch pattern {
    case "/webhooks/:webhook": return Act(path: path, form: form)
    case "/webhooks/:webhook/resume": try workspace.pause(webhook: id)
    case "/webhooks/:webhook/redeliver":
      let delivery = try workspace.test(webhook: id)
      return Act(path: path, form: ["delivery": "\(delivery)"])
    default: break
    }
    return Act(path: path)
  }

  /// Where an entry of the log is changed.
  private func entry(of lead: WrittenTo, in campaign: Campaign.ID) throws -> String {
    try workspace.logSent(
      LoggedMessage(
        contact: lead.contact, channel: .meeting, subject: "", text: "Met", at: Date()),
      in: campaign)
    let entry: Int = try workspace.value("SELECT max(id) FROM messages WHERE is_logged")
    return "/campaigns/\(campaign)/accounts/\(lead.account)/entries/\(entry)"
  }

  private func ready() throws -> Campaign.ID {
    let campaign = try draft()
    let lead = try workspace.makeLead(
      "\(fresh("q").replacing(" ", with: ""))@x.example", company: fresh("C"))
    _ = try workspace.attach(list: workspace.makeList(of: [lead]), to: campaign)
    let box = try workspace.makeBox("\(fresh("z"))@x.example")
    try workspace.run(
      "INSERT INTO campaign_mailboxes (campaign_id, mailbox_id) VALUES (\(campaign), \(box))")
    return campaign
  }
}
