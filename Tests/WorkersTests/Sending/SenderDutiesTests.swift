import Foundation
import Mail
import Outreach
import Postgres
import Synchronization
import TestKit
import Testing

@testable import Workers

/// What fails for one campaign, or beside the claim, stops no other email.
@Suite(.database) struct SenderDutiesTests {
  @Test(
    "a duty that fails stops neither the others nor the claim",
    arguments: [
      "recover_mailboxes()", "watch_bounces()", "watch_schedules()", "complete_campaigns()",
    ])
  func maintenanceThatFailsStopsNoEmail(function: String) throws {
    let sink = try Sink.recorder()
    let campaign = try makeCampaign(workspace, "Spring", sink)
    let name = function.dropLast(2)
    try owner.run(SQL(stringLiteral: "ALTER FUNCTION fn.\(function) RENAME TO away"))
    defer { try? owner.run(SQL(stringLiteral: "ALTER FUNCTION fn.away() RENAME TO \(name)")) }
    let reports = Reports()

    try sending(senderSettings { $0.pause = .milliseconds(200) }, report: reports.keep) {
      try waitUntil(atMost: .seconds(30)) { try workspace.deliveryStates()["sent"] == 1 }
    }

    #expect(try workspace.deliveryStates() == ["sent": 1])
    #expect(reports.all.contains { $0.contains("42883") })
    #expect(try workspace.overview(of: campaign).campaign.pause == nil)
  }

  @Test func anEmailThatTheDatabaseRefusesStopsNoOther() throws {
    let sink = try Sink.recorder()
    let bad = try makeCampaign(workspace, "Spring", sink, leads: 4)
    _ = try makeCampaign(otherWorkspace, "Autumn", sink, leads: 4)
    // As links of which there are more than the column can number.
    try owner.run(
      "ALTER TABLE delivery_links ADD CONSTRAINT poison CHECK (workspace_id <> 1) NOT VALID")
    defer { try? owner.run("ALTER TABLE delivery_links DROP CONSTRAINT poison") }
    let reports = Reports()

    // Those that are ready at about the same time begin in one statement.
    try sending(senderSettings { $0.gathering = .milliseconds(300) }, report: reports.keep) {
      try waitUntil(atMost: .seconds(60)) {
        try workspace.value("SELECT bool_and(status = 'paused') FROM campaigns")
          && otherWorkspace.deliveryStates()["sent"] == 4
      }
    }

    #expect(try otherWorkspace.deliveryStates() == ["sent": 4])
    #expect(try otherWorkspace.value("SELECT status::text FROM campaigns") == "running")
    #expect(try workspace.overview(of: bad).campaign.pause?.reason == .unreadable)
    #expect(try workspace.deliveryStates().keys.sorted() == ["planned"])
    #expect(try sink.messages().count == 4)
    #expect(reports.all.contains { $0.contains("its emails fail: 23514") })
  }

  @Test func whatTheDatabaseRefusesOfEveryCampaignPausesNone() throws {
    let sink = try Sink.recorder()
    _ = try makeCampaign(workspace, "Spring", sink, leads: 4)
    _ = try makeCampaign(otherWorkspace, "Autumn", sink, leads: 4)
    try owner.run("ALTER TABLE delivery_links ADD CONSTRAINT poison CHECK (number < 0) NOT VALID")
    defer { try? owner.run("ALTER TABLE delivery_links DROP CONSTRAINT poison") }
    let reports = Reports()

    try sending(report: reports.keep) {
      try waitUntil(atMost: .seconds(60)) { reports.all.filter { $0.contains("23514") }.count > 16 }
    }

    for home in [workspace, otherWorkspace] {
      #expect(try home.value("SELECT status::text FROM campaigns") == "running")
      #expect(try home.deliveryStates().keys.allSatisfy { ["planned", "claimed"].contains($0) })
    }
  }

  @Test("no email leaves without a subject, also where the one that it would follow failed")
  func noEmailIsWithoutASubject() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign, subjects: ["Offer"], body: "{{PLANT}}")
    try workspace.makeSendingStep(1, of: campaign, subjects: [""])
    try workspace.makeSendingStep(2, of: campaign, subjects: ["Sites in {{CITY|}}"])
    try workspace.makeSendingLead("ada@example.com", in: campaign)

    try sending(senderSettings { $0.pause = .milliseconds(200) }) {
      try waitUntil(atMost: .seconds(30)) {
        let states = try workspace.deliveryStates()
        return states["sent", default: 0] + states["failed", default: 0] == 3
      }
    }

    let subjects: [String] = try workspace.rows(
      "SELECT subject FROM message_texts ORDER BY at"
    ).map { try $0["subject"] }
    #expect(subjects == ["Offer", "Re: Sites in "])
    let failed: String = try workspace.value("SELECT answer FROM deliveries WHERE state = 'failed'")
    #expect(failed.contains("PLANT"))
  }

  @Test("an email whose subject comes out empty fails, and says so")
  func anEmptySubjectIsRefused() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign, subjects: ["{{CITY|}}"])
    try workspace.makeSendingLead("ada@example.com", in: campaign)

    try send { _ in }

    #expect(try sink.messages().isEmpty)
    #expect(
      try workspace.value("SELECT answer FROM deliveries")
        == "line 1, column 1: The subject is empty.")
  }

  @Test("what a host remembers is begun again when the file is damaged, and that is an alarm")
  func aDamagedFileOfLooksIsSetAside() throws {
    let sink = try Sink.recorder()
    _ = try makeCampaign(workspace, "Spring", sink)
    let file = sink.folder.appending(path: "seen-databases.json")
    try Data(#"{"a": "#.utf8).write(to: file)
    let reports = Reports()

    try sending(senderSettings { $0.memory = file }, report: reports.keep) {
      try waitUntil(atMost: .seconds(30)) { try workspace.deliveryStates()["sent"] == 1 }
    }

    #expect(reports.alarms == 1)
    #expect(reports.all.count == 1)
    let looks = try JSONDecoder().decode([String: Int].self, from: Data(contentsOf: file))
    #expect(looks.count == 1)
    let aside = try Data(contentsOf: file.appendingPathExtension("damaged"))
    #expect(String(decoding: aside, as: UTF8.self) == #"{"a": "#)
  }

  private func makeCampaign(
    _ home: TestWorkspace, _ name: String, _ sink: Sink, leads: Int = 1
  ) throws -> Campaign.ID {
    let campaign = try home.makeSendingCampaign(name, port: sink.port)
    try home.makeSendingStep(
      of: campaign, body: #"<p>Hi, see <a href="https://example.com/offer">this</a></p>"#)
    for number in 1...leads { try home.makeSendingLead("l\(number)@\(name).example", in: campaign) }
    return campaign
  }
}

private final class Reports: Sendable {
  private let kept = Mutex<[any Error]>([])

  func keep(_ error: any Error) { kept.withLock { $0.append(error) } }
  var all: [String] { kept.withLock { $0.map { "\($0)" } } }
  var alarms: Int { kept.withLock { $0.filter { $0 is any SendingAlarm }.count } }
}
