import HTTPTypes
import Outreach
import Postgres
import TestKit
import Testing
import Web

@testable import Site

/// How a lead leaves a campaign, done the way it is done in life, and what its page says then.
@Suite(.database) struct ExitTests {
  enum Event: CaseIterable {
    case bounce, reply, removal, unsubscription

    var reason: ExitReason {
      switch self {
      case .bounce: .emailBounced
      case .reply: .replyReceived
      case .removal: .manuallyRemoved
      case .unsubscription: .unsubscribed
      }
    }
  }

  @Test(
    "S2-031 S2-032 S2-034 S2-036 S2-038 S2-039 a lead leaves for its reason, and gets no more email",
    arguments: Event.allCases)
  func aLeadLeavesForItsReason(event: Event) throws {
    let campaign = try workspace.makeSendingCampaign()
    let mailbox: Mailbox.ID = try workspace.value("SELECT id FROM mailboxes")
    let leaving = try workspace.makeWrittenTo("Leaving", in: campaign, from: mailbox)
    let staying = try workspace.makeWrittenTo("Staying", in: campaign, from: mailbox)

    try perform(event, on: leaving, in: campaign, mailbox)

    let row = try #require(
      try workspace.rows(
        """
        SELECT state::text, exit_reason::text, ended_at BETWEEN now() - interval '1 minute' AND now()
          AS is_timed
        FROM enrollments WHERE id = \(leaving.enrollment)
        """
      ).first)
    #expect(try row["state"] == "exited")
    #expect(try row["exit_reason"] == event.reason.rawValue)
    #expect(try row["is_timed"] == true)
    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/leads/\(leaving.enrollment)"), as: someone())
    #expect(words(in: page.text).contains(event.reason.badge.word))
    // Both are due their second step now; one of them gets it.
    try workspace.expireWaits()
    let claimed = try queue.claimDeliveries(for: "sender", atMost: 10)
    #expect(claimed.map(\.enrollment) == [staying.enrollment])
    #expect(claimed.map(\.position) == [1])
  }

  @Test("S2-038 there are nine reasons, and an exit has one of them and a time")
  func anExitHasOneReasonAndATime() throws {
    let campaign = try workspace.makeSendingCampaign()
    let mailbox: Mailbox.ID = try workspace.value("SELECT id FROM mailboxes")
    let lead = try workspace.makeWrittenTo("Leaving", in: campaign, from: mailbox)

    #expect(ExitReason.allCases.count == 9)
    for (reason, time) in [("NULL", "now()"), ("'unsubscribed'", "NULL")] {
      let error = #expect(throws: PostgresError.self) {
        try database.inWorkspace(workspace.id) {
          try $0.script(
            "UPDATE enrollments SET state = 'exited', exit_reason = \(reason), ended_at = \(time)")
        }
      }
      #expect(error?.sqlState == "23514")
    }
    for event in [Event.removal, .reply] { try perform(event, on: lead, in: campaign, mailbox) }
    #expect(
      try workspace.value(
        "SELECT count(*) FROM enrollments WHERE exit_reason IS NOT NULL AND ended_at IS NOT NULL")
        == 1)
  }

  private func perform(
    _ event: Event, on lead: WrittenTo, in campaign: Campaign.ID, _ mailbox: Mailbox.ID
  ) throws {
    switch event {
    case .bounce:
      _ = try workspace.receive(
        InboundMessage(
          kind: .bounce, messageID: "report@theirs.example", references: [lead.messageID],
          tokens: [], senderEmail: "mailer-daemon@theirs.example", senderName: "",
          subject: "Returned", text: "", severity: .hard, diagnosis: "550 5.1.1 no such user"),
        mailbox: mailbox, sourceKey: "bounce")
    case .reply:
      let reply = try workspace.makeReply("Tell me more", from: lead, mailbox: mailbox)
      try workspace.settle(reply, as: Verdict(.neutral, confidence: 0.9, reasons: ["+ test"]))
    case .removal:
      let path = "/campaigns/\(campaign)/leads/\(lead.enrollment)/remove"
      let answer = try door().respond(
        to: Request(.post, path, form: ["csrf": "token"]), as: someone())
      #expect(answer.status == .seeOther)
    case .unsubscription:
      let token: String = try workspace.value(
        """
        UPDATE deliveries d
        SET token = made.token, message_id = 's.' || made.token || '@tarnbrook.example'
        FROM (SELECT rule.make_token(rule.workspace()) AS token) made
        WHERE id = \(lead.delivery)
        RETURNING d.token
        """)
      let answer = try door().respond(
        to: Request(.post, "/u/\(token)", form: ["List-Unsubscribe": "One-Click"]), as: nil)
      #expect(answer.status == .ok)
    }
  }
}
