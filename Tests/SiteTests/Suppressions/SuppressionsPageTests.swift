import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct SuppressionsPageTests {
  @Test("S1-012 an address is suppressed by hand, and its sequence ends")
  func anAddressIsSuppressedByHand() throws {
    let mail = try workspace.makeSentMail()
    let answer = try send("/suppressions", ["email": " Ada@Example.com ", "note": "by phone"])

    #expect(answer.status == .seeOther)
    #expect(
      try workspace.value("SELECT exit_reason FROM enrollments WHERE id = \(mail.enrollment)")
        == "manually_removed")
    let page = try door().respond(to: Request(.get, "/suppressions"), as: someone())
    #expect(page.text.contains("ada@example.com"))
    #expect(page.text.contains("by phone"))
  }

  @Test func whatIsNoAddressComesBackAsTyped() throws {
    let answer = try send("/suppressions", ["email": "ada@nowhere", "note": "x<y"])

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("value=\"ada@nowhere\""))
    #expect(answer.text.contains("value=\"x&lt;y\""))
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 0)
  }

  @Test func aSearchThatFindsNobodySaysSo() throws {
    try workspace.run("INSERT INTO suppressions (email, reason) VALUES ('a@x.example', 'by_hand')")

    let page = try door().respond(
      to: Request(.get, "/suppressions", query: ["q": "zz"]), as: someone()
    ).text

    #expect(page.contains("No address starts with “zz”."))
    #expect(!page.contains("<table"))
  }

  @Test func removingIsAskedForAndThenDone() throws {
    try workspace.run(
      "INSERT INTO suppressions (email, reason) VALUES ('a+b@x.example', 'by_hand')")
    let path = "/suppressions/a+b@x.example/remove"
    #expect(
      try door().respond(to: Request(.get, path), as: someone()).text
        .contains("Allow emails to a+b@x.example again?"))
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 1)

    #expect(try send(path, [:]).status == .seeOther)
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 0)
    #expect(try send(path, [:]).status == .notFound)
  }

  @Test func manyAreReadInPages() throws {
    try workspace.run(
      """
      INSERT INTO suppressions (email, reason)
      SELECT format('p%s@x.example', to_char(n, 'FM000')), 'by_hand' FROM generate_series(1, 120) n
      """)
    let first = try door().respond(to: Request(.get, "/suppressions"), as: someone()).text
    #expect(first.contains("p050@x.example") && !first.contains("p051@x.example"))
    let found = try door().respond(
      to: Request(.get, "/suppressions", query: ["q": "p07"]), as: someone()
    ).text
    #expect(found.contains("p070@x.example") && !found.contains("p069@x.example"))
    #expect(
      try workspace.suppressions(after: "p050@x.example", limit: 2).map(\.email)
        == ["p051@x.example", "p052@x.example"])
    #expect(
      try workspace.suppressions(before: "p050@x.example", limit: 2).map(\.email)
        == ["p049@x.example", "p048@x.example"])
  }

  @Test func anOptOutLeadsToItsReplyInWords() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let reply = try workspace.makeReply("Please remove me", from: lead, mailbox: mailbox)
    try workspace.settle(reply, as: Verdict(.unsubscribe, confidence: 1, reasons: ["+ remove me"]))

    let page = try door().respond(to: Request(.get, "/suppressions"), as: someone()).text

    #expect(page.contains(#"<a href="/replies/\#(reply)">The reply that asked for it</a>"#))
    #expect(!words(in: page).contains("reply \(reply)"))
    #expect(!page.contains("hard-bounces"))
  }

  @Test func whoMayOnlySeeHasNoButton() throws {
    try workspace.run("INSERT INTO suppressions (email, reason) VALUES ('a@x.example', 'by_hand')")
    let page = try door().respond(to: Request(.get, "/suppressions"), as: someone(.viewer)).text
    #expect(page.contains("a@x.example"))
    #expect(!page.contains("method=\"post\" action=\"/suppressions\""))
  }

  private func send(_ path: String, _ form: Form) throws -> Response {
    try door().respond(to: Request(.post, path, form: form), as: someone())
  }
}
