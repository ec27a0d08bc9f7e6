import Foundation
import Mail
import TestKit
import Testing

/// Against the bounces that other projects have collected, and what they say of them.
@Suite struct BounceSetTests {
  @Test(
    "bounces of the sisimai set: recipient, status, hard or soft", .sharedData("bounce_sisimai"))
  func sisimai() throws {
    let folder = sharedData("bounce_sisimai")
    var recipients = Score()
    var statuses = Score()
    var severities = Score()
    for row in try table(folder.appending(path: "expected.csv")) {
      guard let hardness = row["hard_soft"], !hardness.isEmpty, let file = row["file"],
        !file.hasSuffix(".json")
      else { continue }
      let message = try read(folder.appending(path: "emails/\(file)"))
      let found = message.recipients.first {
        $0.address.lowercased() == row["recipient"]?.lowercased()
      }

      recipients.count(found != nil)
      guard let found else { continue }
      statuses.count(found.status == row["status"])
      severities.count(found.severity.rawValue == hardness)
    }

    print("sisimai: recipient \(recipients); status \(statuses); hard or soft \(severities)")
    #expect(recipients.share >= 0.95)
    #expect(statuses.share >= 0.90)
    #expect(severities.share >= 0.94)
  }

  @Test("bounces of older mail programs: kind, hard or soft", .sharedData("bounce_classic"))
  func classic() throws {
    let folder = sharedData("bounce_classic")
    var kinds = Score()
    var severities = Score()
    for row in try table(folder.appending(path: "expected.csv")) {
      guard let file = row["file"], let wanted = row["best_class"], wanted.hasPrefix("BOUNCE"),
        row["best_class_basis"]?.hasPrefix("sisimai") == false
      else { continue }
      let message = try read(folder.appending(path: "emails/\(file)"))

      kinds.count(message.kind == .bounce)
      guard message.kind == .bounce, wanted != "BOUNCE", let first = message.recipients.first
      else { continue }
      severities.count((first.severity == .hard) == (wanted == "BOUNCE_HARD"))
    }

    print("classic: a bounce \(kinds); hard or soft \(severities)")
    #expect(kinds.share >= 0.92)
    #expect(severities.share >= 0.78)
  }

  @Test("complaints are complaints, auto-replies are not bounces", .sharedData("bounce_sisimai"))
  func others() throws {
    let folder = sharedData("bounce_sisimai")
    for row in try table(folder.appending(path: "expected.csv")) {
      guard let file = row["file"], let label = row["our_class"] else { continue }
      let message = try read(folder.appending(path: "emails/\(file)"))
      switch label {
      case "OOO": #expect(message.kind == .autoReply, "\(file)")
      case "NOT_A_BOUNCE": #expect(message.kind != .bounce, "\(file)")
      case "COMPLAINT" where row["feedback_type"] == "abuse":
        #expect(message.kind == .complaint, "\(file)")
      default: break
      }
    }
  }

  private func read(_ file: URL) throws -> IncomingMessage {
    IncomingMessage(parsing: Array(try Data(contentsOf: file)))
  }
}
