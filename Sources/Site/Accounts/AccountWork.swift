import Foundation
import Outreach
import Postgres

/// What was done with an account in all campaigns, and what is to be done.
struct AccountWork {
  let account: Account
  let contacts: [ContactLine]
  let campaigns: [AccountCampaign]
  /// Contacts that are in a sequence now.
  let leads: [SequenceLead]
  let replies: [AccountReply]
  /// The latest messages, the latest first.
  let messages: [ConversationLine]
  /// There are older messages.
  let hasOlder: Bool

  /// The number of messages that are shown.
  static let shown = 30

  init(of account: Account, in database: some Queryable) throws {
    self.account = account
    contacts = try database.contacts(of: account.id)
    campaigns = try database.campaigns(of: account.id)
    leads = try database.sequenceLeads(at: account.id)
    replies = try database.waitingReplies(of: account.id)
    let messages = try database.messages(with: account.id, atMost: Self.shown + 1)
    hasOlder = messages.count > Self.shown
    self.messages = Array(messages.prefix(Self.shown))
  }

  /// Empty: the account is not in it, or not any more.
  func name(of campaign: Campaign.ID?) -> String {
    campaigns.first { $0.id == campaign }?.name ?? ""
  }
}

extension Site {
  /// Who waits for us first, then what is half done, then decisions, then what Overture does next.
  func nextSteps(_ work: AccountWork, mayEdit: Bool) -> [AccountPage.NextStep] {
    let drafts = work.messages.filter(\.isDraft).prefix(3)
    let undecided = work.campaigns.filter {
      $0.review == .pending && !$0.isArchived && $0.status != .completed
    }
    let steps =
      work.replies.map(answer) + drafts.map { finish($0, work) }
      + undecided.prefix(3).map { review($0, of: work.account.id) }
      + (work.account.isDoNotContact ? [] : work.leads.prefix(3).map { wait(for: $0, work) })
    guard work.contacts.isEmpty else { return steps }
    return steps + [
      .init(
        glyph: "g-ppl", tone: "", title: "No contacts yet",
        detail: "Without one, no campaign can email this account.",
        link: mayEdit ? .init(label: "Add a contact", href: "#add-contact") : nil)
    ]
  }

  private func answer(_ reply: AccountReply) -> AccountPage.NextStep {
    guard let due = reply.dueAt else {
      let category = reply.replyClass?.badge ?? Badge("not classified yet", "g-rep")
      return .init(
        glyph: category.glyph, tone: category.tone, title: "Read the reply of \(reply.sender)",
        detail: "\(category.word.lowercased()), \(words.time(reply.receivedAt))",
        link: .init(label: "Read", href: "/replies/\(reply.id)"))
    }
    let late = Int(Date().timeIntervalSince(due))
    return .init(
      glyph: late > 0 ? "g-warn" : "g-flag", tone: late > 0 ? "red" : "green",
      title: "Follow up with \(reply.sender)",
      detail: late > 0
        ? "positive reply, overdue by \(Words.duration(seconds: late))"
        : "positive reply, due \(words.time(due))",
      link: .init(label: "Follow up", href: "/replies/\(reply.id)"))
  }

  private func finish(_ draft: ConversationLine, _ work: AccountWork) -> AccountPage.NextStep {
    .init(
      glyph: "g-half", tone: "plum",
      title: draft.recipient.isEmpty
        ? "Finish the draft" : "Finish the draft to \(draft.recipient)",
      detail: work.name(of: draft.campaign),
      link: draft.campaign.map {
        .init(label: "Open", href: "/campaigns/\($0)/accounts/\(work.account.id)#log-sent")
      })
  }

  private func review(
    _ campaign: AccountCampaign, of account: Account.ID
  ) -> AccountPage.NextStep {
    .init(
      glyph: "g-half", tone: "plum", title: "Review for \(campaign.name)",
      detail: "added \(words.time(campaign.addedAt))",
      link: .init(label: "Review", href: ReviewView(campaign.id).showing(account).path))
  }

  /// An email that Overture sends by itself, and what it waits for.
  private func wait(for lead: SequenceLead, _ work: AccountWork) -> AccountPage.NextStep {
    .init(
      glyph: "g-clk", tone: "blue", title: "Next email to \(lead.name)",
      detail: "\(next(lead, work)) · \(work.name(of: lead.campaign))",
      link: .init(label: "Why?", href: "/campaigns/\(lead.campaign)/leads/\(lead.enrollment)"))
  }

  func row(_ contact: ContactLine, _ work: AccountWork) -> AccountPage.ContactRow {
    let lead = work.leads.first { $0.contact == contact.id }
    let email = contact.email ?? ""
    let phone = contact.phone ?? ""
    return .init(
      id: contact.id.rawValue, name: contact.name, title: contact.title,
      email: email.isEmpty ? nil : .init(label: email, href: "mailto:\(email)"),
      phone: phone.isEmpty
        ? nil
        : .init(label: phone, href: "tel:\(phone.filter { $0 == "+" || $0.isNumber })"),
      state: ContactItem(contact).state, refusal: contact.refusal?.sentence ?? "",
      sequence: lead.map {
        .init(
          label: work.name(of: $0.campaign),
          href: "/campaigns/\($0.campaign)/leads/\($0.enrollment)")
      }, next: contact.refusal == nil ? lead.map { next($0, work) } ?? "" : "")
  }

  private func next(_ lead: SequenceLead, _ work: AccountWork) -> String {
    let campaign = work.campaigns.first { $0.id == lead.campaign }
    return nextEmail(
      of: lead,
      first: campaign.map { $0.status.mustFirst(isArchived: $0.isArchived) } ?? "")
  }
}

extension AccountPage.CampaignRow {
  init(_ campaign: AccountCampaign, account: Account.ID) {
    href = "/campaigns/\(campaign.id)/accounts/\(account)"
    name = campaign.name
    status =
      campaign.isArchived
      ? .archived : .campaign(campaign.status, launchAt: campaign.launchAt)
    review = campaign.review.badge
    outreach = campaign.outreach.badge
    let (sent, most) = (campaign.sent, campaign.most)
    self.sent =
      most == 0 && sent == 0 ? "" : "\(Words.number(sent)) of \(Words.number(max(most, sent)))"
    length = Words.length(Double(sent) / Double(max(most, sent, 1)))
    progress = "\(Words.number(sent)) of at most \(Words.count(max(most, sent), "email")) sent"
  }
}

extension AccountPage.Contacting {
  init(_ work: AccountWork) {
    let reachable = work.contacts.count { $0.refusal == nil }
    if work.account.isDoNotContact {
      self.init(
        badge: AccountStatus.doNotContact.badge,
        words: "No campaign emails anyone here, and nothing may be logged as sent to them.")
    } else if reachable == 0 {
      self.init(
        badge: Badge("No one can be emailed", "g-slash"),
        words: work.contacts.isEmpty
          ? "The account has no contacts." : "The contacts say why, one by one.")
    } else {
      self.init(
        badge: Badge("Can be contacted", "g-ok", "green"),
        words: reachable == work.contacts.count
          ? "All of its contacts can be emailed."
          : "\(Words.number(reachable)) of \(Words.count(work.contacts.count, "contact")) can be emailed."
      )
    }
  }
}
