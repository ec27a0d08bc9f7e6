import Foundation
import Outreach
import Postgres
import TestKit
import Testing
import Workers

/// A campaign of one step to a server that gives the answer at RCPT.
@Suite(.database) struct ServerAnswerCaseTests {
  @Test("Answers of servers that were misread in the field", arguments: FieldCase.all("smtp"))
  func serverAnswer(one: FieldCase) throws {
    let answer = String(decoding: try one.bytes("answer.txt"), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let sink = try Sink(["-f", "RCPT", "-B", answer])
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("ada@example.com", in: campaign)

    try send()

    let classes = ["hard_recipient", "policy_sender", "sender_config"]
    let wanted = try #require(classes.first { one.words.contains($0) })
    let isSettings = wanted == "sender_config"
    #expect(try workspace.stateOfDelivery() == (isSettings ? "planned" : "failed"))
    if !isSettings { #expect(try workspace.value("SELECT failure FROM deliveries") == wanted) }
    let invalid: Bool = try workspace.value("SELECT email_invalid_at IS NOT NULL FROM contacts")
    #expect(invalid == (wanted == "hard_recipient"))
    let state: String = try workspace.value("SELECT state::text FROM mailboxes")
    #expect((state == "ready") == !isSettings)
  }
}
