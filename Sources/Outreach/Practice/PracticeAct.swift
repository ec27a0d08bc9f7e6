import Foundation
import Postgres

/// Something that an invented person does about an email of ours.
package struct PracticeAct: Sendable {
  package enum Kind: String, SQLValue, Sendable, Codable {
    case open
    case machineOpen = "machine_open"
    case click
    case machineClick = "machine_click"
    case oneClick = "one_click"
    case unsubscribePage = "unsubscribe_page"
    case hardBounce = "hard_bounce"
    case softBounce = "soft_bounce"
    case complaint
    case outOfOffice = "ooo"
    case positive
    case neutral
    case negative
    case notNow = "not_now"
    case wrongPerson = "wrong_person"
    case unsubscribe
  }

  /// An act to come: so many seconds after the mail was taken in.
  package struct Planned: Sendable, Codable {
    package let after: Int
    package let act: Kind
    package let seed: Int

    package init(after: Int, _ act: Kind, seed: Int) {
      self.after = after
      self.act = act
      self.seed = seed
    }
  }

  package typealias ID = Outreach.ID<PracticeAct>

  package let workspace: Workspace.ID
  package let id: ID
  package let act: Kind
  package let seed: Int
  package let mailbox: Mailbox.ID?
  package let messageID: String
  package let sender: String
  package let recipient: String
  package let recipientName: String
  /// What the contact speaks, ISO 639-1; empty where it is not known.
  package let language: String
  package let raw: [UInt8]
}

extension PracticeAct: RowDecodable {
  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["act_id"]
    act = try row["act"]
    seed = try row["seed"]
    mailbox = try row[optional: "mailbox_id"]
    messageID = try row["message_id"]
    sender = try row["sender"]
    recipient = try row["recipient"]
    recipientName = try row["recipient_name"]
    language = try row["language"]
    raw = try (row["raw"] as Bytes).bytes
  }
}

extension Database {
  /// Keeps a mail that the practice server took in, and what its recipient is going to do about it.
  /// As `overture_worker`: the mail itself tells whose it is. False: nobody's here.
  package func keepPracticeMail(
    messageID: String, sender: String, recipient: String, raw: [UInt8],
    acts: [PracticeAct.Planned]
  ) throws -> Bool {
    try value(
      """
      SELECT fn.keep_practice_mail(\(messageID), \(sender), \(recipient), \(Bytes(raw)),
        \(JSONText(encoding: acts)))
      """)
  }

  /// Takes acts whose time has come, of all workspaces; each is given out once.
  package func takePracticeActs(atMost count: Int) throws -> [PracticeAct] {
    try all("SELECT * FROM fn.take_practice_acts(\(count))")
  }
}
