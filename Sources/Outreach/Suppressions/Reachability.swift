import Postgres

package enum Channel: String, SQLValue, Sendable, CaseIterable {
  case email
  case linkedin
  case phone
  case whatsapp
  case sms
  case meeting
  case post
  case other
}

extension Queryable {
  /// May this contact be reached over this channel, whatever the campaign?
  package func mayContact(_ contact: Contact.ID, over channel: Channel) throws -> Bool {
    try value("SELECT fn.may_contact(\(contact), \(channel))")
  }

  /// Why not; nil where it may.
  package func refusal(
    of contact: Contact.ID, over channel: Channel
  ) throws -> ContactRefusal? {
    try rows("SELECT fn.contact_refusal(rule.workspace(), \(contact), \(channel)) AS why")
      .first?[optional: "why"]
  }
}
