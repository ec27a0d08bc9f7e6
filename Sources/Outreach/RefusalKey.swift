import Text

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
  case listIsBeingDetached = "list_is_being_detached"
  case leadsArePastStep = "leads_are_past_step"
  case noStep = "no_step"
  case campaignIsNoDraft = "campaign_is_no_draft"
  case launchIsOpen = "launch_is_open"
  case launchIsOver = "launch_is_over"
  case emailsHaveGoneOut = "emails_have_gone_out"
  case noStepBefore = "no_step_before"
  case noAttachment = "no_attachment"
  case listIsAttached = "list_is_attached"
  case noLogEntry = "no_log_entry"
  case otherKindOfMailbox = "other_kind_of_mailbox"
  case noWebhook = "no_webhook"
  case webhookIsOff = "webhook_is_off"
  case listIsArchived = "list_is_archived"
  case campaignIsArchived = "campaign_is_archived"
  case completedCampaignCannotRun = "completed_campaign_cannot_run"

  /// The sentence for a person; `detail` is the function's further information.
  func words(_ detail: [String]) -> String {
    let (one, two) = (detail.first ?? "", detail.dropFirst().first ?? "")
    return switch self {
    case .noReply: "no reply \(one)"
    case .noLeadInCampaign: "campaign \(one) has no such lead"
    case .replyHasLead: "reply \(one) is already matched to a lead"
    case .replyIsNotPositive: "reply \(one) is not a positive one"
    case .replyHasClass: "reply \(one) is already classified"
    case .noCampaign: "campaign \(one) does not exist"
    case .nameIsAnother: "the campaign is called “\(one)”"
    case .campaignIsRunning: "it is running; pause it first"
    case .emailOfCampaignIsOpen:
      "one of its emails is being sent or unconfirmed; resolve it first"
    case .campaignIsAttaching:
      "a list is being attached to it or detached from it; wait, or cancel attaching"
    case .campaignKeepsProduct: "the product of a campaign cannot be changed"
    case .accountNotInCampaign: "account \(one) is not in the campaign"
    case .emailToAccountIsOpen: "an email to it is being sent or unconfirmed; resolve it first"
    case .noSuchFlag: "\(one) is not a guardrail flag"
    case .noProduct: "product \(one) does not exist"
    case .emailToAccountIsLeaving: "an email to it is being sent right now"
    case .contactNotInCampaign: "this contact’s account is not in campaign \(one)"
    case .noSuchChangeOfStatus: "a \(one) campaign cannot become \(two)"
    case .noDelivery: "no delivery \(one)"
    case .deliveryIsNotUnconfirmed: "delivery \(one) is \(two) and no longer unconfirmed"
    case .noSuchVerdict: "an unconfirmed email is marked as arrived, lost or again"
    case .mailboxesAreMixed: "a campaign is either on practice mailboxes or on real ones"
    case .campaignSendsNothing:
      "a campaign that is \(one == "draft" ? "a draft" : one) sends nothing"
    case .nothingToTryAgain: "no email is left to retry"
    case .nothingWouldGoOut:
      "nothing would be sent: " + missing(detail)
    case .leadJoinedAnother:
      "a lead has just joined another campaign; check again"
    case .leadRepliedOrLeft:
      "a lead has just replied or left the sequence; check again"
    case .noInvitation: "no such invitation"
    case .noMember: "no member has that number"
    case .memberOfAnotherWorkspace:
      "They belong to another workspace, too. The operator of this installation can "
        + "run: overture password EMAIL"
    case .lastOwner: "A workspace needs an owner. Make another member an owner first."
    case .importRowsAreGone:
      "The rows of this file were lost when the database restarted after a crash. "
        + "Upload the file again; imported rows stay and are not duplicated."
    case .noList: "list \(one) does not exist"
    case .listIsBeingAttached: "This list is already being attached."
    case .listIsBeingDetached: "This list is being detached. Wait until that is done."
    case .leadsArePastStep:
      "Step \(one) cannot be removed: \(Int(two)?.grouped ?? two) leads have received it or "
        + "are past it."
    case .noStep: "step \(one) does not exist"
    case .campaignIsNoDraft: "This campaign is already \(one)."
    case .launchIsOpen:
      "Not launched. Still open: "
        + detail.map { LaunchCheck.Name(rawValue: $0)?.words ?? $0 }.joined(separator: ", ") + "."
    case .launchIsOver: "This campaign is no longer scheduled for launch."
    case .emailsHaveGoneOut: "Emails of this campaign were already sent. Pause it instead."
    case .noStepBefore: "step \(one) is the first step"
    case .noLogEntry: "log entry \(one) does not exist"
    case .noAttachment: "attachment \(one) does not exist"
    case .listIsAttached: "This list is already attached."
    case .otherKindOfMailbox:
      "Emails of this campaign were sent from the other kind of mailbox."
    case .noWebhook: "webhook \(one) does not exist"
    case .webhookIsOff: "This webhook is \(one). Resume it first."
    case .listIsArchived: "\(one) is archived. Restore the list, then attach it."
    case .campaignIsArchived:
      "\(one) is archived. Restore the campaign first."
    case .completedCampaignCannotRun:
      "With new leads this completed campaign would run again, but \(missing(detail))."
    }
  }

  /// The conditions that are not met, by their names in the database.
  private func missing(_ names: [String]) -> String {
    names.map { name in
      name == "archived"
        ? "it is archived" : LaunchCheck.Name(rawValue: name)?.missing ?? name
    }.joined(separator: ", ")
  }
}

extension LaunchCheck.Name {
  /// The name in a list of open points.
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
    case .steps: "it has no steps"
    case .leads: "it has no leads"
    case .approvals, .unreviewed: "accounts wait for review"
    case .mailboxes: "no ready mailbox is selected"
    case .oneKind: "practice and real mailboxes are mixed"
    case .publicAddress:
      "no public address is set (OVERTURE_PUBLIC_URL), so recipients could not follow links "
        + "or unsubscribe"
    case .replies: "replies are not read"
    case .window: "the schedule never opens"
    case .footer: "the footer has no postal address"
    }
  }
}
