import Foundation
import Outreach

/// The words for a reply's evidence.
extension Site {
  func whyWords(_ reply: ReplyDetails) -> String {
    guard let replyClass = reply.replyClass else { return "Not classified yet" }
    let word = replyClass.badge.word.lowercased()
    let sure = reply.confidence.map { String(format: ", %.2f", $0) } ?? ""
    return "Why \(word)\(reply.corrected ? "" : sure)"
  }

  func verdictNote(_ reply: ReplyDetails) -> String {
    if reply.replyClass == nil {
      return reply.lastError.isEmpty
        ? "It will be classified within seconds." : "It could not be classified: \(reply.lastError)"
    }
    guard reply.corrected else { return "Classified by the built-in rules. Not corrected." }
    let first = reply.firstClass?.badge.word.lowercased() ?? "nothing"
    return "\(reply.correctedBy) chose this category; it was first classified as \(first)."
  }

  func matchWords(_ reply: ReplyDetails) -> String {
    switch reply.matchedBy {
    case .reference: "In-Reply-To or References names our email."
    case .token: "Its recipient address contains our tracking token."
    case .address: "The address is the contact’s, and we emailed it in the last 90 days."
    case .person: "Matched manually."
    case nil: "It refers to none of our emails, and its address belongs to no lead."
    }
  }

  func sequenceNote(_ reply: ReplyDetails) -> String {
    if let until = reply.heldUntil, reply.state == .active {
      return "The sequence is on hold for this lead until \(words.time(until))"
    }
    let at = reply.sequenceEndedAt.map { " \(words.time($0))" } ?? ""
    switch reply.state {
    case nil: return ""
    case .active where reply.replyClass == nil:
      return "The sequence is on hold for this lead until the reply is classified"
    case .active: return "The sequence continues for this lead"
    case .finished: return "The sequence had ended for this lead\(at)"
    case .exited:
      let reason = reply.exitReason.map { ": \($0.badge.word.lowercased())" } ?? ""
      return "The sequence stopped for this lead\(at)\(reason)"
    }
  }
}

extension ReplyDetails {
  /// A person has chosen its class.
  var corrected: Bool { !correctedBy.isEmpty }
}
