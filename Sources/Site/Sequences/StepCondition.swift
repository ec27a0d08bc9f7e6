import Outreach

extension StepCondition {
  var words: String {
    switch self {
    case .always: "always"
    case .onOpen: "if the last email was opened"
    case .onClick: "if a link in the last email was clicked"
    case .notOpened: "if the last email was not opened"
    }
  }

  /// As lists of steps show it, after the wait.
  var shortWords: String {
    switch self {
    case .always: "always"
    case .onOpen: "if opened"
    case .onClick: "if clicked"
    case .notOpened: "if not opened"
    }
  }

  /// The words for the check of a delivery.
  func says(passes: Bool) -> String {
    switch self {
    case .always: "none, always sent"
    case .onOpen:
      "sent if a person opened the last email; \(passes ? "one did" : "none did")"
    case .onClick:
      "sent if a person clicked a link in it; \(passes ? "one did" : "none did")"
    case .notOpened:
      "sent if no person opened the last email; \(passes ? "none did" : "one did")"
    }
  }
}
