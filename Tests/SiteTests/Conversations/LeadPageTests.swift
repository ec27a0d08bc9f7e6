import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct LeadPageTests {
  private func prepared(
    status: String = "prospect"
  ) throws -> (Campaign.ID, account: Account.ID, contact: Contact.ID) {
    let campaign = try workspace.makeCampaign("Autumn")
    let account = try workspace.makeAccounts(1, named: "Acme", status: status)[0]
    let contact: Contact.ID = try workspace.value(
      """
      INSERT INTO contacts (account_id, email, first_name, last_name, phone)
      VALUES (\(account), 'petra@acme.example', 'Petra', 'Acme', '+43 1 5550 100')
      RETURNING id
      """)
    try workspace.run(
      """
      INSERT INTO campaign_accounts (campaign_id, account_id, review_status, reviewed_by, reviewed_at)
      VALUES (\(campaign), \(account), 'approved', 1, now())
      """)
    return (campaign, account, contact)
  }

  private func post(
    _ what: String, _ form: Form, in campaign: Campaign.ID, _ account: Account.ID
  ) throws -> Response {
    try door().respond(
      to: Request(.post, "/campaigns/\(campaign)/accounts/\(account)/\(what)", form: form),
      as: someone(.campaignManager))
  }

  @Test("S3-064 the person aimed at is picked from the account's contacts")
  func aContactIsPicked() throws {
    let (campaign, account, _) = try prepared()
    let second: Contact.ID = try workspace.value(
      """
      INSERT INTO contacts (account_id, email, first_name, last_name, title)
      VALUES (\(account), 'rolf@acme.example', 'Rolf', 'Amrein', 'Owner')
      RETURNING id
      """)

    _ = try post("contact", ["contact": "\(second)", "csrf": "token"], in: campaign, account)

    #expect(try workspace.lead(account, in: campaign).pickedContact == second)
  }

  @Test("S3-069 on an approved account's conversation one picks a contact, drafts and sends")
  func draftedThenSent() throws {
    let (campaign, account, contact) = try prepared()
    var form: Form = [
      "contact": "\(contact)", "channel": "linkedin", "text": "Grüß Gott", "act": "draft",
      "csrf": "token",
    ]

    _ = try post("sent", form, in: campaign, account)
    let drafted = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/accounts/\(account)"), as: someone())
    form["act"] = "sent"
    _ = try post("sent", form, in: campaign, account)

    #expect(drafted.text.contains("Draft"))
    #expect(drafted.text.contains("Grüß Gott"))
    let lines = try workspace.conversation(with: account, in: campaign)
    #expect(lines.filter { !$0.isDraft }.map(\.text) == ["Grüß Gott"])
  }

  @Test("S3-070 each Log sent flips outreach_status to sent")
  func logSentFlipsTheStatus() throws {
    let (campaign, account, contact) = try prepared()

    let response = try post(
      "sent",
      [
        "contact": "\(contact)", "channel": "phone", "text": "Spoke briefly", "act": "sent",
        "csrf": "token",
      ], in: campaign, account)

    #expect(response.status == .seeOther)
    #expect(try workspace.lead(account, in: campaign).outreachStatus == .sent)
  }

  @Test("S3-071 each Log sent counts the account as initiated in the funnel")
  func logSentCounts() throws {
    let (campaign, account, contact) = try prepared()

    _ = try post(
      "sent", ["contact": "\(contact)", "channel": "email", "text": "Hello", "csrf": "token"],
      in: campaign, account)

    #expect(try workspace.funnel().written == 1)
  }

  @Test("S3-072 pasting an inbound message flips outreach_status to responded")
  func pastingFlipsTheStatus() throws {
    let (campaign, account, contact) = try prepared()

    _ = try post(
      "inbound", ["contact": "\(contact)", "channel": "linkedin", "text": "Yes", "csrf": "token"],
      in: campaign, account)

    #expect(try workspace.lead(account, in: campaign).outreachStatus == .responded)
  }

  @Test("S3-073 pasting an inbound message gives the response its credit")
  func pastingCounts() throws {
    let (campaign, account, contact) = try prepared()

    _ = try post(
      "inbound",
      [
        "contact": "\(contact)", "channel": "phone", "text": "Call us", "class": "positive",
        "csrf": "token",
      ], in: campaign, account)

    #expect(try workspace.funnel().replied == 1)
    #expect(try workspace.funnel().positive == 1)
  }

  @Test func anEntryIsDatedChangedRemovedAndPutBack() throws {
    let (campaign, account, contact) = try prepared()
    _ = try post(
      "sent",
      [
        "contact": "\(contact)", "channel": "post", "subject": "Our card", "text": "A card",
        "at": "2026-05-01T10:00", "csrf": "token",
      ], in: campaign, account)
    let line = try #require(try workspace.conversation(with: account, in: campaign).first)
    let entries = "/campaigns/\(campaign)/accounts/\(account)/entries/\(line.id)"
    func get(_ path: String) throws -> String {
      try door().respond(to: Request(.get, path), as: someone(.campaignManager)).text
    }
    func send(_ path: String, _ form: Form = [:]) throws -> Response {
      try door().respond(to: Request(.post, path, form: form), as: someone(.campaignManager))
    }

    let page = try get("/campaigns/\(campaign)/accounts/\(account)")
    #expect(line.at == Date(timeIntervalSince1970: 1_777_629_600))
    #expect(page.contains("<p class=\"strong\">Our card</p>"))
    #expect(page.contains("href=\"\(entries)\">Edit"))

    let form = try #require(PageForm.all(in: try get(entries)).first { $0.path == entries }?.fields)
    var changed = form
    changed["text"] = "A card and a pen"
    changed["at"] = "2026-05-02T10:00"
    #expect(try send(entries, changed).status == .seeOther)
    let after = try #require(try workspace.conversation(with: account, in: campaign).first)
    #expect(after.text == "A card and a pen" && after.at > line.at)
    var mine = form
    mine["text"] = "Another card"
    #expect(try send(entries, mine).status == .conflict)

    #expect(try send(entries + "/remove").status == .seeOther)
    #expect(try workspace.conversation(with: account, in: campaign).isEmpty)
    #expect(try workspace.lead(account, in: campaign).outreachStatus == .notStarted)
    #expect(try workspace.account(account).status == .prospect)
    #expect(try send(entries + "/restore").status == .seeOther)
    #expect(try workspace.lead(account, in: campaign).outreachStatus == .sent)
    let audited = try workspace.rows(
      "SELECT action FROM audit_entries WHERE subject_kind = 'contact' ORDER BY id")
    #expect(
      try audited.map { try $0["action"] } == [
        "logged a message to", "changed a logged message to", "removed a logged message to",
        "put back a logged message to",
      ])
  }

  @Test func messagesOfTheSequenceAreNoEntriesAndNoneIsDatedAhead() throws {
    let (campaign, account, contact) = try prepared()
    let form: Form = [
      "contact": "\(contact)", "channel": "post", "text": "A card", "at": "2999-01-01T10:00",
      "csrf": "token",
    ]
    let future = try post("sent", form, in: campaign, account)
    #expect(future.status == .unprocessableContent)
    #expect(future.text.contains("That is in the future."))
    #expect(future.text.contains("A card</textarea>"))

    let other = try workspace.makeCampaign("Winter")
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Frost", in: other, from: mailbox)
    _ = try workspace.makeReply("Yes", from: lead, mailbox: mailbox)
    let line = try #require(try workspace.conversation(with: lead.account, in: other).first)
    let path = "/campaigns/\(other)/accounts/\(lead.account)"
    let page = try door().respond(to: Request(.get, path), as: someone()).text
    #expect(!page.contains("/entries/"))
    let refused = try door().respond(
      to: Request(.post, "\(path)/entries/\(line.id)/remove", form: [:]), as: someone())
    #expect(refused.status == .notFound)
  }

  @Test func aThreadNamesTheRecipientOfEachEmailAndContactsAreLinks() throws {
    let (campaign, account, contact) = try prepared()
    _ = try post(
      "sent", ["contact": "\(contact)", "channel": "email", "text": "Hello", "csrf": "token"],
      in: campaign, account)

    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/accounts/\(account)"), as: someone()
    ).text

    #expect(page.contains("to Petra Acme, petra@acme.example"))
    #expect(page.contains("href=\"mailto:petra@acme.example\""))
    #expect(page.contains("href=\"tel:+4315550100\""))
  }

  @Test("S3-109 do-not-contact is enforced when a message is logged, too")
  func doNotContactHoldsHere() throws {
    let (campaign, account, contact) = try prepared(status: "do_not_contact")

    let response = try post(
      "sent", ["contact": "\(contact)", "channel": "phone", "text": "Hello", "csrf": "token"],
      in: campaign, account)

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains("do not contact"))
    #expect(response.text.contains("Hello"))
    #expect(try workspace.value("SELECT count(*) FROM messages") == 0)
  }

  @Test func whatIsShownOfASentMailHoldsNoLinkThatActsForTheLead() throws {
    let mail = try workspace.makeSentMail(links: ["https://tarnbrook.example/cold"])
    let base = "https://out.example"
    try workspace.run(
      """
      WITH m AS (
        INSERT INTO messages (
          campaign_id, account_id, contact_id, delivery_id, channel, direction, state)
        SELECT d.campaign_id, k.account_id, k.id, d.id, 'email', 'outbound', 'sent'
        FROM deliveries d
          JOIN enrollments e ON e.id = d.enrollment_id
          JOIN contacts k ON k.id = e.contact_id
        RETURNING id, at
      )
      INSERT INTO message_texts (message_id, at, subject, text)
      SELECT id, at, 'Cold', \("""
        See our page (\(base)/c/\(mail.token)/1).

        --\(" ")
        Unsubscribe: \(base)/u/\(mail.token)
        """)
      FROM m
      """)
    let campaign: Campaign.ID = try workspace.value("SELECT campaign_id FROM messages")
    let account: Account.ID = try workspace.value("SELECT account_id FROM messages")

    for path in ["accounts/\(account)", "conversations"] {
      let page = try door().respond(
        to: Request(.get, "/campaigns/\(campaign)/\(path)"), as: someone()
      ).text
      #expect(page.contains("See our page (https://tarnbrook.example/cold)."), "\(path)")
      #expect(page.contains("Unsubscribe: their own link"), "\(path)")
      #expect(!page.contains(mail.token), "\(path)")
    }
  }

  @Test func aLongConversationIsShownInPartsTheLatestFirst() throws {
    let (campaign, account, contact) = try prepared()
    // 120 messages, one a minute.
    try workspace.run(
      """
      WITH said AS (
        INSERT INTO messages (campaign_id, account_id, contact_id, channel, direction, state, at, is_logged)
        SELECT \(campaign), \(account), \(contact), 'phone', 'outbound', 'sent',
          now() - (121 - n) * interval '1 minute', true
        FROM generate_series(1, 120) n
        ORDER BY n
        RETURNING workspace_id, id, at
      )
      INSERT INTO message_texts (message_id, at, subject, text)
      SELECT id, at, '', 'Word ' || row_number() OVER (ORDER BY at) || '.' FROM said
      """)
    let path = "/campaigns/\(campaign)/accounts/\(account)"
    func page(_ address: String) throws -> (said: [String], earlier: String?, latest: Bool) {
      let parts = address.prefix { $0 != "#" }.split(separator: "?", maxSplits: 1)
      let query: Form = try parts.count > 1 ? Form(urlEncoded: parts[1]) : [:]
      let html = try door().respond(
        to: Request(.get, String(parts[0]), query: query), as: someone()
      ).text
      let earlier = html.firstMatch(of: /href="([^"]+)">Show earlier messages/)
      return (
        html.matches(of: /Word (\d+)\./).map { String($0.1) },
        earlier.map { String($0.1).replacing("&amp;", with: "&") },
        html.contains("Show the latest messages")
      )
    }

    let first = try page(path)
    #expect(first.said == (71...120).map(String.init))
    #expect(!first.latest)
    let second = try page(#require(first.earlier))
    #expect(second.said == (21...70).map(String.init))
    #expect(second.latest)
    let last = try page(#require(second.earlier))
    #expect(last.said == (1...20).map(String.init))
    #expect(last.earlier == nil)

    // The address of one message shows the part that it is in.
    let lines = try workspace.conversation(with: account, in: campaign)
    let old = try page("\(path)?message=\(lines[9].id)")
    #expect(old.said == (1...10).map(String.init) && old.latest)
    #expect(try page("\(path)?message=\(lines[100].id)").said == first.said)
    #expect(try page("\(path)?message=0").said == first.said)
  }

  @Test func aDraftIsInItsFormHoweverOldItIs() throws {
    let (campaign, account, contact) = try prepared()
    _ = try post(
      "sent",
      [
        "contact": "\(contact)", "channel": "linkedin", "text": "Half a sentence", "act": "draft",
        "csrf": "token",
      ], in: campaign, account)
    try workspace.run(
      """
      WITH said AS (
        INSERT INTO messages (campaign_id, account_id, contact_id, channel, direction, state, at, is_logged)
        SELECT \(campaign), \(account), \(contact), 'phone', 'outbound', 'sent',
          now() + n * interval '1 second', true
        FROM generate_series(1, 60) n
        RETURNING id, at
      )
      INSERT INTO message_texts (message_id, at, subject, text) SELECT id, at, '', 'Said' FROM said
      """)

    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/accounts/\(account)"), as: someone())

    #expect(page.text.contains("Half a sentence</textarea>"))
  }

  @Test func theBadgesOfTheHeadSayWhatTheyAreAbout() throws {
    let (campaign, account, contact) = try prepared(status: "responded")
    _ = try post(
      "inbound", ["contact": "\(contact)", "channel": "phone", "text": "Yes", "csrf": "token"],
      in: campaign, account)

    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/accounts/\(account)"), as: someone())

    #expect(page.text.contains("Outreach: responded"))
    #expect(page.text.contains("Account: responded"))
  }

  @Test("S3-127 the conversation belongs to the campaign, not to the account alone")
  func twoCampaignsTwoConversations() throws {
    let (campaign, account, contact) = try prepared()
    let other = try workspace.makeCampaign("Winter")
    try workspace.run(
      "INSERT INTO campaign_accounts (campaign_id, account_id) VALUES (\(other), \(account))")

    _ = try post(
      "sent", ["contact": "\(contact)", "channel": "post", "text": "A letter", "csrf": "token"],
      in: campaign, account)

    #expect(try workspace.conversation(with: account, in: campaign).count == 1)
    #expect(try workspace.conversation(with: account, in: other).isEmpty)
    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/conversations"), as: someone())
    #expect(page.text.contains("A letter"))
  }
}
