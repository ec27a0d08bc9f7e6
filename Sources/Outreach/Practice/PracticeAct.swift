import Foundation
import Postgres

/// An action of a test recipient on an email of ours.
package struct PracticeAct: Sendable {
  package enum Kind: String, SQLValue, Sendable, Codable, CaseIterable {
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

  /// A future act: this many seconds after the email was accepted.
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
  /// The contact's language, ISO 639-1; empty if it is not known.
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
  /// Stores an email that the practice server accepted, with the future acts of its recipient. As
  /// `overture_worker`: the email itself tells which workspace it belongs to. False: it belongs to
  /// none here.
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

  /// Takes the due acts of all workspaces; each is handed out once.
  package func takePracticeActs(atMost count: Int) throws -> [PracticeAct] {
    try all("SELECT * FROM fn.take_practice_acts(\(count))")
  }
}
