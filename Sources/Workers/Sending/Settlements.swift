import Composing
import Mail
import Outreach
import Postgres

extension Settlement {
  /// The settlement for the server's answer: standards for which code means whose fault.
  init(
    of delivery: ClaimedDelivery, by worker: String, _ answer: SMTPAnswer, _ mail: Composer.Mail
  ) {
    let outcome: Outcome =
      switch answer.meaning {
      case .sent: .sent
      case _ where answer.isTemporary: .deferred
      // Neither the recipient nor the message is to blame.
      case .rateLimited, .defer: .deferred
      case .senderConfig: .planned
      case .hardRecipient, .softRecipient, .policySender, .content, .unknownPermanent: .failed
      }
    self.init(
      of: delivery, by: worker, outcome, meaning: Meaning(answer.meaning),
      answer: String(answer.description.filter { $0 != "\0" }.prefix(1_000)),
      subject: mail.subject, text: mail.text)
  }

  /// The settlement of a delivery that was not even tried. Nothing of the email has left.
  init(of delivery: ClaimedDelivery, by worker: String, _ error: any Error) {
    let (outcome, meaning, answer): (Outcome, Meaning, String) =
      switch error {
      case let problem as TemplateProblem:
        (.failed, .text, "line \(problem.line), column \(problem.column): \(problem.message)")
      case SMTPProblem.unusableAddress(let address):
        (.failed, .hardRecipient, "\(address) is no address that mail can be sent to")
      case MessageProblem.unsupportedAddress(let address):
        (.failed, .hardRecipient, "\(address) is no address that mail can be sent to")
      case let problem as MessageProblem:
        (.failed, .text, "the mail cannot be written: \(problem)")
      case SMTPProblem.withdrawn: (.planned, .withdrawn, "it was stopped before it left")
      case SMTPProblem.notSignedIn(let refusal) where refusal.isTemporary:
        (.planned, .unreachable, "the server took no sign-in: \(refusal)")
      case SMTPProblem.notSignedIn(let refusal):
        (.planned, .senderConfig, "the server refused the sign-in: \(refusal)")
      case SMTPProblem.passwordInClear:
        (.planned, .senderConfig, "the password would go over the network in clear")
      case SMTPProblem.hungUp(let why): (.planned, .hungUp, SMTPProblem.hungUp(why).words)
      case let problem as SMTPProblem: (.planned, .unreachable, problem.words)
      // It is tried again after a pause, and its campaign is paused if that does not help.
      case let error as PostgresError where !error.isTransient:
        (.planned, .withdrawn, "the database refused it before it left (\(error.sqlState))")
      case let error as PostgresError:
        (.planned, .returned, "the database was away before it left (\(error.sqlState))")
      // A key or a password that cannot be read needs a person, not a retry.
      default: (.planned, .senderConfig, "the mailbox cannot be used: \(error)")
      }
    self.init(of: delivery, by: worker, outcome, meaning: meaning, answer: answer)
  }
}

extension Settlement.Meaning {
  fileprivate init(_ answer: AnswerClass) {
    switch answer {
    case .sent: self = .sent
    case .hardRecipient: self = .hardRecipient
    case .softRecipient: self = .softRecipient
    case .defer: self = .defer
    case .rateLimited: self = .rateLimited
    case .policySender: self = .policySender
    case .content: self = .content
    case .senderConfig: self = .senderConfig
    case .unknownPermanent: self = .unknownPermanent
    }
  }
}

extension Settlement {
  /// Whether the mailbox's server answers; nil: unknown.
  var hasAnswer: Bool? {
    switch meaning {
    case .unanswered, .unconfirmed, .unreachable, .hungUp: false
    case .returned, .crowded: nil
    case .sent, .hardRecipient, .softRecipient, .defer, .rateLimited, .policySender, .content,
      .senderConfig, .unknownPermanent, .withdrawn, .text:
      true
    }
  }

  /// Claimed, and never tried.
  init(returning item: ClaimedQueue.Item) {
    self.init(
      of: item.delivery, by: item.worker, .planned, meaning: .returned,
      answer: "the sender stopped before its turn came")
  }

  /// It waited here for longer than its lease. If the database has planned it again already, this
  /// finds nothing to return.
  init(lapsed item: ClaimedQueue.Item) {
    self.init(
      of: item.delivery, by: item.worker, .planned, meaning: .returned,
      answer: "its claim was over before its turn came")
  }

  /// Its mailbox's server is silent, and all connections to it are waiting.
  init(crowded item: ClaimedQueue.Item) {
    self.init(
      of: item.delivery, by: item.worker, .planned, meaning: .crowded,
      answer: "the mailbox's server is slow, and other emails wait for it")
  }
}

extension SMTPProblem {
  fileprivate var words: String {
    switch self {
    case .notReached(_, let why): "the server was not reached: \(why)"
    case .notSecured(_, let why): "the connection could not be secured: \(why)"
    case .notSMTP(let greeting): "what answered there is no mail server: \(greeting)"
    case .refused(let answer): "the server refused the connection: \(answer)"
    case .lost(let why), .hungUp(let why):
      "the connection was lost before the message began: \(why)"
    default: "\(self)"
    }
  }
}
