/// Why a stored function refused: the keys that it raises, with their details, one a line.
package enum RefusalKey: String, CaseIterable {
  case noReply = "no_reply"
  case noLeadInCampaign = "no_lead_in_campaign"
  case replyHasLead = "reply_has_lead"
  case replyIsNotPositive = "reply_is_not_positive"
  case replyHasClass = "reply_has_class"
  case noCampaign = "no_campaign"
  case nameIsAnother = "name_is_another"
  case campaignIsRunning = "campaign_is_running"
  case emailOfCampaignIsOpen = "email_of_campaign_is_open"
  case campaignIsAttaching = "campaign_is_attaching"
  case campaignKeepsProduct = "campaign_keeps_product"
  case accountNotInCampaign = "account_not_in_campaign"
  case emailToAccountIsOpen = "email_to_account_is_open"
  case noSuchFlag = "no_such_flag"
  case noProduct = "no_product"
  case emailToAccountIsLeaving = "email_to_account_is_leaving"
  case contactNotInCampaign = "contact_not_in_campaign"
  case noSuchChangeOfStatus = "no_such_change_of_status"
  case noDelivery = "no_delivery"
  case deliveryIsNotUnconfirmed = "delivery_is_not_unconfirmed"
  case noSuchVerdict = "no_such_verdict"
  case mailboxesAreMixed = "mailboxes_are_mixed"
  case campaignSendsNothing = "campaign_sends_nothing"
  case nothingToTryAgain = "nothing_to_try_again"
  case nothingWouldGoOut = "nothing_would_go_out"
  case leadJoinedAnother = "lead_joined_another"
  case leadRepliedOrLeft = "lead_replied_or_left"
  case noInvitation = "no_invitation"
  case noMember = "no_member"
  case memberOfAnotherWorkspace = "member_of_another_workspace"
  case lastOwner = "last_owner"
  case importRowsAreGone = "import_rows_are_gone"
  case noList = "no_list"
  case listIsBeingAttached = "list_is_being_attached"
  case leadsArePastStep = "leads_are_past_step"
  case noStep = "no_step"
  case campaignIsNoDraft = "campaign_is_no_draft"
  case launchIsOpen = "launch_is_open"
  case launchIsOver = "launch_is_over"
  case emailsHaveGoneOut = "emails_have_gone_out"
  case noStepBefore = "no_step_before"
  case noAttachment = "no_attachment"
  case listIsAttached = "list_is_attached"
  case otherKindOfMailbox = "other_kind_of_mailbox"

  /// As a person reads it; `detail` is what the function tells besides.
  func words(_ detail: [String]) -> String {
    let (one, two) = (detail.first ?? "", detail.dropFirst().first ?? "")
    return switch self {
    case .noReply: "no reply \(one)"
    case .noLeadInCampaign: "no such lead in campaign \(one)"
    case .replyHasLead: "reply \(one) has its lead already"
    case .replyIsNotPositive: "reply \(one) is not a positive one"
    case .replyHasClass: "reply \(one) has its class already"
    case .noCampaign: "there is no campaign \(one)"
    case .nameIsAnother: "the campaign is called “\(one)”"
    case .campaignIsRunning: "it is running; pause it first"
    case .emailOfCampaignIsOpen:
      "an email of it is being sent or unconfirmed; resolve it first"
    case .campaignIsAttaching: "a list is being attached to it; wait, or cancel that"
    case .campaignKeepsProduct: "a campaign keeps its product"
    case .accountNotInCampaign: "account \(one) is not in the campaign"
    case .emailToAccountIsOpen: "an email to it is being sent or unconfirmed; resolve it first"
    case .noSuchFlag: "no guardrail knows the flag \(one)"
    case .noProduct: "there is no product \(one)"
    case .emailToAccountIsLeaving: "an email to it is on its way in this moment"
    case .contactNotInCampaign: "this contact is of no account in campaign \(one)"
    case .noSuchChangeOfStatus: "a \(one) campaign cannot become \(two)"
    case .noDelivery: "no delivery \(one)"
    case .deliveryIsNotUnconfirmed: "delivery \(one) is \(two) and not unconfirmed any more"
    case .noSuchVerdict: "an unconfirmed email is marked as arrived, lost or again"
    case .mailboxesAreMixed: "a campaign is either on practice mailboxes or on real ones"
    case .campaignSendsNothing:
      "a campaign that is \(one == "draft" ? "a draft" : one) sends nothing"
    case .nothingToTryAgain: "no email is left that may be tried again"
    case .nothingWouldGoOut:
      "nothing would go out: "
        + detail.map { LaunchCheck.Name(rawValue: $0)?.missing ?? $0 }.joined(separator: ", ")
    case .leadJoinedAnother:
      "one of the leads has joined another campaign in this moment; look once more"
    case .leadRepliedOrLeft:
      "one of the leads has replied or left in this moment; look once more"
    case .noInvitation: "no such invitation"
    case .noMember: "nobody of that number is a member"
    case .memberOfAnotherWorkspace:
      "They belong to another workspace, too. The operator of this installation can "
        + "run: overture password EMAIL"
    case .lastOwner: "A workspace needs an owner. Make another member an owner first."
    case .importRowsAreGone:
      "The rows of this file are gone: the database was restarted after a crash. "
        + "Upload the file again; what was imported stays, and is not doubled."
    case .noList: "there is no list \(one)"
    case .listIsBeingAttached: "This list is being attached in this moment."
    case .leadsArePastStep: "Step \(one) stays: \(two) leads have had it or are past it."
    case .noStep: "there is no step \(one)"
    case .campaignIsNoDraft: "This campaign is \(one) already."
    case .launchIsOpen:
      "Not launched. Still open: "
        + detail.map { LaunchCheck.Name(rawValue: $0)?.words ?? $0 }.joined(separator: ", ") + "."
    case .launchIsOver: "This campaign does not wait for its launch any more."
    case .emailsHaveGoneOut: "Emails of this campaign have gone out. Pause it instead."
    case .noStepBefore: "there is no step before step \(one)"
    case .noAttachment: "there is no attachment \(one)"
    case .listIsAttached: "This list has been attached already."
    case .otherKindOfMailbox:
      "Emails of this campaign went out through the other kind of mailbox."
    }
  }
}

extension LaunchCheck.Name {
  /// As a list of what is open names it.
  fileprivate var words: String {
    switch self {
    case .steps: "steps"
    case .leads: "leads"
    case .approvals, .unreviewed: "reviews"
    case .mailboxes: "mailboxes"
    case .oneKind: "mailboxes of one kind"
    case .publicAddress: "public address"
    case .replies: "replies"
    case .window: "schedule"
    case .footer: "footer"
    }
  }

  /// The missing part, for a condition that is not met.
  fileprivate var missing: String {
    switch self {
    case .steps: "it has no step"
    case .leads: "it has no lead"
    case .approvals, .unreviewed: "accounts wait for review"
    case .mailboxes: "no mailbox that is ready is chosen"
    case .oneKind: "practice and real mailboxes are mixed"
    case .publicAddress:
      "the pages have no public address (OVERTURE_PUBLIC_URL), so recipients could neither follow a "
        + "link nor unsubscribe"
    case .replies: "replies are not read"
    case .window: "the schedule never opens"
    case .footer: "the footer has no postal address"
    }
  }
}
