import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct AccountPageTests {
  @Test func accountsAreFoundByTheBeginningOfNameOrDomain() throws {
    try workspace.importAll(
      try workspace.stage(
        "email,company\na@ostrava.example,Ärzte Nord\nb@eis.example,Eis & Co\nc@zeta.example,Zeta\n"
      ),
      into: "L")

    #expect(try get("/accounts").text.contains("Zeta"))
    let byName = try get("/accounts?search=ÄRZ")
    #expect(byName.text.contains("Ärzte Nord") && !byName.text.contains("Zeta"))
    let byDomain = try get("/accounts?search=zeta.ex")
    #expect(byDomain.text.contains("Zeta") && !byDomain.text.contains("Ärzte"))
    #expect(try get("/accounts?search=100%25_").text.contains("No accounts found"))
    #expect(try get("/accounts?status=customer").text.contains("No accounts found"))
  }

  @Test func aCountryIsNamedAndNotCoded() throws {
    let id = try workspace.makeAccount(AccountFields(name: "Frost"))
    try workspace.run("UPDATE accounts SET country = 'DE'")

    let page = try words(in: get("/accounts/\(id)").text)

    #expect(page.contains("Germany"))
    #expect(!page.contains(" DE "))
    #expect(try words(in: get("/accounts").text).contains("Germany"))
  }

  @Test func aSecondAccountOfADomainIsMadeOnlyByWhoHasSeenTheFirst() throws {
    let first = try workspace.makeAccount(AccountFields(name: "Frost"))
    try workspace.run("UPDATE accounts SET domain = 'frost.example'")
    var form: Form = ["name": "Frost Nord", "domain": "Frost.example"]
    func add() throws -> Response {
      try door().respond(to: Request(.post, "/accounts", form: form), as: someone())
    }

    let warned = try add()
    #expect(warned.status == .unprocessableContent)
    #expect(warned.text.contains("Frost already has this domain."))
    #expect(warned.text.contains("<a href=\"/accounts/\(first)\">Open Frost</a>"))
    #expect(warned.text.contains("value=\"Frost Nord\""))
    #expect(try workspace.value("SELECT count(*) FROM accounts") == 1)

    form["despite"] = "\(first)"
    #expect(try add().status == .seeOther)
    #expect(try workspace.value("SELECT count(*) FROM accounts") == 2)
    form = ["name": "frost", "despite": "\(first)"]
    let named = try add()
    #expect(named.text.contains("An account with this name already exists."))
    #expect(named.text.contains("Open Frost</a>"))
    #expect(!named.text.contains("name=\"despite\""))
  }

  /// The mark may stand among the relationships: pages say what the sender does.
  @Test func aRelationshipThatForbidsContactIsShownWhereverTheContactIs() throws {
    let lead = try workspace.makeLead("ada@frost.example")
    let account: Int = try workspace.value("SELECT account_id FROM contacts")
    let list = try workspace.makeList(of: [lead])
    let campaign = try workspace.makeDraft()
    _ = try workspace.attach(list: list, to: campaign)
    let enrollment: Int = try workspace.value("SELECT id FROM enrollments")
    try workspace.run("UPDATE accounts SET relationship_types = '{partner,do_not_contact}'")

    let pages = [
      "/accounts", "/accounts/\(account)", "/contacts/\(lead)", "/lists/\(list)",
      "/campaigns/\(campaign)/leads", "/campaigns/\(campaign)/leads/\(enrollment)",
      "/campaigns/\(campaign)/accounts/\(account)",
    ]
    for address in pages {
      let page = try get(address)
      #expect(page.status == .ok)
      #expect(page.text.lowercased().contains("do not contact"), "\(address)")
      #expect(!page.text.contains("Can be contacted"), "\(address)")
      #expect(!page.text.contains("</svg>In the sequence</span>"), "\(address)")
    }
  }

  @Test func aContactAtTheDomainOfAMarkedAccountIsAddedThere() throws {
    let marked = try workspace.makeAccount(AccountFields(name: "Frost"))
    try workspace.run(
      "UPDATE accounts SET domain = 'frost.example', relationship_types = '{do_not_contact}'")
    let other = try workspace.makeAccount(AccountFields(name: "Frost Nord"))

    let refused = try post("/accounts/\(other)/contacts", ["email": "a@mail.frost.example"])
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("Frost has this domain, and must not be contacted."))
    let added = try post("/accounts/\(marked)/contacts", ["email": "a@frost.example"])
    #expect(added.status == .seeOther)
    let free = try post("/accounts/\(other)/contacts", ["email": "b@bücher.example"])
    #expect(free.status == .seeOther)
    #expect(
      try workspace.value("SELECT email FROM contacts ORDER BY id DESC LIMIT 1")
        == "b@xn--bcher-kva.example")
  }

  @Test func theAccountPageSaysWhatIsToBeDoneAndWhatHappensByItself() throws {
    let (campaign, mailbox) = (try workspace.makeCampaign("Autumn"), try workspace.makeMailbox())
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    func next() throws -> String {
      words(in: section("next-h", of: try get("/accounts/\(lead.account)").text))
    }
    #expect(try next().contains("Review for Autumn"))
    try workspace.run("UPDATE campaigns SET status = 'paused'")
    #expect(try next().contains("Next email to Petra Acme step 2, once the campaign is resumed"))
    try workspace.run("UPDATE campaigns SET status = 'running'")

    let reply = try workspace.makeReply("Yes, call me", from: lead, mailbox: mailbox)
    try workspace.settle(reply, as: Verdict(.positive, confidence: 1, reasons: ["+ yes"]))
    let page = try get("/accounts/\(lead.account)").text

    #expect(try next().contains("Next Follow up with Petra positive reply, due"))
    #expect(section("next-h", of: page).contains("href=\"/replies/\(reply)\""))
    #expect(page.contains("href=\"/campaigns/\(campaign)/reviews?account=\(lead.account)\""))
    let bare = try workspace.makeAccount(AccountFields(name: "Bare"))
    #expect(try get("/accounts/\(bare)").text.contains("No contacts yet"))
  }

  @Test func eachContactSaysWhetherTheyMayBeEmailedAndWhyNot() throws {
    let (campaign, mailbox) = (try workspace.makeCampaign("Autumn"), try workspace.makeMailbox())
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let second = try workspace.addContact(contact("rolf@acme.example"), to: lead.account)
    try workspace.run(
      "INSERT INTO suppressions (email, reason) VALUES ('rolf@acme.example', 'unsubscribed')")

    let page = try get("/accounts/\(lead.account)").text
    let people = rows(of: section("contacts-h", of: page))

    #expect(people.count == 2 && page.contains("href=\"/contacts/\(second)\""))
    #expect(people[0][2] == "Can be contacted")
    #expect(people[0][3].hasPrefix("Autumn step 2"))
    #expect(people[1][2] == "Unsubscribed This person has unsubscribed.")
    #expect(page.contains("1 of 2 contacts can be emailed."))
    #expect(page.contains("href=\"mailto:rolf@acme.example\""))
  }

  @Test func anAccountsHistoryIsThatOfAllCampaignsTheNewestFirst() throws {
    let mailbox = try workspace.makeMailbox()
    let autumn = try workspace.makeCampaign("Autumn")
    let lead = try workspace.makeWrittenTo("Acme", in: autumn, from: mailbox)
    let reply = try workspace.makeReply("We are in Rome", from: lead, mailbox: mailbox)
    try workspace.settle(reply, as: Verdict(.notNow, confidence: 1, reasons: ["+ away"]))
    let winter = try workspace.makeCampaign("Winter")
    _ = try workspace.addAccounts([lead.account], to: winter)
    try workspace.run(
      """
      UPDATE accounts SET created_at = now() - interval '3 days';
      """)
    try workspace.run(
      """
      UPDATE campaign_accounts SET added_at = now() - interval '2 days', review_status = 'approved',
        reviewed_by = 1, reviewed_at = now() - interval '1 day'
      WHERE campaign_id = \(autumn)
      """)
    try workspace.run(
      """
      UPDATE campaign_accounts SET added_at = now() + interval '1 minute'
      WHERE campaign_id = \(winter)
      """)

    let page = try get("/accounts/\(lead.account)").text
    let history = words(in: section("history-h", of: page))

    let events = [
      "Added to Winter", "Petra replied Not now", "Approved for Autumn", "Added to Autumn",
      "Account created",
    ]
    let places = events.map { history.firstRange(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil }, "\(history)")
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted(), "\(history)")
    #expect(history.contains("We are in Rome"))
    #expect(section("history-h", of: page).contains("href=\"/replies/\(reply)\""))
    #expect(page.contains("aria-label=\"1 of at most 2 emails sent\""))
  }

  @Test func formsOfAnAccountAreFoldedUntilOneIsRefused() throws {
    let id = try workspace.makeAccount(AccountFields(name: "Frost"))
    func open(_ page: Response) -> [String] {
      page.text.matches(of: #/<details class="fold" id="([a-z-]+)" open>/#).map { String($0.1) }
    }

    #expect(open(try get("/accounts/\(id)")) == [])
    #expect(open(try post("/accounts/\(id)", ["name": ""])) == ["edit-details"])
    #expect(open(try post("/accounts/\(id)/contacts", ["email": "x"])) == ["add-contact"])
    #expect(
      open(try post("/accounts/\(id)/status", ["status": "customer", "version": "old"]))
        == ["change-status"])
  }

  @Test func relationshipsAreNoPlacesInTheSalesProcessUnlessOneIsSet() throws {
    let id = try workspace.makeAccount(AccountFields(name: "Frost"))
    func boxes() throws -> Set<String> {
      let page = try get("/accounts/\(id)").text
      return Set(page.matches(of: #/name="types" value="([a-z_]+)"/#).map { String($0.1) })
    }
    #expect(try boxes().contains("partner") && !boxes().contains("qualified"))

    _ = try post("/accounts/\(id)/status", ["status": "prospect", "types": "qualified"])

    #expect(try boxes().contains("qualified"))
  }

  private func contact(_ email: String) -> ContactFields {
    var fields = ContactFields()
    fields.email = email
    return fields
  }

  @Test func pagesOfAccountsLeadOnAndBack() throws {
    try workspace.run(
      """
      INSERT INTO accounts (name, match_key)
      SELECT 'Firm ' || to_char(n, 'FM000'), 'n:firm ' || n FROM generate_series(1, 120) n
      """)
    let first = try get("/accounts")
    #expect(first.text.contains("50 of 120 accounts"))
    let second = try get(try link("next", in: first))
    #expect(second.text.contains("Firm 051") && second.text.contains("Firm 100"))
    let last = try get(try link("next", in: second))
    #expect(last.text.contains("Firm 120") && !last.text.contains("rel=\"next\""))
    let back = try get(try link("prev", in: last))
    #expect(back.text.contains("Firm 051") && !back.text.contains("Firm 101"))
  }

  @Test func anAccountIsChangedAndARefusedFormComesBackAsTyped() throws {
    let id = try workspace.makeAccount(AccountFields(name: "Frost"))
    let saved = try post(
      "/accounts/\(id)", ["name": "Frost AG", "employees": "120", "domain": "Frost.Example"])
    #expect(saved.status == .seeOther)
    #expect(try workspace.account(id).employees == 120)
    #expect(try workspace.account(id).domain == "frost.example")

    let refused = try post(
      "/accounts/\(id)", ["name": "", "employees": "many", "phone": "call me"])
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("Enter it like +49 30 901820."))
    #expect(refused.text.contains("“many” is not a whole number."))
    #expect(try workspace.account(id).name == "Frost AG")
  }

  @Test func theAccountOfThatNameIsLinkedFromTheNameAlone() throws {
    let frost = try workspace.makeAccount(AccountFields(name: "Frost"))

    let refused = try post("/accounts", ["name": "Frost", "domain": "not a domain"]).text

    #expect(refused.matches(of: /href="\/accounts\/[0-9]+">Open Frost</).count == 1)
    #expect(
      refused.contains("already has this name. <a href=\"/accounts/\(frost)\">Open Frost</a>"))
    #expect(refused.contains("“not a domain” is not a domain. Enter it like frost.example.</span>"))
  }

  @Test func theAddressOfAPageStartsWithHTTPSOnAllForms() throws {
    let account = try workspace.makeAccount(AccountFields(name: "Frost"))
    let words = "“foo bar” is not the address of a page. Enter one that starts with https://."
    let forms: [(String, KeyValuePairs<String, String>)] = [
      ("/accounts", ["name": "Kjol", "website": "foo bar"]),
      ("/accounts/\(account)", ["name": "Frost", "website": "foo bar"]),
      ("/accounts/\(account)/contacts", ["email": "a@frost.example", "linkedin": "foo bar"]),
      ("/products", ["name": "Herbals", "language": "en", "website": "foo bar"]),
    ]

    for (path, form) in forms {
      let answer = try post(path, form)
      #expect(answer.status == .unprocessableContent && answer.text.contains(words), "\(path)")
    }
  }

  @Test func whatAFileBroughtStaysWhenOtherFieldsAreChanged() throws {
    var fields = AccountFields(name: "Frost")
    (fields.website, fields.country, fields.language) = ("frost.example", "Atlantis", "xx")
    let id = try workspace.makeAccount(fields)

    let answer = try post(
      "/accounts/\(id)",
      [
        "name": "Frost", "city": "Oslo", "website": "frost.example", "country": "Atlantis",
        "language": "xx",
      ])

    #expect(answer.status == .seeOther)
    #expect(try workspace.account(id).city == "Oslo")
  }

  @Test func whatIsNewSaysThatItWasAdded() throws {
    let ada = try workspace.signIn()
    for (path, form) in [
      ("/accounts", ["name": "Frost"] as Form), ("/products", ["name": "Frost", "language": "en"]),
    ] {
      let answer = try door().respond(to: ada.request(path, form: form))
      let page = try #require(answer.headers[.location])
      #expect(
        try door().respond(to: ada.request(page)).text.contains("Frost was added."), "\(path)")
    }
  }

  @Test func contactsAreAddedAndChangedAndNoneTwice() throws {
    let id = try workspace.makeAccount(AccountFields(name: "Frost"))
    let added = try post(
      "/accounts/\(id)/contacts",
      ["email": "Anna@Frost.example", "first_name": "Anna", "phone": "+49 30 901820"])
    #expect(added.status == .seeOther)
    #expect(try workspace.contacts(of: id).map(\.phone) == ["+4930901820"])

    let twice = try post("/accounts/\(id)/contacts", ["email": "anna@frost.example"])
    #expect(twice.status == .unprocessableContent)
    #expect(twice.text.contains("Anna at Frost already has this email address."))

    let contact = try #require(try workspace.contacts(of: id).first?.id)
    #expect(try post("/contacts/\(contact)", ["email": "a@@x"]).text.contains("Two @ signs."))
    #expect(
      try post("/contacts/\(contact)", ["email": "anna@frost.example", "last_name": "Lang"]).status
        == .seeOther)
    #expect(try workspace.contact(contact).name == "Lang")
  }

  @Test("S3-099 a do-not-contact account is let in only after its status was changed by hand")
  func doNotContactIsLiftedByHandOnly() throws {
    let campaign = try workspace.makeCampaign()
    let id = try workspace.makeAccount(AccountFields(name: "Frost"))
    #expect(try post("/accounts/\(id)/status", ["status": "do_not_contact"]).status == .seeOther)
    let flags = [
      "include_customers", "include_suppliers", "include_investors", "include_press",
      "include_analysts", "include_candidates",
    ]
    let blocked = try workspace.addAccounts([id], to: campaign, flags: flags)
    #expect(blocked.added == 0)

    _ = try post("/accounts/\(id)/status", ["status": "prospect"])
    let admitted = try workspace.addAccounts([id], to: campaign, flags: [])
    #expect(admitted.added == 1)
    #expect(try get("/accounts/\(id)").text.contains("Spring"))
  }

  @Test func anotherWorkspacesAccountIsNotThereAndAViewerFindsNoForm() throws {
    let theirs = try otherWorkspace.makeAccount(AccountFields(name: "Theirs"))
    #expect(try get("/accounts/\(theirs)").status == .notFound)
    let ours = try workspace.makeAccount(AccountFields(name: "Ours"))
    let page = try door().respond(to: Request(.get, "/accounts/\(ours)"), as: someone(.viewer))
    #expect(page.status == .ok && !page.text.contains("Save account"))
  }
}

func get(_ address: String) throws -> Response {
  let parts = address.split(separator: "?", maxSplits: 1)
  let query = try Form(urlEncoded: parts.count > 1 ? String(parts[1]) : "")
  return try door().respond(
    to: Request(.get, String(parts[0]), query: query), as: someone())
}

func post(_ path: String, _ fields: KeyValuePairs<String, String>) throws -> Response {
  let all = [("csrf", "token")] + fields.map { ($0.key, $0.value) }
  let form = Form(all.map { Form.Field(name: $0.0, value: $0.1) })
  return try door().respond(to: Request(.post, path, form: form), as: someone())
}

/// The address behind Next or Previous.
func link(_ rel: String, in response: Response) throws -> String {
  let match = try #require(
    response.text.matches(of: /href="([^"]+)" rel="(\w+)"/).first { $0.2 == rel })
  return String(match.1).replacing("&amp;", with: "&")
}
