import Outreach
import Web

/// Templates/Conversations/notes.mustache: a person's notes on an account in one campaign: a score
/// of their own and its reason, tags, a note.
struct LeadNotes {
  let errors: FormErrors?
  let version: FormVersion
  let score: FormField
  let reason: FormField
  let tags: FormField
  let notes: FormField

  /// The saved value; or the typed one, if the score was refused or another member has changed it
  /// since.
  init(
    _ lead: CampaignLead, typed: Form = [:], error: String = "", version: FormVersion? = nil
  ) {
    self.version =
      version
      ?? FormVersion(of: AccountNotes(lead).state(of: [.score, .reason, .tags, .notes]))
    func value(_ name: String, _ kept: String) -> String {
      typed.has(name) ? typed[name] : kept
    }
    score = FormField(
      "score", "Your own score", value: value("score", lead.overrideScore.map(Words.tenths) ?? ""),
      hint: "From 0 to 10. Leave empty to use the AI score.", error: error, isOptional: true,
      isRight: true,
      attributes: ["inputmode": "decimal", "autocomplete": "off"])
    reason = FormField(
      "reason", "Why", value: value("reason", lead.overrideReason), isOptional: true,
      attributes: ["maxlength": "300"])
    tags = FormField(
      "tags", "Tags", value: value("tags", lead.tags.joined(separator: ", ")),
      hint: "Separate tags with commas.", isOptional: true)
    notes = FormField(
      "notes", "Note", value: value("notes", lead.notes), isOptional: true, isVoice: true, rows: 3)
    errors = FormErrors.of([score])
  }
}
