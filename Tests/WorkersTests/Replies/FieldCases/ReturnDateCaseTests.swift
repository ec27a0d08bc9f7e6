import Foundation
import Outreach
import Postgres
import TestKit
import Testing
import Workers

/// From the raw message to the day that the lead is held until.
@Suite(.database) struct ReturnDateCaseTests {
  @Test("Days of return that were misread in the field", arguments: FieldCase.all("return_date"))
  func returnDate(one: FieldCase) throws {
    let received = try #require(ISO8601DateFormatter().date(from: "2026-11-28T09:00:00Z"))
    let mailbox = try workspace.makeMailbox()

    _ = try workspace.receive(
      raw: try one.bytes("message.eml"), mailbox: mailbox, sourceKey: one.name, at: received)
    let classifier = Classifier(queue: queue, database: database, reader: RuleReader())
    while try classifier.work() > 0 {}

    #expect(try workspace.value("SELECT back_on::text FROM replies") == one.words)
  }
}
