import Foundation
import Outreach

/// How a reply's evidence is worded.
extension Site {
  func whyWords(_ reply: ReplyDetails) -> String {
    guard let replyClass = reply.replyClass else { return "Not read yet" }
    let word = replyClass.badge.word.lowercased()
    let sure = reply.confidence.map { String(format: ", %.2f", $0) } ?? ""
    return "Why \(word)\(reply.corrected ? "" : sure)"
  }

  func verdictNote(_ reply: ReplyDetails) -> String {
    if reply.replyClass == nil {
      return reply.lastError.isEmpty
        ? "It is read within seconds." : "It could not be read: \(reply.lastError)"
    }
    guard reply.corrected else { return "Read by the built-in rules. Nobody has corrected it." }
    let first = reply.firstClass?.badge.word.lowercased() ?? "nothing"
    return "\(reply.correctedBy) chose this class; it was read as \(first) first."
  }

  func matchWords(_ reply: ReplyDetails) -> String {
    switch reply.matchedBy {
    case .reference: "In-Reply-To or References names our email."
    case .token: "An address in it carries our token."
    case .address: "The address is the contact’s, and we wrote to it in the last 90 days."
    case .person: "A person said so."
    case nil: "It names none of our emails, and its address is no lead’s."
    }
  }

  func sequenceNote(_ reply: ReplyDetails) -> String {
    if let until = reply.heldUntil, reply.state == .active {
      return "The sequence is held for this lead until \(words.time(until))"
    }
    let at = reply.sequenceEndedAt.map { " \(words.time($0))" } ?? ""
    switch reply.state {
    case nil: return ""
    case .active where reply.replyClass == nil:
      return "The sequence waits for this lead until the reply is read"
    case .active: return "The sequence goes on for this lead"
    case .finished: return "The sequence had ended for this lead\(at)"
    case .exited:
      let reason = reply.exitReason.map { ": \($0.badge.word.lowercased())" } ?? ""
      return "The sequence stopped for this lead\(at)\(reason)"
    }
  }
}

extension ReplyDetails {
  /// A person has said what it means.
  var corrected: Bool { !correctedBy.isEmpty }
}
