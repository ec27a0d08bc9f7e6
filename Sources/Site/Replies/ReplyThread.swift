import Foundation
import Outreach
import Web

/// Templates/Replies/thread.mustache: one reply in its conversation, with its class and the reasons
/// for it.
struct ReplyThread {
  let id: Int
  let subject: String
  let who: String
  let campaign: Link?
  let owner: String
  let clock: SLAClock?
  let messages: [MessageItem]
  /// Where the messages before and after these are; empty if there are none.
  let earlier: String
  let latest: String
  let note: String
  let canAct: Bool
  let isDone: Bool
  let next: String
  let query: String
  let classes: [ClassButton]
  let badge: Badge
  let why: String
  let reasons: [Reason]
  let verdictNote: String
  let matchTitle: String
  let match: String
  let account: AccountFacts?
  let substitutes: [Substitute]
  let isUnmatched: Bool
  /// Its class will be known in a moment, and is shown then.
  let isBeingRead: Bool
  let proposals: [Proposal]

  struct Link {
    let label: String
    let href: String
  }

  struct ClassButton {
    let value: String
    let label: String
    let glyph: String
    let tone: String
    let key: String
    let isPressed: Bool
  }

  struct Reason {
    let sign: String
    let isPlus: Bool
    let text: String
  }

  struct AccountFacts {
    let name: String
    let href: String
    let score: ScoreChip
    let status: Badge
  }

  /// Another person whom they name; a member adds them, or not.
  struct Substitute {
    let address: String
    let href: String
    let words: String
  }

  struct Proposal {
    let contact: Int
    let campaign: Int
    let label: String
    let detail: String
  }
}

extension Site {
  func replyThread(
    _ id: Reply.ID, _ request: Request, in folder: ReplyFolder, next: Reply.ID?
  ) throws -> ReplyThread {
    let reply = try database.reply(id)
    let canAct = try currentUser.may(.handleReplies)
    let isUnmatched = reply.matchedBy == nil
    let part = try conversationPart(around: reply)
    let proposals = isUnmatched && canAct ? try proposals(reply, request.query["lead"]) : []
    return ReplyThread(
      id: id.rawValue, subject: reply.subject.isEmpty ? "No subject" : reply.subject,
      who: [reply.senderName, reply.personTitle].filter { !$0.isEmpty }.joined(separator: ", "),
      campaign: reply.campaign.map { .init(label: reply.campaignName, href: "/campaigns/\($0)") },
      owner: reply.ownerName, clock: try clock(of: reply),
      messages: part.lines.map { MessageItem($0, words: words, isSummary: !$0.isInbound) },
      earlier: part.earlier, latest: part.latest, note: sequenceNote(reply),
      canAct: canAct, isDone: reply.isDone,
      next: next.map { "\($0)" } ?? "", query: folder.rawValue,
      classes: classButtons(pressed: reply.replyClass),
      badge: isUnmatched && reply.replyClass == nil
        ? Badge("Unmatched", "g-warn", "amber")
        : reply.replyClass.map { $0.badge } ?? Badge("Classifying…", "g-half"),
      why: whyWords(reply), reasons: reply.reasons.map(ReplyThread.Reason.init),
      verdictNote: verdictNote(reply),
      matchTitle: isUnmatched ? "Why it matched no lead" : "Why it matched this lead",
      match: matchWords(reply), account: accountFacts(reply),
      substitutes: try substitutes(reply),
      isUnmatched: isUnmatched, isBeingRead: !isUnmatched && reply.replyClass == nil,
      proposals: proposals.map {
        .init(
          contact: $0.contact.rawValue, campaign: $0.campaign.rawValue, label: $0.name,
          detail: "\($0.accountName), \($0.campaignName)")
      })
  }

  private func clock(of reply: ReplyDetails) throws -> SLAClock? {
    guard reply.followUp == .due, let due = reply.followUpDueAt else { return nil }
    return SLAClock(due: due, of: try database.slaHours())
  }

  private func conversationPart(around reply: ReplyDetails) throws -> ConversationPart {
    if let account = reply.account, let campaign = reply.campaign {
      return try conversationPart(with: account, in: campaign, holding: reply.message)
    }
    return ConversationPart(
      lines: try database.loneMessage(reply.message), earlier: "", latest: "")
  }

  func classButtons(pressed: Reply.Class?) -> [ReplyThread.ClassButton] {
    Reply.Class.allCases.enumerated().map { place, replyClass in
      let badge = replyClass.badge
      return .init(
        value: replyClass.rawValue, label: badge.word, glyph: badge.glyph, tone: badge.tone,
        key: "\(place + 1)",
        isPressed: replyClass == pressed)
    }
  }

  private func substitutes(_ reply: ReplyDetails) throws -> [ReplyThread.Substitute] {
    guard let account = reply.account, reply.replyClass?.namesOthers == true else { return [] }
    return try reply.namedAddresses.prefix(3).map { address in
      let known = try database.owner(of: address, besides: nil)
      return .init(
        address: address, href: known.map { "/contacts/\($0.id)" } ?? "/accounts/\(account)",
        words: known == nil ? "Add them to \(reply.accountName)" : "Open the contact")
    }
  }

  private func proposals(_ reply: ReplyDetails, _ typed: String) throws -> [ReplyProposal] {
    let typed = typed.trimmingCharacters(in: .whitespaces)
    return try typed.isEmpty
      ? database.proposals(for: reply.senderEmail) : database.leads(like: typed)
  }

  private func accountFacts(_ reply: ReplyDetails) -> ReplyThread.AccountFacts? {
    guard let account = reply.account, let campaign = reply.campaign,
      let status = reply.accountStatus
    else { return nil }
    return .init(
      name: reply.accountName, href: "/campaigns/\(campaign)/accounts/\(account)",
      score: ScoreChip(ai: reply.score), status: status.badge)
  }
}

extension ReplyThread.Reason {
  /// `+` and `-` in front of a reason tell its direction.
  init(_ text: String) {
    let isMinus = text.hasPrefix("-") || text.hasPrefix("−")
    let isSigned = isMinus || text.hasPrefix("+")
    sign = isMinus ? "−" : "+"
    isPlus = !isMinus
    let words = isSigned ? text.dropFirst().trimmingCharacters(in: .whitespaces) : text
    // In a phrase of the rules, `word*` is any word that begins so, and `_` any words.
    self.text = words.replacing("*", with: "…").replacing(" _ ", with: " … ")
  }
}
