import HTTPTypes
import Outreach
import Postgres
import Web

extension Site {
  func confirmMailboxRemoval(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    return try page(
      ConfirmPage(
        frame: frame(.mailboxes), question: "Remove \(mailbox.email)?",
        stays:
          "What it sent stays on record, and answers are still matched to it. Its password and "
          + "key are deleted.",
        action: "/mailboxes/\(mailbox.id)/remove", verb: "Remove 1 mailbox",
        back: "/mailboxes/\(mailbox.id)"))
  }

  func removeMailbox(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    do {
      try database.savepoint { try database.archive(mailbox: mailbox.id) }
      return try seeOther("/mailboxes", saying: .done("\(mailbox.email) was removed."))
    } catch Refusal.conflict(let why) {
      return try seeOther("/mailboxes/\(mailbox.id)", saying: .bad(why))
    }
  }
}
