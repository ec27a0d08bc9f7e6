import Outreach
import Text
import Web

/// The cell that is being edited in a row of a campaign's accounts: `?edit=tags-12`.
struct AccountEdit {
  let field: Field
  let account: Account.ID
  /// The typed text, if it was refused.
  var typed: String?
  var reason: String?
  var error = ""
  /// Set if another member has changed it since the form was opened.
  var version: FormVersion?

  enum Field: String {
    case score, tags, notes
  }

  init?(_ request: Request) {
    let parts = request.query["edit"].split(separator: "-")
    guard parts.count == 2, let field = Field(rawValue: String(parts[0])),
      let account = Account.ID(String(parts[1]))
    else { return nil }
    self.init(field, of: account)
  }

  init(_ field: Field, of account: Account.ID) {
    self.field = field
    self.account = account
  }
}

/// Templates/Campaigns/cell.mustache: a value in a row, which becomes a field in its place.
struct AccountCell {
  let name: String
  /// The field's purpose, as screen readers say it: "Tags of Ostrava Frostlager".
  let label: String
  let mayEdit: Bool
  let isOpen: Bool
  let tags: [String]
  let text: String
  let isEmpty: Bool
  /// The hidden words after an empty value, for readers who cannot see its column: "tags to Ostrava
  /// Frostlager".
  let invitation: String
  let typed: String
  let href: String
  let error: String
  let version: FormVersion

  init(
    _ field: AccountEdit.Field, of account: CampaignAccount, edit: AccountEdit?, mayEdit: Bool,
    _ request: Request
  ) {
    let value = field == .tags ? account.tags.joined(separator: ", ") : account.notes
    name = field.rawValue
    label = "\(Words.sentence(field.rawValue)) \(field == .tags ? "of" : "on") \(account.name)"
    self.mayEdit = mayEdit
    isOpen = edit != nil
    tags = field == .tags ? account.tags : []
    text = field == .tags ? "" : account.notes
    isEmpty = value.isEmpty
    invitation = "\(field.rawValue) \(field == .tags ? "to" : "on") \(account.name)"
    typed = edit?.typed ?? value
    href = request.address(["edit": "\(field.rawValue)-\(account.account)"])
    error = edit?.error ?? ""
    version =
      edit?.version
      ?? FormVersion(of: AccountNotes(account).state(of: [field == .tags ? .tags : .notes]))
  }
}

/// Templates/Campaigns/score_form.mustache: a person's own score, edited in the row in place of the
/// chip.
struct ScoreForm {
  let name: String
  let typed: String
  let reason: String
  let ai: String
  let error: String
  let version: FormVersion

  init(_ edit: AccountEdit, of account: CampaignAccount) {
    name = account.name
    typed = edit.typed ?? account.overrideScore.map(Words.tenths) ?? ""
    reason = edit.reason ?? account.overrideReason
    ai = account.fitScore.map { "AI \(Words.tenths($0))" } ?? "unscored"
    error = edit.error
    version =
      edit.version ?? FormVersion(of: AccountNotes(account).state(of: [.score, .reason]))
  }
}

/// A score as a person writes it, with a point or a comma.
enum OwnScore: Equatable {
  /// The AI's score counts again.
  case none
  case score(Double)
  case wrong(String)

  init(_ text: String) {
    if text.isEmpty {
      self = .none
    } else if let score = TypedDecimal(text)?.double, (0...10).contains(score) {
      self = .score(score)
    } else {
      self = .wrong("“\(text.prefix(40))” is not a number from 0 to 10.")
    }
  }
}
