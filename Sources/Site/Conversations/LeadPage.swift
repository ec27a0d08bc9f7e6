import Foundation
import HTTPTypes
import Outreach
import Web

/// Templates/Conversations/lead.mustache: an account in a campaign, and all its messages.
struct LeadPage: Page {
  static let template = "Conversations/lead"

  let frame: Frame
  let campaign: Int
  let campaignName: String
  let account: Int
  let name: String
  let facts: String
  let review: Badge
  let outreach: Badge
  let status: Badge
  let score: ScoreChip
  let messages: [MessageItem]
  /// The addresses of other parts of the conversation; empty if there are none.
  let earlier: String
  let latest: String
  let empty: EmptyState?
  let contacts: [Contact]
  let canWrite: Bool
  let canPick: Bool
  let sent: LogForm
  let inbound: LogForm
  let ownNotes: LeadNotes?
  let about: String

  struct Contact {
    let id: Int
    let name: String
    let title: String
    let email: Link?
    let phone: Link?
    let linkedin: Link?
    let isPicked: Bool
    let refusal: String
    let sequence: Badge?
    let why: Link?
  }

  struct Link {
    let label: String
    let href: String
  }
}

extension Site {
  func lead(_ request: Request) throws -> Response {
    try leadPage(request)
  }

  func pickContact(_ request: Request) throws -> Response {
    let (campaign, account) = try leadKeys(request)
    guard let contact = Contact.ID(request.form["contact"]) else {
      throw HTTPError.badRequest("Choose a contact.")
    }
    try database.pickContact(contact, of: account, in: campaign)
    return .seeOther("/campaigns/\(campaign)/accounts/\(account)")
  }

  func leadKeys(_ request: Request) throws -> (Campaign.ID, Account.ID) {
    (try request.parameter("campaign"), try request.parameter("account"))
  }

  /// The two forms for messages that a person has written or heard.
  enum RefusedLog {
    case sent, inbound
  }

  /// `refused` is the form that is shown again as it was typed, with `fieldErrors`.
  func leadPage(
    _ request: Request, refused: RefusedLog? = nil, _ fieldErrors: FieldErrors = FieldErrors(),
    scoreError: String = "", notesVersion: FormVersion? = nil
  ) throws -> Response {
    let (campaign, account) = try leadKeys(request)
    let lead = try database.lead(account, in: campaign)
    let contacts = try database.contacts(of: account, in: campaign)
    let part = try conversationPart(
      with: account, in: campaign, PageTurn(request), holding: Message.ID(request.query["message"]))
    let lines = part.lines
    let isWhole = part.earlier.isEmpty && part.latest.isEmpty
    let draft =
      try isWhole ? lines.last { $0.isDraft } : database.draft(to: account, in: campaign)
    let picked = contacts.first { $0.id == lead.pickedContact } ?? contacts.first
    let typedContact = refused == nil ? picked?.id : Contact.ID(request.form["contact"])
    let none: Form = [:]
    let mayWrite = try currentUser.may(.handleReplies)
    func at(_ form: RefusedLog, _ id: String) throws -> FormField {
      let isRefused = refused == form
      return try loggedMomentField(
        isRefused ? request.form["at"] : "", id: id, error: isRefused ? fieldErrors["at"] : "")
    }
    return try page(
      LeadPage(
        frame: frame(.campaigns, practice: lead.isPractice ? Self.practiceWords : nil),
        campaign: campaign.rawValue, campaignName: lead.campaignName, account: account.rawValue,
        name: lead.accountName,
        facts: [lead.industry, countryName(lead.country), lead.website].filter { !$0.isEmpty }
          .joined(separator: " · "), review: lead.reviewStatus.badge.about("Review"),
        outreach: lead.outreachStatus.badge.about("Outreach"),
        status: lead.accountStatus.badge.about("Account"),
        score: ScoreChip(ai: lead.score, override: lead.overrideScore),
        messages: lines.map {
          MessageItem(
            $0, words: words,
            entries: mayWrite ? "/campaigns/\(campaign)/accounts/\(account)/entries" : nil)
        },
        earlier: part.earlier, latest: part.latest,
        empty: lines.isEmpty
          ? EmptyState(
            "No messages yet",
            "Messages you send, log or paste for this account appear here in order.") : nil,
        contacts: contacts.map { item($0, picked: picked?.id, campaign) },
        canWrite: mayWrite,
        canPick: try currentUser.may(.edit),
        sent: .sent(
          refused == .sent ? request.form : none, contacts, picked: typedContact,
          at: at(.sent, "sent-at"), draft: draft,
          fieldErrors: refused == .sent ? fieldErrors : FieldErrors()),
        inbound: .inbound(
          refused == .inbound ? request.form : none, contacts, picked: typedContact,
          at: at(.inbound, "inbound-at"),
          fieldErrors: refused == .inbound ? fieldErrors : FieldErrors()),
        ownNotes: try currentUser.may(.edit)
          ? LeadNotes(
            lead, typed: scoreError.isEmpty && notesVersion == nil ? [:] : request.form,
            error: scoreError, version: notesVersion)
          : nil,
        about: lead.description),
      status: notesVersion != nil
        ? .conflict : refused == nil && scoreError.isEmpty ? .ok : .unprocessableContent)
  }

  private func item(
    _ contact: LeadContact, picked: Contact.ID?, _ campaign: Campaign.ID
  ) -> LeadPage.Contact {
    .init(
      id: contact.id.rawValue, name: contact.name, title: contact.title,
      email: contact.email.isEmpty
        ? nil : .init(label: contact.email, href: "mailto:\(contact.email)"),
      phone: contact.phone.isEmpty
        ? nil
        : .init(
          label: contact.phone, href: "tel:\(contact.phone.filter { $0 == "+" || $0.isNumber })"),
      linkedin: contact.linkedin.hasPrefix("https://")
        ? .init(label: "LinkedIn", href: contact.linkedin) : nil,
      isPicked: contact.id == picked, refusal: contact.refusal?.sentence ?? "",
      sequence: contact.sequenceBadge,
      why: contact.enrollment.flatMap { whyLink($0, campaign) })
  }

  /// A link to the page that says why an email was sent or held, if there is one.
  private func whyLink(_ enrollment: Enrollment.ID, _ campaign: Campaign.ID) -> LeadPage.Link? {
    Self.whyPattern.map {
      .init(
        label: "Why?",
        href: $0.replacing(":campaign", with: "\(campaign)")
          .replacing(":enrollment", with: "\(enrollment)"))
    }
  }

  private static let whyPattern = routes.first {
    $0.method == .get && $0.pattern.contains(":enrollment")
  }?.pattern
}

extension LeadContact {
  fileprivate var sequenceBadge: Badge? {
    switch state {
    case nil: nil
    // The sender skips contacts that may not be emailed, whatever the sequence says.
    case .active: refusal?.badge ?? Badge("In the sequence", "g-live", "green")
    case .finished: Badge("Sequence done", "g-ok", "green")
    case .exited: exitReason?.badge ?? Badge("Left the sequence", "g-no")
    }
  }
}
