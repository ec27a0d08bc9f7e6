import Outreach

extension StepCondition {
  var words: String {
    switch self {
    case .always: "always"
    case .onOpen: "if the last email was opened"
    case .onClick: "if a link in it was clicked"
    case .notOpened: "if it was not opened"
    }
  }

  /// As lists of steps say it, after the wait.
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
    case .always: "none, it always goes"
    case .onOpen:
      "goes if a person opened the last email; \(passes ? "one" : "nobody") did"
    case .onClick:
      "goes if a person clicked a link in it; \(passes ? "one" : "nobody") did"
    case .notOpened:
      "goes if nobody opened the last email; \(passes ? "nobody" : "a person") did"
    }
  }
}
