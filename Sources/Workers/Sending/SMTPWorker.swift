import Foundation
import Mail
import Outreach
import Postgres

/// One connection to a mail server, and the thread that drives it: takes deliveries, composes their
/// emails, transmits them, and reports the outcome of each. Only it knows whether a byte has left.
final class SMTPWorker {
  private let queue: ClaimedQueue
  private let keys: MailboxKeys
  private let composer: Composer
  private let pace: Pace
  private let committer: TransmissionCommitter
  private let settlements: SettlementWriter
  private let refused: RefusedCampaigns
  private let settings: SenderSettings
  private let cancellation: Cancellation
  private var connection: SMTPConnection?
  private var mailbox: Mailbox.ID?
  private var openedAt = ContinuousClock.now
  /// The settlement of the previous delivery.
  private var ticket: SettlementWriter.Ticket?

  init(
    queue: ClaimedQueue, keys: MailboxKeys, composer: Composer, pace: Pace,
    committer: TransmissionCommitter,
    settlements: SettlementWriter, refused: RefusedCampaigns, settings: SenderSettings,
    cancellation: Cancellation
  ) {
    self.queue = queue
    self.keys = keys
    self.composer = composer
    self.pace = pace
    self.committer = committer
    self.settlements = settlements
    self.refused = refused
    self.settings = settings
    self.cancellation = cancellation
  }

  func run() {
    var done: ClaimedQueue.Done?
    while let item = queue.next(after: done, preferring: mailbox, whenEmpty: leave) {
      let settlement = process(item)
      ticket = settlements.enqueue(settlement)
      done = ClaimedQueue.Done(item: item, hasAnswer: settlement.hasAnswer)
    }
    leave()
  }

  private func process(_ item: ClaimedQueue.Item) -> Settlement {
    guard !item.isOver else { return Settlement(lapsed: item) }
    do {
      let sender = try keys.entry(of: item.delivery)
      let mail = try composer.compose(item.delivery, from: sender)
      return try transmit(mail, item, from: sender)
    } catch {
      guard !cancellation.isRequested else { return Settlement(returning: item) }
      if let error = error as? PostgresError { refused.note(error, of: item.delivery) }
      return Settlement(of: item.delivery, by: item.worker, error)
    }
  }

  private func transmit(
    _ mail: Composer.Mail, _ item: ClaimedQueue.Item, from sender: MailboxKeys.Entry
  ) throws -> Settlement {
    let isReused = try prepareConnection(for: item.delivery.mailbox, to: sender.server)
    do {
      return try send(mail, item, from: sender)
    } catch let problem as SMTPProblem
      where problem.isLoss && isReused && !cancellation.isRequested
    {
      // Servers close a connection after a number of messages, without notice. Not a byte has left.
      connection = nil
      _ = try prepareConnection(for: item.delivery.mailbox, to: sender.server)
      return try send(mail, item, from: sender)
    }
  }

  private func send(
    _ mail: Composer.Mail, _ item: ClaimedQueue.Item, from sender: MailboxKeys.Entry
  ) throws -> Settlement {
    guard let connection else { throw SMTPProblem.lost("there is no connection") }
    let delivery = item.delivery
    let answer = try connection.send(
      from: try MailAddress(sender.mailbox.email).onTheWire(),
      to: try MailAddress(delivery.email).onTheWire(), data: mail.bytes
    ) {
      _ = ticket?.result()
      let mayLeave = try pace.depart(delivery) { takesSlot in
        guard !item.isOver else { return nil }
        let leave = try committer.leave(
          for: Departure(of: delivery, links: mail.links, takesSlot: takesSlot),
          by: item.worker, hasSlot: Pace.holdsBack(delivery) && !takesSlot)
        refused.clear(delivery)
        return leave
      }
      // Checked again: the machine may have been suspended in between, and the claim lost.
      return mayLeave && !item.isOver
    }
    guard let answer else {
      self.connection = nil
      return Settlement(
        of: delivery, by: item.worker, .unconfirmed,
        // The sender had to end, which says nothing about the mailbox's server.
        meaning: cancellation.isRequested ? .unconfirmed : .unanswered, answer: doubt(connection),
        subject: mail.subject, text: mail.text)
    }
    return Settlement(of: delivery, by: item.worker, answer, mail)
  }

  private func doubt(_ connection: SMTPConnection) -> String {
    if let answer = connection.unclearAnswer {
      return "the server's answer to the message says neither yes nor no: "
        + answer.description.filter { $0 != "\0" }.prefix(1_000)
    }
    return cancellation.isRequested
      ? "the sender had to end before the server's answer to the message"
      : "the connection ended before the server's answer to the message"
  }

  /// True if the connection has already carried messages.
  private func prepareConnection(for mailbox: Mailbox.ID, to server: SMTPServer) throws -> Bool {
    if let connection, self.mailbox == mailbox, connection.server == server, connection.isOpen,
      connection.messages < settings.messagesPerConnection,
      openedAt.duration(to: .now) < settings.connectionAge
    {
      return connection.messages > 0
    }
    leave()
    connection = try SMTPConnection(server, until: cancellation)
    self.mailbox = mailbox
    openedAt = .now
    return false
  }

  private func leave() {
    connection?.quit()
    connection = nil
  }
}

extension SMTPProblem {
  /// A connection that was open has ended before a byte of the message left.
  fileprivate var isLoss: Bool {
    switch self {
    case .lost, .hungUp: true
    default: false
    }
  }
}
