import Foundation
import Mail
import Outreach
import Postgres

/// One connection to a mail server, and the thread that drives it: takes deliveries, writes their
/// mails, hands them over, and says what became of each. It is the only one that knows whether a
/// byte has left.
final class Lane {
  private let tray: Tray
  private let keys: MailboxKeys
  private let composer: Composer
  private let pace: Pace
  private let departures: Departures
  private let records: Records
  private let settings: SenderSettings
  private var connection: SMTPConnection?
  private var mailbox: Int?
  private var openedAt = ContinuousClock.now
  /// Of the delivery before.
  private var ticket: Records.Ticket?

  init(
    tray: Tray, keys: MailboxKeys, composer: Composer, pace: Pace, departures: Departures,
    records: Records, settings: SenderSettings
  ) {
    self.tray = tray
    self.keys = keys
    self.composer = composer
    self.pace = pace
    self.departures = departures
    self.records = records
    self.settings = settings
  }

  func run() {
    while let item = tray.take(preferring: mailbox) {
      ticket = records.keep(carry(item))
      tray.release(item.delivery.mailbox)
      if tray.count == 0 { leave() }
    }
    leave()
  }

  private func carry(_ item: Tray.Item) -> Settlement {
    do {
      let sender = try keys.entry(of: item.delivery)
      let mail = try composer.compose(item.delivery, from: sender)
      return try hand(over: mail, item, from: sender)
    } catch {
      return Settlement(of: item.delivery, by: item.worker, error)
    }
  }

  private func hand(
    over mail: Composer.Mail, _ item: Tray.Item, from sender: MailboxKeys.Entry
  ) throws -> Settlement {
    let isReused = try prepareConnection(for: item.delivery.mailbox, to: sender.server)
    do {
      return try send(mail, item, from: sender)
    } catch SMTPProblem.lost where isReused {
      // Servers close a connection after so many messages, without a word. Not a byte has left.
      connection = nil
      _ = try prepareConnection(for: item.delivery.mailbox, to: sender.server)
      return try send(mail, item, from: sender)
    }
  }

  private func send(
    _ mail: Composer.Mail, _ item: Tray.Item, from sender: MailboxKeys.Entry
  ) throws -> Settlement {
    guard let connection else { throw SMTPProblem.lost("there is no connection") }
    let delivery = item.delivery
    let departure = Departure(
      workspace: delivery.workspace, delivery: delivery.id, links: mail.links)
    let answer = try connection.send(
      from: try MailAddress(sender.mailbox.email).onTheWire(),
      to: try MailAddress(delivery.email).onTheWire(), data: mail.bytes
    ) {
      ticket?.wait()
      return try pace.depart(delivery) { try departures.mayLeave(departure, by: item.worker) }
    }
    guard let answer else {
      self.connection = nil
      return Settlement(
        of: delivery, by: item.worker, .inDoubt, meaning: "in_doubt",
        answer: "the connection ended before the server's answer to the message",
        subject: mail.subject, text: mail.text)
    }
    return Settlement(of: delivery, by: item.worker, answer, mail)
  }

  /// True when the connection has carried messages already.
  private func prepareConnection(for mailbox: Int, to server: SMTPServer) throws -> Bool {
    if let connection, self.mailbox == mailbox, connection.server == server, connection.isOpen,
      connection.messages < settings.messagesPerConnection,
      openedAt.duration(to: .now) < settings.connectionAge
    {
      return connection.messages > 0
    }
    leave()
    connection = try SMTPConnection(server)
    self.mailbox = mailbox
    openedAt = .now
    return false
  }

  private func leave() {
    connection?.quit()
    connection = nil
  }
}
