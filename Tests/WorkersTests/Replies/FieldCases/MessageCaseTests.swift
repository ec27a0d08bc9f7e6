import Foundation
import Testing
import Workers

/// Through the same door as `overture inspect message`.
@Suite struct MessageCaseTests {
  @Test func theCasesAreHere() {
    #expect(FieldCase.all("message").count == 42)
  }

  @Test("Messages that were misread in the field", arguments: FieldCase.all("message"))
  func message(one: FieldCase) throws {
    let inspection = MessageInspection(
      of: try one.bytes("message.eml"), file: one.name, reader: Self.reader)
    let said = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(inspection)) as? [String: Any])

    for (key, wanted) in one.wanted {
      #expect(holds(said, key, wanted), "\(key) must be \(wanted): \(said)")
    }
  }

  private static let reader = RuleReader()

  private func holds(_ said: [String: Any], _ key: String, _ wanted: Any) -> Bool {
    if key.hasSuffix(" holds") || key.hasSuffix(" lacks") {
      let text = said[String(key.dropLast(6))] as? String ?? ""
      let parts = wanted as? [String] ?? []
      return parts.allSatisfy { text.contains($0) == key.hasSuffix(" holds") }
    }
    if key == "severity" || key == "reason" {
      let recipients = said["recipients"] as? [[String: String]] ?? []
      return recipients.contains { $0[key] == wanted as? String }
    }
    if wanted is NSNull { return said[key] is NSNull }
    return said[key] as? String == wanted as? String
  }
}
