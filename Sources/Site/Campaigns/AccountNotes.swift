import Outreach
import Text
import Web

/// A person's notes on an account in one campaign: a score of their own and its reason, tags, a
/// note. Three forms change them (the lead's page, the review card, a row of the accounts), each
/// with some of the fields.
struct AccountNotes {
  let score: Double?
  let reason: String
  let tags: [String]
  let notes: String

  init(_ card: ReviewCard) {
    (score, reason) = (card.overrideScore, card.overrideReason)
    (tags, notes) = (card.tags, card.notes)
  }

  init(_ lead: CampaignLead) {
    (score, reason) = (lead.overrideScore, lead.overrideReason)
    (tags, notes) = (lead.tags, lead.notes)
  }

  init(_ account: CampaignAccount) {
    (score, reason) = (account.overrideScore, account.overrideReason)
    (tags, notes) = (account.tags, account.notes)
  }

  /// The saved values of the fields that a form carries.
  func state(of fields: Set<Field>) -> FormState {
    Self.state(of: fields) { field in
      switch field {
      case .score: score.map(Words.tenths) ?? ""
      case .reason: reason
      case .tags: tags.joined(separator: ", ")
      case .notes: notes
      }
    }
  }

  /// The fields of a form as they would be saved.
  static func state(typed form: Form) -> FormState {
    state(of: Field.of(form)) { field in
      let text = form[field.rawValue].trimmingBlanks()
      switch field {
      case .score:
        if case .score(let score) = OwnScore(text) { return Words.tenths(score) }
        return text
      case .reason: return form["score"].trimmingBlanks().isEmpty ? "" : text
      case .tags: return text.tags.joined(separator: ", ")
      case .notes: return text
      }
    }
  }

  enum Field: String, CaseIterable {
    case score, reason, tags, notes

    static func of(_ form: Form) -> Set<Field> {
      Set(allCases.filter { form.has($0.rawValue) })
    }

    fileprivate var label: String {
      switch self {
      case .score: "Your own score"
      case .reason: "Why"
      case .tags: "Tags"
      case .notes: "Note"
      }
    }
  }

  private static func state(of fields: Set<Field>, _ value: (Field) -> String) -> FormState {
    FormState(
      Field.allCases.filter(fields.contains).map { (label: $0.label, value: value($0)) })
  }
}

extension FormVersion {
  /// For a form that edits these notes and was submitted with these fields.
  init(_ form: Form, of saved: AccountNotes, page: String) {
    self.init(
      form, AccountNotes.state(typed: form), saved: saved.state(of: AccountNotes.Field.of(form)),
      of: "This account", page: page)
  }
}

extension String {
  /// "Q2 priority, warm intro" as its tags, each once.
  var tags: [String] {
    var seen: Set<String> = []
    return split(separator: ",").map { String($0).trimmingBlanks() }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
