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
