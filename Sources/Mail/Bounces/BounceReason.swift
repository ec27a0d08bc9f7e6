/// Why a mail came back. Four of them say that the address is dead; all others pass.
package enum BounceReason: String, Sendable, CaseIterable {
  case userUnknown = "userunknown"
  case hostUnknown = "hostunknown"
  case hasMoved = "hasmoved"
  case notAccept = "notaccept"
  case mailboxFull = "mailboxfull"
  case suspend, filtered, rejected, blocked, expired, speeding
  case authFailure = "authfailure"
  case badReputation = "badreputation"
  case contentError = "contenterror"
  case exceedLimit = "exceedlimit"
  case failedSTARTTLS = "failedstarttls"
  case mailerError = "mailererror"
  case messageTooBig = "mesgtoobig"
  case networkError = "networkerror"
  case noRelaying = "norelaying"
  case notCompliant = "notcompliantrfc"
  case onHold = "onhold"
  case policyViolation = "policyviolation"
  case requirePTR = "requireptr"
  case securityError = "securityerror"
  case spamDetected = "spamdetected"
  case syntaxError = "syntaxerror"
  case systemError = "systemerror"
  case systemFull = "systemfull"
  case tooManyConnections = "toomanyconn"
  case virusDetected = "virusdetected"
  case undefined

  package var isHard: Bool {
    [.userUnknown, .hostUnknown, .hasMoved, .notAccept].contains(self)
  }

  /// The code of a bounce that names none: 5.0.9xx is nobody's, and bounce parsers use it so.
  func status(isTemporary: Bool) -> String {
    let number =
      switch self {
      case .userUnknown: 911
      case .hostUnknown: 912
      case .hasMoved: 916
      case .filtered: 910
      case .rejected: 918
      case .suspend: 921
      case .mailboxFull: 922
      case .exceedLimit: 923
      case .systemError: 930
      case .systemFull: 931
      case .notAccept: 932
      case .messageTooBig: 934
      case .mailerError: 939
      case .networkError: 944
      case .expired: 947
      case .contentError: 960
      case .securityError: 970
      case .blocked: 971
      case .policyViolation: 972
      case .failedSTARTTLS: 976
      case .spamDetected: 980
      case .virusDetected: 971
      case .syntaxError: 902
      case .noRelaying: 909
      case .onHold, .requirePTR, .badReputation, .tooManyConnections, .speeding: 901
      case .authFailure, .notCompliant, .undefined: 900
      }
    return "\(isTemporary ? 4 : 5).0.\(number)"
  }
}

/// What is known of one failed delivery before its reason is.
struct BounceEvidence {
  var status: String?
  var replyCode: Int?
  var action: String?
  /// All the words there are about it, in small letters.
  var words: String
  /// The SMTP command that was refused, as `RCPT`.
  var command: String?
}

extension BounceEvidence {
  /// Words before codes: servers choose them with more care.
  var reason: BounceReason {
    if let said = reasonOfWords { return said }
    if let status, let meant = reason(ofStatus: status) { return meant }
    if action == "delayed" || action == "expired" { return .expired }
    if let replyCode, replyCode == 421 { return .expired }
    if replyCode == 550, command == "RCPT" { return .userUnknown }
    if command == "MAIL" { return .rejected }
    return status == nil && replyCode == nil ? .undefined : .onHold
  }

  private var reasonOfWords: BounceReason? {
    for (reason, phrases) in bouncePhrases where phrases.contains(where: { words.contains($0) }) {
      if reason == .userUnknown { return unknownUser }
      return reason
    }
    return nil
  }

  /// A user that is unknown only once the message was there is a filter's excuse.
  private var unknownUser: BounceReason {
    if status?.dropFirst().hasPrefix(".1.") == true { return .userUnknown }
    if command == "DATA" { return .filtered }
    return command == nil && replyCode == 550 ? .filtered : .userUnknown
  }

  private func reason(ofStatus status: String) -> BounceReason? {
    let detail = String(status.dropFirst(2))
    let isTemporary = status.hasPrefix("4")
    switch detail {
    case "1.1", "1.0", "1.3", "1.10": return isTemporary && detail != "1.1" ? .expired : unknownUser
    case "1.2": return .hostUnknown
    case "1.6", "7.17", "7.18": return .hasMoved
    case "1.7", "1.8", "1.9": return .rejected
    case "2.1", "1.5", "1.4": return command == "DATA" ? .filtered : .suspend
    case "2.2": return .mailboxFull
    case "2.3": return .exceedLimit
    case "2.4", "5.3": return .tooManyConnections
    case "3.1", "4.5": return .systemFull
    case "3.2": return .notAccept
    case "3.4": return .messageTooBig
    case "3.5", "3.0": return .systemError
    case "4.1", "4.2", "4.7": return isTemporary ? .expired : detail == "4.1" ? .filtered : .expired
    case "4.3", "4.6", "4.14": return .networkError
    case "4.4": return isTemporary ? .networkError : .hostUnknown
    case "5.0", "5.1", "5.2", "5.4": return isTemporary ? .expired : .syntaxError
    case "7.13": return .suspend
    case "7.25", "7.27": return .requirePTR
    case "7.20", "7.21", "7.22", "7.23", "7.24", "7.26", "7.29", "7.30", "7.509":
      return .authFailure
    case "7.28": return .speeding
    case "7.606", "7.511": return .blocked
    case "7.9": return .policyViolation
    default: return reason(ofSubject: detail, isTemporary)
    }
  }

  private func reason(ofSubject detail: String, _ isTemporary: Bool) -> BounceReason? {
    if detail.hasPrefix("6.") { return .contentError }
    if detail.hasPrefix("2.") { return .filtered }
    if detail.hasPrefix("7.") { return isTemporary ? .blocked : .securityError }
    if detail.hasPrefix("1.") { return unknownUser }
    return nil
  }
}
