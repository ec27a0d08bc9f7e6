import Outreach

/// Understands a reply. Rules read first, and say enough where nothing else is configured.
package protocol ReplyReader: Sendable {
  /// What the reply means. What throws is tried again later, and holds up no other reply.
  func read(_ reply: WaitingReply) throws -> Verdict
}
