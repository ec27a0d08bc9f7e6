import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct SequencePageTests {
  @Test func whatARealMailboxLacksIsSaidBeforeLaunchAndOnItsPage() throws {
    let campaign = try workspace.makeDraft()
    let box = try workspace.makeBox(practice: false)
    try workspace.choose(mailboxes: [box], for: campaign)

    let page = try get("/campaigns/\(campaign)/sequence")
    #expect(page.contains("https://overture.example.com"))
    #expect(page.contains("Replies to this mailbox are not read: sequences cannot stop."))
    #expect(
      try get("/mailboxes/\(box)")
        .contains("Replies to this mailbox are not read: sequences cannot stop."))
    let practice = try workspace.makeBox("p@practice.example")
    #expect(!(try get("/mailboxes/\(practice)").contains("are not read")))
  }

  @Test(
    "S1-016 S1-017 S1-018 S1-019 S1-020 a step is written, changed, moved and removed in the page")
  func aStepIsWrittenInThePage() throws {
    let campaign = try workspace.makeDraft()
    let path = "/campaigns/\(campaign)/sequence"
    #expect(try get(path).contains("No steps yet. Start with a first email."))

    let fields = [
      ("subject", "Hello {{COMPANY}}"), ("subject", "A question"), ("subject", ""),
      ("body", "<p>Dear {{FIRST_NAME | \"you\"}} — ünï</p>"), ("wait_days", "0"),
      ("wait_hours", "2"), ("condition", "always"),
    ]
    #expect(try send("\(path)/steps", form(fields)).status == .seeOther)
    let second = form([
      ("subject", ""), ("body", "<p>Again</p>"), ("wait_days", "3"), ("condition", "not_opened"),
    ])
    #expect(try send("\(path)/steps", second).headers[.location] == "\(path)?step=1")

    let steps = try workspace.steps(of: campaign)
    #expect(steps.map(\.subjects) == [["Hello {{COMPANY}}", "A question"], [""]])
    #expect(steps.map(\.waitHours) == [2, 0])
    #expect(steps.map(\.condition) == [.always, .notOpened])
    let page = try get("\(path)?step=1")
    #expect(page.contains("3 days, if not opened"))
    #expect(page.contains("same thread"))

    _ = try send("\(path)/steps/0", form([("subject", "Changed"), ("body", "x")]))
    #expect(try workspace.steps(of: campaign)[0].subjects == ["Changed"])
    _ = try send("\(path)/steps/1/up", [:])
    #expect(try workspace.steps(of: campaign).map(\.subjects) == [[""], ["Changed"]])
    _ = try send("\(path)/steps/0/remove", [:])
    #expect(try workspace.steps(of: campaign).map(\.subjects) == [["Changed"]])
  }

  @Test func aTextThatCannotBeReadComesBackAsTypedWithItsPlace() throws {
    let campaign = try workspace.makeDraft()
    let answer = try send(
      "/campaigns/\(campaign)/sequence/steps",
      form([("subject", "Hi </textarea>"), ("body", "One\n {a|b"), ("wait_days", "400")]))

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("Line 2, column 2: This { is never closed."))
    #expect(answer.text.contains("“400” is not a number from 0 to 365."))
    #expect(answer.text.contains("value=\"Hi &lt;/textarea&gt;\""))
    #expect(answer.text.contains("\nOne\n {a|b</textarea>"))
    #expect(try workspace.steps(of: campaign).isEmpty)
  }

  @Test func aStepThatWasChangedMeanwhileIsNotWrittenOverUnseen() throws {
    let campaign = try ready(body: "<p>One</p>")
    let path = "/campaigns/\(campaign)/sequence/steps/0"
    let seen = try version(in: get("/campaigns/\(campaign)/sequence"))
    func save(_ body: String, _ version: String) throws -> Response {
      try send(path, ["subject": "Hi", "body": body, "version": version])
    }

    #expect(try save("<p>Theirs</p>", seen).status == .seeOther)
    #expect(try save("<p>Theirs</p>", seen).status == .seeOther)
    let refused = try save("<p>Mine</p>", seen)

    #expect(refused.status == .conflict)
    #expect(refused.text.contains("Step 1 was changed by someone else."))
    #expect(refused.text.contains("&lt;p&gt;Theirs&lt;/p&gt;</dd>"))
    #expect(refused.text.contains("&lt;p&gt;Mine&lt;/p&gt;</textarea>"))
    #expect(try workspace.steps(of: campaign).map(\.body) == ["<p>Theirs</p>"])
    #expect(try save("<p>Mine</p>", version(in: refused.text)).status == .seeOther)
    #expect(try workspace.steps(of: campaign).map(\.body) == ["<p>Mine</p>"])
  }

  @Test func aStepThatWasMovedMeanwhileIsSavedWhereItIsAndARemovedOneComesBackAsNew() throws {
    let campaign = try ready(body: "<p>One</p>")
    _ = try workspace.save(.init(subjects: [""], body: "Two"), at: nil, of: campaign)
    let path = "/campaigns/\(campaign)/sequence"
    let seen = try version(in: get("\(path)?step=1"))
    let form: Form = ["subject": "Again", "body": "Two, mine", "version": seen]

    try workspace.moveStepUp(1, of: campaign)
    #expect(try send("\(path)/steps/1", form).headers[.location] == "\(path)?step=0")
    #expect(try workspace.steps(of: campaign).map(\.body) == ["Two, mine", "<p>One</p>"])

    let later = try version(in: get("\(path)?step=1"))
    try workspace.removeStep(1, of: campaign)
    let gone = try send("\(path)/steps/1", ["body": "One, mine", "version": later])
    #expect(gone.status == .conflict)
    #expect(gone.text.contains("Step 2 was removed by someone else."))
    #expect(gone.text.contains("One, mine</textarea>"))
    #expect(gone.text.contains(#"action="\#(path)/steps""#))
  }

  @Test func aStepThatWasMovedMeanwhileIsRemovedWhereItIsAndNoOtherOne() throws {
    let campaign = try threeSteps()
    let path = "/campaigns/\(campaign)/sequence"
    let form: Form = ["version": try version(in: get("\(path)?step=2"))]

    #expect(try send("\(path)/steps/2/up", form).headers[.location] == "\(path)?step=1")
    #expect(try workspace.steps(of: campaign).map(\.body) == ["One", "Three", "Two"])
    // Sent twice, it is moved once.
    _ = try send("\(path)/steps/2/up", form)
    #expect(try workspace.steps(of: campaign).map(\.body) == ["One", "Three", "Two"])
    _ = try send("\(path)/steps/2/remove", form)
    #expect(try workspace.steps(of: campaign).map(\.body) == ["One", "Two"])
  }

  @Test func aStepThatWasChangedMeanwhileIsNeitherMovedNorRemoved() throws {
    let campaign = try threeSteps()
    let path = "/campaigns/\(campaign)/sequence"
    let form: Form = ["version": try version(in: get("\(path)?step=2"))]
    _ = try workspace.save(.init(subjects: [""], body: "Theirs"), at: 2, of: campaign)

    let ada = try workspace.signIn()
    _ = try door().respond(to: ada.request("\(path)/steps/2/remove", form: form))
    #expect(
      try door().respond(to: ada.request(path)).text.contains(
        "Not removed. Step 3 was changed or removed by someone else."))
    _ = try door().respond(to: ada.request("\(path)/steps/2/up", form: form))

    #expect(
      try door().respond(to: ada.request(path)).text.contains("Not moved. Step 3 was changed"))
    #expect(try workspace.steps(of: campaign).map(\.body) == ["One", "Two", "Theirs"])
  }

  @Test func theUndoOfAMoveMovesNothingElse() throws {
    let campaign = try threeSteps()
    let path = "/campaigns/\(campaign)/sequence"
    let ada = try workspace.signIn()
    _ = try door().respond(to: ada.request("\(path)/steps/1/up", form: [:]))
    let page = try door().respond(to: ada.request(path)).text
    let line = try #require(page.split(separator: "\n").first { $0.contains("linklike") })
    let version = try #require(line.firstMatch(of: /name="version" value="([^"]+)"/)).1
    try workspace.removeStep(1, of: campaign)

    _ = try door().respond(
      to: ada.request("\(path)/steps/1/up", form: ["version": String(version)]))

    #expect(try workspace.steps(of: campaign).map(\.body) == ["Two", "Three"])
  }

  private func threeSteps() throws -> Campaign.ID {
    let campaign = try workspace.makeDraft()
    for text in ["One", "Two", "Three"] {
      _ = try workspace.save(.init(subjects: ["Hello"], body: text), at: nil, of: campaign)
    }
    return campaign
  }

  @Test func thePreviewSpeaksTheLanguageInWhichTheEmailIsSent() throws {
    let campaign = try ready(body: "<p>Hello</p>")
    let lead = try #require(try workspace.leads(of: campaign).first)
    func preview() throws -> String {
      try door().respond(
        to: Request(
          .get, "/campaigns/\(campaign)/sequence/preview",
          query: ["step": "0", "lead": "\(lead.enrollment)"]), as: someone()
      ).text
    }
    let own = try preview()

    try workspace.run("UPDATE campaigns SET language = 'de' WHERE id = \(campaign)")
    let german = try preview()
    try workspace.run("UPDATE accounts SET language = 'fr'")
    let french = try preview()

    #expect(own.contains("<html lang=\"en\">") && own.contains(">Unsubscribe</a>"))
    #expect(german.contains("<html lang=\"de\">") && german.contains(">Abmelden</a>"))
    #expect(french.contains("<html lang=\"fr\">") && french.contains(">Se désabonner</a>"))
  }

  @Test func aRemovedStepIsPutBackWhereItStoodWithItsText() throws {
    let campaign = try workspace.makeDraft()
    let texts = ["First", "Second", "Third"]
    for text in texts {
      _ = try workspace.save(
        .init(
          subjects: ["\(text) A", "\(text) B"], body: text, waitDays: 2, waitHours: 5,
          condition: .notOpened), at: nil, of: campaign)
    }
    let before = try workspace.steps(of: campaign)
    let path = "/campaigns/\(campaign)/sequence"
    let ada = try workspace.signIn()

    _ = try door().respond(to: ada.request("\(path)/steps/1/remove", form: [:]))
    #expect(try workspace.steps(of: campaign).map(\.body) == ["First", "Third"])
    let page = try door().respond(to: ada.request(path)).text
    let line = try #require(page.split(separator: "\n").first { $0.contains("linklike") })
    let fields = line.matches(of: /name="(\w+)" value="([^"]*)"/)
    let undo = try door().respond(
      to: ada.request("\(path)/steps", form: form(fields.map { (String($0.1), String($0.2)) })))

    #expect(line.contains("Step 2 was removed.") && line.contains(">Undo</button>"))
    #expect(undo.headers[.location] == "\(path)?step=1")
    #expect(try workspace.steps(of: campaign) == before)
  }

  @Test("S1-036 S1-051 the preview shows what this lead gets, and hostile data stays data")
  func thePreviewShowsALead() throws {
    let campaign = try ready(
      custom: #"{"Job title": "{x|y} {{EMAIL}} <script>alert(1)</script>"}"#,
      body: "<p>{I saw|I noticed} {{JOB_TITLE}}</p>")
    let lead = try #require(try workspace.leads(of: campaign).first)
    let page = try get("/campaigns/\(campaign)/sequence")
    #expect(page.contains("Hello Analytical"))
    #expect(page.contains("sandbox=\"\""))

    let path = "/campaigns/\(campaign)/sequence/preview"
    let answer = try door().respond(
      to: Request(.get, path, query: ["step": "0", "lead": "\(lead.enrollment)"]), as: someone())
    #expect(
      answer.headers[.contentSecurityPolicy]
        == "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    #expect(answer.text.contains("{x|y} {{EMAIL}} &lt;script&gt;"))
    #expect(!answer.text.contains("<script"))
    let sent = try workspace.steps(of: campaign)[0].text(
      for: lead, first: workspace.steps(of: campaign)[0])
    #expect(answer.text.contains(sent.html))
  }

  @Test func thePreviewHasTheSignatureOfTheMailboxThatWouldSend() throws {
    let campaign = try ready(body: "<p>Hello</p>")
    let lead = try #require(try workspace.leads(of: campaign).first)
    let own: Mailbox.ID = try workspace.value("SELECT id FROM mailboxes")
    let other = try workspace.makeBox("other@tarnbrook.example")
    try workspace.choose(mailboxes: [own, other], for: campaign)
    try workspace.run("UPDATE mailboxes SET signature = 'Other', health = 90 WHERE id = \(other)")
    try workspace.run("UPDATE mailboxes SET signature = E'Ines & Co\nSales' WHERE id = \(own)")
    func preview(_ form: String) throws -> String {
      try door().respond(
        to: Request(
          .get, "/campaigns/\(campaign)/sequence/preview",
          query: ["step": "0", "lead": "\(lead.enrollment)", "as": form]), as: someone()
      ).text
    }

    let drawn = try get("/campaigns/\(campaign)/sequence")
    #expect(drawn.contains("ines@tarnbrook.example"))
    #expect(drawn.contains("or another of the campaign’s mailboxes"))
    #expect(
      try preview("html").contains("<p>Hello</p><div style=\"margin-top:16px\">Ines &amp; Co<br>"))
    #expect(try preview("plain").contains("Hello\n\n-- \nInes &amp; Co\nSales\n\n"))

    try workspace.run("UPDATE enrollments SET mailbox_id = \(other)")
    let kept = try get("/campaigns/\(campaign)/sequence")
    #expect(kept.contains("other@tarnbrook.example"))
    #expect(kept.contains("This is exactly the email that will be sent."))
    #expect(try preview("html").contains(">Other</div>"))
  }

  @Test(
    "S1-036 a step is sent as a test to whoever asks, with a lead's values, and counted nowhere")
  func aStepIsTested() throws {
    let sink = try SMTPSink()
    let campaign = try ready(body: "<p>Hello {{FIRST_NAME}}</p>")
    try workspace.run("UPDATE mailboxes SET smtp_port = \(sink.port)")
    let path = "/campaigns/\(campaign)/sequence"

    let ada = try workspace.signIn()
    let page = try door().respond(to: ada.request(path))
    let answer = try door().respond(
      to: ada.request("\(path)/test", form: ["step": "0", "lead": "0"]))
    let after = try door().respond(to: ada.request(path))
    let sent: Int = try workspace.value(
      "SELECT count(*) FROM deliveries WHERE sent_at IS NOT NULL")

    #expect(page.text.contains("Send test email"))
    #expect(answer.status == .seeOther)
    #expect(after.text.contains("The practice server accepted a test for ada@example.com."))
    #expect(sent == 0)
  }

  @Test("S1-017 the plan says what goes out on which day, and what limits it")
  func thePlanStandsOnThePage() throws {
    let campaign = try ready(body: "<p>Hello</p>")
    try workspace.run("UPDATE mailboxes SET daily_limit = 50")

    let page = try get("/campaigns/\(campaign)/sequence")

    #expect(page.contains("At most 1 email."))
    #expect(page.contains("no limit is reached"))
    #expect(page.contains("if launched now"))
  }

  @Test("S1-051 missing values are marked with line and column, and named for the lead")
  func missingValuesAreMarked() throws {
    let campaign = try ready(body: "<p>One</p>\n<p>{{CHAMBERS}} rooms</p>")
    let page = try get("/campaigns/\(campaign)/sequence")

    #expect(page.contains("has no fallback and no lead has such a field"))
    #expect(page.contains("Body, line 2, column 4."))
    #expect(page.contains("CHAMBERS has no value and no fallback."))
    #expect(page.contains("Fallback missing"))
    #expect(page.contains("no lead has CHAMBERS"))
  }

  @Test("S1-051 a tag that no lead has refuses the launch, because every email would stop for it")
  func aTagThatNobodyHasRefusesTheLaunch() throws {
    let campaign = try ready(body: "<p>{{NOPE}} rooms</p>")

    let path = "/campaigns/\(campaign)/sequence"
    let ada = try workspace.signIn()

    _ = try door().respond(to: ada.request("\(path)/launch", form: [:]))
    let page = try door().respond(to: ada.request(path)).text

    #expect(page.contains("No lead has NOPE, and the tag has no fallback."))
    #expect(try status(of: campaign) == "draft")
  }

  @Test(
    "S1-021 S1-022 S1-023 S1-024 a schedule is entered, and a wrong one comes back with its error")
  func aScheduleIsEntered() throws {
    let campaign = try workspace.makeDraft()
    let path = "/campaigns/\(campaign)/sequence/schedule"
    let night = form([
      ("when", "window"), ("day", "5"), ("day", "0"), ("start", "22:00"), ("end", "06:00"),
      ("zone", "Europe/Berlin"),
    ])
    #expect(try send(path, night).status == .seeOther)
    #expect(
      try workspace.schedule(of: campaign)
        == Schedule(days: [0, 5], start: "22:00", end: "06:00", timezone: "Europe/Berlin"))

    let wrong = try send(
      path, form([("when", "window"), ("start", "9"), ("end", "17:00"), ("zone", "Mars")]))
    #expect(wrong.status == .unprocessableContent)
    #expect(wrong.text.contains("Choose at least one day."))
    #expect(wrong.text.contains("“Mars” is not a time zone."))

    #expect(try send(path, form([("when", "always")])).status == .seeOther)
    #expect(try workspace.schedule(of: campaign) == nil)
  }

  @Test(
    "S1-011 S1-012 S1-013 attaching a list answers what was added and what was left out, and why")
  func attachingAnswers() throws {
    let campaign = try workspace.makeDraft()
    let leads = [
      try workspace.makeLead(), try workspace.makeLead(nil),
      try workspace.makeLead("c@customer.example", company: "Client", status: "customer"),
    ]
    let list = try workspace.makeList(of: leads, named: "Cold stores")
    let path = "/campaigns/\(campaign)/sequence/lists"
    let answer = try follow(send(path, ["list": "\(list)"]))

    #expect(answer.contains("1 lead enrolled"))
    #expect(answer.contains("skipped: no email address"))
    #expect(answer.contains("skipped: their account is not in the campaign"))
    #expect(answer.contains("value=\"include_customers\""))

    let included = try follow(send(path, ["list": "\(list)", "flag": "include_customers"]))
    #expect(included.contains("1 lead enrolled"))
    #expect(try get("/campaigns/\(campaign)/sequence").contains("2 leads from 1 list"))
  }

  @Test func aListIsDetachedAfterAQuestionThatCountsItsLeadsAndComesBack() throws {
    let campaign = try workspace.makeDraft()
    let leads = [try workspace.makeLead("a@a.example"), try workspace.makeLead("b@b.example")]
    let list = try workspace.makeList(of: leads, named: "Cold stores")
    let path = "/campaigns/\(campaign)/sequence"
    _ = try send("\(path)/lists", ["list": "\(list)"])

    #expect(try get(path).contains("href=\"\(path)/detach/\(list)\""))
    let question = try get("\(path)/detach/\(list)")
    let answer = try send("\(path)/detach/\(list)", [:])
    let detached = try get(path)
    let again = try follow(send("\(path)/lists", ["list": "\(list)"]))

    #expect(question.contains("Detach Cold stores from Draft?"))
    #expect(question.contains("Detach and remove 2 leads"))
    #expect(answer.headers[.location] == "\(path)#lists")
    #expect(!detached.contains("/detach/\(list)"))
    #expect(try workspace.value("SELECT count(*) FROM campaign_lists") == 1)
    #expect(again.contains("2 leads enrolled"))
    #expect(
      try workspace.value(
        """
        SELECT count(*) FROM audit_entries
        WHERE subject_kind = 'attached list' AND action = 'deleted' AND subject_id = \(list)
        """) == 1)
  }

  @Test func theUndoOfADetachmentLetsInWhoWasLetInBefore() throws {
    let campaign = try workspace.makeDraft()
    let list = try workspace.makeList(
      of: [workspace.makeLead(status: "customer")], named: "Cold stores")
    let path = "/campaigns/\(campaign)/sequence"
    _ = try send("\(path)/lists", ["list": "\(list)", "flag": "include_customers"])
    #expect(try workspace.value("SELECT count(*) FROM enrollments") == 1)

    let browser = try workspace.signIn()
    let door = try door()
    _ = door.respond(to: browser.request("\(path)/detach/\(list)", form: ["ends": ""]))
    let page = door.respond(to: browser.request(path)).text
    let undo = try #require(
      PageForm.all(in: page).first { form in
        form.path == "\(path)/lists" && form.fields["flag"] == "include_customers"
      })
    #expect(try workspace.value("SELECT count(*) FROM enrollments") == 0)
    _ = door.respond(to: browser.request(undo.path, form: undo.fields))
    #expect(try workspace.value("SELECT count(*) FROM enrollments") == 1)

    // Archived since then, the list is not attached, and the page says why.
    _ = door.respond(to: browser.request("\(path)/detach/\(list)", form: ["ends": ""]))
    try workspace.archive(list, true)
    let refused = door.respond(to: browser.request(undo.path, form: undo.fields))
    #expect(refused.status == .seeOther)
    #expect(
      door.respond(to: browser.request(path)).text
        .contains("Cold stores is archived. Restore the list, then attach it."))
  }

  @Test("S1-011 a long list is attached by a worker, and its page says how far it has come")
  func aLongListShowsItsProgress() throws {
    let campaign = try workspace.makeDraft()
    let list = try workspace.makeList(of: [workspace.makeLead()], named: "Cold stores")
    try workspace.run("UPDATE lists SET contacts = 1000000 WHERE id = \(list)")
    let path = "/campaigns/\(campaign)/sequence"

    let answer = try send("\(path)/lists", ["list": "\(list)"])
    let page = try follow(answer)
    #expect(page.contains("Cold stores is being attached"))
    #expect(page.contains("0 of 1,000,000 contacts processed"))
    #expect(page.contains("data-live=\"attachments:\(campaign)\""))
    #expect(try get(path).contains("Attaching, 0"))

    let location = try #require(answer.headers[.location])
    _ = try send("\(location)/cancel", [:])
    #expect(try get(location).contains("Cold stores was attached only in part"))
  }

  @Test func aLongListIsDetachedByAWorkerAndItsPageSaysHowFarItIs() throws {
    let campaign = try workspace.makeDraft()
    let list = try workspace.makeList(of: [workspace.makeLead()], named: "Cold stores")
    let path = "/campaigns/\(campaign)/sequence"
    _ = try send("\(path)/lists", ["list": "\(list)"])
    try workspace.run("UPDATE lists SET contacts = 1000000 WHERE id = \(list)")

    let question = try get("\(path)/detach/\(list)")
    let answer = try send("\(path)/detach/\(list)", [:])
    let page = try follow(answer)
    let sequence = try get(path)
    let again = try send("\(path)/lists", ["list": "\(list)"])

    #expect(question.contains("pause the campaign first to prevent this"))
    #expect(page.contains("Cold stores is being detached"))
    #expect(page.contains("0 of 1,000,000 contacts processed"))
    #expect(page.contains("data-live=\"attachments:\(campaign)\""))
    #expect(sequence.contains("Detaching, 0"))
    #expect(!sequence.contains("aria-label=\"Attach Cold stores\""))
    #expect(again.headers[.location] == path)
    let location = try #require(answer.headers[.location])
    let id = try #require(ListAttachment.ID(String(location.split(separator: "/").last ?? "")))
    while try workspace.detachBatch(id, atMost: 5_000) == .working {}
    let done = try get(location)
    #expect(done.contains("Cold stores is detached"))
    #expect(done.contains("1 account without any lead"))
    #expect(try get(path).contains("aria-label=\"Attach Cold stores\""))
    #expect(try send("\(location)/cancel", [:]).status == .notFound)
  }

  @Test("S1-014 mailboxes are chosen in the page; both kinds at once are refused")
  func mailboxesAreChosen() throws {
    let campaign = try workspace.makeDraft()
    let practice = try workspace.makeBox("a@practice.example")
    let real = try workspace.makeBox("b@real.example", practice: false)
    let path = "/campaigns/\(campaign)/sequence/mailboxes"

    let mixed = try send(path, form([("mailbox", "\(practice)"), ("mailbox", "\(real)")]))
    #expect(mixed.status == .unprocessableContent)
    #expect(mixed.text.contains("not both"))
    #expect(try send(path, form([("mailbox", "\(practice)")])).status == .seeOther)
    let page = try get("/campaigns/\(campaign)/sequence")
    #expect(page.contains("This campaign sends to test recipients"))
  }

  @Test("S1-003 S1-004 the launch says what is open, and is refused until it is met")
  func theLaunchSaysWhatIsOpen() throws {
    let campaign = try workspace.makeDraft()
    let page = try get("/campaigns/\(campaign)/sequence")
    #expect(page.contains("3 points are open before launch."))
    #expect(page.contains("no ready mailbox is selected"))

    _ = try send("/campaigns/\(campaign)/sequence/launch", [:])
    #expect(try status(of: campaign) == "draft")
  }

  @Test("S1-007 S1-026 S1-027 S1-028 a campaign is launched now or at a time, and taken back")
  func aCampaignIsLaunched() throws {
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)/sequence"
    #expect(try get(path).contains("Ready to launch."))

    let past = try send("\(path)/launch", ["at": "2020-01-01T09:00"])
    #expect(past.status == .unprocessableContent)
    #expect(past.text.contains("That is in the past."))
    #expect(try send("\(path)/launch", ["at": "soon"]).status == .unprocessableContent)

    #expect(try send("\(path)/launch", ["at": soon.field]).status == .seeOther)
    #expect(try status(of: campaign) == "running")
    #expect(
      try workspace.value("SELECT launch_at = (\(soon.field + "Z"))::timestamptz FROM campaigns")
        == true)
    #expect(try get(path).contains("\(soon.words)</span>."))
    #expect(try get(path).contains("Cancel the launch"))
    #expect(try get(path).contains("value=\"\(soon.field)\""))

    _ = try send("\(path)/draft", [:])
    #expect(try status(of: campaign) == "draft")
    _ = try send("\(path)/launch", [:])
    #expect(try status(of: campaign) == "running")
    #expect(try workspace.value("SELECT launch_at IS NULL FROM campaigns") == true)
  }

  @Test func aLaunchIsAskedForWithItsPeopleMailboxesTimeAndReviews() throws {
    try workspace.set("sending.launch_hold_seconds", to: "30")
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)/sequence"
    #expect(try get(path).contains("data-dialog-form"))

    let question = try get("\(path)/launch")
    #expect(question.contains("Launch “Draft”?"))
    #expect(question.contains("Launch to 1 person"))
    #expect(question.contains("ines@tarnbrook.example"))
    #expect(question.contains("in 30 seconds") || question.contains("in 29 seconds"))
    #expect(question.contains("1 account was not reviewed and will still be contacted."))
    let later = try get("\(path)/launch?at=\(soon.field)")
    #expect(later.contains("<dd>\(soon.day) at 09:00</dd>"))
    #expect(later.contains("Nothing is sent before \(soon.day) at 09:00 (UTC)."))
    #expect(!later.contains("30 seconds"))
    #expect(try get("\(path)/launch?at=2099-03-01T09:00").contains("is more than a year ahead."))
    #expect(try get("\(path)/launch?at=soon").contains("is not a time"))
    try workspace.run("UPDATE campaigns SET only_approved = true")
    let unapproved = try get("\(path)/launch")
    #expect(unapproved.contains("once an account is approved"))
    #expect(unapproved.contains(">Launch</button>"))
    #expect(!unapproved.contains("Launch to"))
    try workspace.run("UPDATE campaigns SET archived_at = now()")
    let archived = try door().respond(to: Request(.get, "\(path)/launch"), as: someone())
    #expect(archived.status == .seeOther)
    #expect(try status(of: campaign) == "draft")
  }

  @Test func aLaunchCanBeTakenBackForAsLongAsNothingIsSent() throws {
    try workspace.set("sending.launch_hold_seconds", to: "30")
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)/sequence"

    let browser = try workspace.signIn()
    _ = try door().respond(to: browser.request("\(path)/launch", form: [:]))
    let page = try door().respond(to: browser.request(path)).text

    #expect(page.contains("data-flash=\"30\""))
    #expect(page.contains("For 30 seconds nothing is sent."))
    #expect(page.contains("Undo launch"))
    #expect(page.contains("Launches in "))
    _ = try send("\(path)/draft", [:])
    #expect(try status(of: campaign) == "draft")
  }

  @Test func aLaunchCountsDownAndWhatReplacesItIsLookedFor() throws {
    try workspace.set("sending.launch_hold_seconds", to: "30")
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)"
    _ = try send("\(path)/sequence/launch", [:])

    for (page, keys) in [
      (path, ["campaign-banners", "campaign-actions", "campaign-states"]),
      ("\(path)/sequence", ["sequence-summary", "sequence-checklist", "campaign-actions"]),
    ] {
      let html = try get(page)
      #expect(html.contains(/data-left="(30|29|28)">Launches in \d+ seconds<\/span>/), "\(page)")
      #expect(html.contains("Cancel the launch"), "\(page)")
      #expect(!html.contains("Pause</button>"), "\(page)")
      for key in keys { #expect(html.contains("data-live-key=\"\(key)\""), "\(page) \(key)") }
    }

    // The moment has come: the same keys hold what can be done now.
    try workspace.run("UPDATE campaigns SET launch_at = now()")
    for page in [path, "\(path)/sequence"] {
      let html = try get(page)
      #expect(!html.contains("data-left") && !html.contains("Cancel the launch"), "\(page)")
      #expect(html.contains("Pause</button>"), "\(page)")
    }
  }

  @Test func attachingAListToACompletedCampaignAsksFirstBecauseItLaunchesIt() throws {
    try workspace.set("sending.launch_hold_seconds", to: "30")
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)"
    try workspace.run(
      """
      UPDATE deliveries SET state = 'sent', sent_at = now(), settled_at = now(), answer = '250 ok'
      """)
    try workspace.run(
      """
      INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at, state, sent_at, settled_at,
        answer)
      SELECT campaign_id, id, 0, now(), 'sent', now(), now(), '250 ok' FROM enrollments
      WHERE NOT EXISTS (SELECT FROM deliveries)
      """)
    try workspace.run("UPDATE enrollments SET state = 'finished', ended_at = now()")
    try workspace.run("UPDATE campaigns SET status = 'completed', completed_at = now()")
    let list = try workspace.makeList(of: [workspace.makeLead("new@b.example")], named: "More")

    let question = try send("\(path)/sequence/lists", ["list": "\(list)"])
    #expect(question.status == .ok)
    #expect(question.text.contains("Launch Draft again?"))
    #expect(question.text.contains("For 30 seconds nothing is sent, and you can pause it."))
    #expect(try status(of: campaign) == "completed")

    let form = try #require(
      PageForm.all(in: question.text).first { $0.path == "\(path)/sequence/lists" })
    let attached = try follow(send(form.path, form.fields))
    #expect(try status(of: campaign) == "running")
    #expect(attached.contains(/data-left="\d+">Launches in \d+ seconds<\/span>/))
    // Emails have gone out: it is paused, and cannot become a draft.
    for page in [path, "\(path)/sequence"] {
      #expect(try !get(page).contains("Cancel the launch"), "\(page)")
      #expect(try get(page).contains("Pause</button>"), "\(page)")
    }
    #expect(try send("\(path)/status", ["status": "paused"]).status == .seeOther)
    #expect(try status(of: campaign) == "paused")
  }

  @Test(arguments: [
    ("See https://frost.example/sum.\n\nBye", "https://frost.example/sum"),
    ("<p>See HTTP://frost.example now</p>", "HTTP://frost.example"),
    ("See <a href=\"https://frost.example\">https://frost.example</a>", ""),
    ("<a href=\"https://frost.example\">The sum</a>", ""),
  ])
  func aBareAddressIsSaidToBeUntracked(body: String, address: String) throws {
    let campaign = try ready(body: body)
    let path = "/campaigns/\(campaign)/sequence"
    let page = try words(in: get(path))
    #expect(page.contains("is plain text, so clicks on it are not tracked") == !address.isEmpty)
    if !address.isEmpty { #expect(page.contains("\(address) is plain text")) }

    try workspace.run("UPDATE campaigns SET track_clicks = false")
    #expect(try !get(path).contains("clicks on it are not tracked"))
  }

  @Test func aRefusedStepNamesItsFieldsAndAScheduleSaysWhatEqualTimesMean() throws {
    let campaign = try workspace.makeDraft()
    let path = "/campaigns/\(campaign)/sequence"

    let refused = try send("\(path)/steps", ["subject": "", "body": ""])

    #expect(refused.status == .unprocessableContent)
    #expect(words(in: refused.text).contains("Not saved. Check Subjects , Body ."))
    #expect(try get(path).contains("The same time is 24 hours later."))
  }

  @Test func theChecklistKnowsTheReviewsAndCountsOneWay() throws {
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)/sequence"
    let page = try get(path)
    #expect(page.contains("1 account not reviewed: they will still be contacted"))
    #expect(page.contains("Ready to launch. 1 point is to check."))
    #expect(page.contains("<span class=\"n\">1 to check</span>"))

    try workspace.run("UPDATE campaigns SET only_approved = true")
    let demanding = try get(path)
    #expect(demanding.contains("0 of 1 account: nothing is sent until you approve some"))
    #expect(demanding.contains("1 email waits for an approval"))

    try workspace.run(
      "UPDATE campaign_accounts SET review_status = 'approved', reviewed_at = now(), reviewed_by = 1"
    )
    let approved = try get(path)
    #expect(approved.contains("Ready to launch."))
    #expect(approved.contains("<span class=\"n\">all done</span>"))
    #expect(approved.contains("At most 1 email."))
  }

  @Test func aCompletedCampaignSaysHowItGoesOn() throws {
    let campaign = try ready(body: "x")
    try workspace.run("UPDATE campaigns SET status = 'completed', completed_at = now()")

    let page = try get("/campaigns/\(campaign)/sequence")
    #expect(!page.contains("Before launch"))
    #expect(page.contains("the campaign reopens and contacts them"))
    #expect(page.contains("/campaigns/\(campaign)/duplicate"))
    let overview = try get("/campaigns/\(campaign)")
    #expect(overview.contains("This campaign is completed."))
    #expect(overview.contains("1 account still waits for review."))
    #expect(overview.contains("Add new contacts"))

    let asked = try get("/campaigns/\(campaign)/duplicate")
    #expect(asked.contains("Draft, copy"))
    let answer = try send("/campaigns/\(campaign)/duplicate", ["name": "Winter"])
    #expect(answer.status == .seeOther)
    #expect(try send("/campaigns/\(campaign)/duplicate", [:]).status == .unprocessableContent)
    #expect(
      try workspace.value("SELECT count(*) FROM campaigns WHERE name = 'Winter'") == 1)
  }

  @Test func aMailboxThatIsNotThereIsRefused() throws {
    let campaign = try workspace.makeDraft()
    let box = try workspace.makeBox("a@practice.example")
    let path = "/campaigns/\(campaign)/sequence/mailboxes"

    let answer = try send(path, form([("mailbox", "\(box)"), ("mailbox", "999999")]))

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("A chosen mailbox is not there any more."))
    #expect(try workspace.mailboxes(of: campaign).isEmpty)
  }

  @Test func anAttachedListSaysWhenItsLeadsAreWrittenTo() throws {
    let campaign = try ready(body: "x")
    func said() throws -> String {
      let list = try workspace.makeList(of: [], named: "More")
      let answer = try send("/campaigns/\(campaign)/sequence/lists", ["list": "\(list)"])
      return try get(try #require(answer.headers[.location]))
    }

    #expect(try said().contains("Nothing is sent until the campaign is launched."))
    try workspace.run("UPDATE campaigns SET status = 'running'")
    #expect(try said().contains("The campaign is running"))
    try workspace.run("UPDATE campaigns SET status = 'paused'")
    #expect(try said().contains("Nothing is sent until the campaign is resumed."))
  }

  @Test func aLaunchThatWaitsForListsIsShownAndCanBeCanceled() throws {
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)"
    try workspace.run("INSERT INTO awaited_launches (campaign_id) VALUES (\(campaign))")
    #expect(try get(path).contains("Launches when its lists are attached."))
    #expect(try get("\(path)/sequence").contains("Cancel the launch"))

    _ = try send("\(path)/sequence/draft", ["back": "overview"])

    #expect(try workspace.awaitedLaunch(of: campaign) == nil)
    #expect(try !get(path).contains("Launches when its lists are attached."))
    #expect(try status(of: campaign) == "draft")
  }

  @Test func aRefusedLaunchSaysWhyUntilTheCampaignIsLaunched() throws {
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)"
    try workspace.run(
      """
      INSERT INTO awaited_launches (campaign_id, refused_because)
      VALUES (\(campaign), 'Not launched. Not every list was attached.')
      """)
    #expect(try get("\(path)/accounts").contains("Not every list was attached."))

    _ = try send("\(path)/sequence/launch", [:])

    #expect(try workspace.awaitedLaunch(of: campaign) == nil)
    #expect(try status(of: campaign) == "running")
  }

  @Test func aScheduledCampaignDoesNotLookLikeOneAtWork() throws {
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)"
    _ = try send("\(path)/sequence/launch", ["at": soon.field])

    let list = try get("/campaigns")
    #expect(list.contains("Scheduled"))
    #expect(list.contains(soon.words))
    #expect(!list.contains("#g-live"))
    #expect(try get("/campaigns?status=scheduled").contains(soon.day))
    #expect(try get("/campaigns?status=running").contains("No campaigns found"))
    #expect(try get("/campaigns?archived=1").contains("No archived campaigns"))
    let page = try get(path)
    #expect(page.contains("\(soon.words)</span>.</b>"))
    #expect(page.contains("Change the time"))
    #expect(!page.contains("Pause</button>"))
    #expect(!page.contains("Email: running"))

    let answer = try send("\(path)/sequence/draft", ["back": "overview"])
    #expect(answer.headers[.location] == path)
    #expect(try status(of: campaign) == "draft")
    #expect(!(try get(path)).contains("Launches on"))
  }

  @Test func theTimeOfALaunchIsChanged() throws {
    let campaign = try ready(body: "x")
    let path = "/campaigns/\(campaign)/sequence"
    _ = try send("\(path)/launch", ["at": soon.field])

    let refused = try send("\(path)/time", ["at": "2020-01-01T09:00"])
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("That is in the past."))
    #expect(refused.text.contains("value=\"2020-01-01T09:00\""))

    #expect(
      try send("\(path)/time", ["at": "\(launchTime(inDays: 70, at: "10:30"))"]).status == .seeOther
    )
    #expect(
      try workspace.value(
        "SELECT launch_at = (\(launchTime(inDays: 70, at: "10:30") + "Z"))::timestamptz FROM campaigns"
      )
        == true)
    #expect(
      try workspace.value(
        """
        SELECT bool_and(due_at >= (\(launchTime(inDays: 70, at: "10:30") + "Z"))::timestamptz)
        FROM deliveries
        """) == true)

    // Empty: now, and then there is nothing to change any more.
    _ = try send("\(path)/time", [:])
    #expect(try workspace.value("SELECT launch_at IS NULL FROM campaigns") == true)
    #expect(try workspace.value("SELECT bool_and(due_at <= now()) FROM deliveries") == true)
    _ = try send("\(path)/time", ["at": "\(launchTime(inDays: 70, at: "10:30"))"])
    #expect(try workspace.value("SELECT launch_at IS NULL FROM campaigns") == true)
  }

  @Test func aGetChangesNothing() throws {
    let campaign = try ready(body: "x")
    let before = try workspace.value(snapshot, as: String.self)
    for path in ["sequence", "sequence?step=new", "sequence/preview?step=0&lead=1"] {
      _ = try get("/campaigns/\(campaign)/\(path)")
    }
    #expect(try workspace.value(snapshot, as: String.self) == before)
  }

  @Test func whoMayOnlySeeHasNoFormsToSend() throws {
    let campaign = try ready(body: "x")
    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/sequence"), as: someone(.viewer)
    ).text
    #expect(!page.contains("Save step"))
    #expect(!page.contains("Edit settings"))
    #expect(!page.contains("Launch campaign"))
    #expect(!page.contains("Attach list"))
    let answer = try door().respond(
      to: Request(.post, "/campaigns/\(campaign)/sequence/launch"), as: someone(.viewer))
    #expect(answer.status == .forbidden)
  }

  @Test func anotherWorkspacesCampaignIsNotThere() throws {
    let campaign = try otherWorkspace.makeDraft()
    let path = "/campaigns/\(campaign)/sequence"
    #expect(try door().respond(to: Request(.get, path), as: someone()).status == .notFound)
    for act in ["steps", "schedule", "lists", "mailboxes", "launch", "draft", "steps/0/up"] {
      let answer = try send("\(path)/\(act)", ["list": "1", "subject": "x", "body": "x"])
      #expect([.notFound].contains(answer.status), "\(act)")
    }
  }

  private let snapshot: SQL = """
    SELECT md5(string_agg(t, '')) FROM (
      SELECT (c.*)::text AS t FROM campaigns c UNION ALL SELECT (s.*)::text FROM steps s
      UNION ALL SELECT (d.*)::text FROM deliveries d UNION ALL SELECT (e.*)::text FROM enrollments e
      UNION ALL SELECT (t.*)::text FROM tracking_events t ORDER BY 1) all_of_it
    """

  /// A time two months ahead: as a form sends it, its day, and what is said of a launch then.
  private var soon: (field: String, day: String, words: String) {
    let day = Words(timeZone: "UTC").fullDay(Date().addingTimeInterval(60 * 86_400))
    return (launchTime(inDays: 60), day, "Launches on \(day) at 09:00 (UTC)")
  }

  private func status(of campaign: Campaign.ID) throws -> String {
    try workspace.value("SELECT status FROM campaigns WHERE id = \(campaign)")
  }

  private func ready(custom: String = "{}", body: String) throws -> Campaign.ID {
    let campaign = try workspace.makeDraft()
    _ = try workspace.save(
      .init(subjects: ["Hello {{COMPANY}}"], body: body), at: nil, of: campaign)
    _ = try workspace.attach(
      list: workspace.makeList(of: [workspace.makeLead(custom: custom)]), to: campaign)
    try workspace.choose(mailboxes: [workspace.makeBox()], for: campaign)
    return campaign
  }

  private func version(in page: String) throws -> String {
    String(try #require(page.firstMatch(of: /name="version" value="([^"]+)"/)).1)
  }

  private func form(_ fields: [(String, String)]) -> Form {
    Form(fields.map { Form.Field(name: $0.0, value: $0.1) })
  }

  private func get(_ address: String) throws -> String {
    let parts = address.split(separator: "?", maxSplits: 1)
    let query = try Form(urlEncoded: parts.count > 1 ? parts[1] : "")
    return try door().respond(to: Request(.get, String(parts[0]), query: query), as: someone()).text
  }

  /// The page to which a form that was taken leads.
  private func follow(_ answer: Response) throws -> String {
    #expect(answer.status == .seeOther)
    return try get(try #require(answer.headers[.location]))
  }

  private func send(_ path: String, _ form: Form) throws -> Response {
    try door().respond(to: Request(.post, path, form: form), as: someone())
  }
}
