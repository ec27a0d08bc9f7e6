import Postgres

/// One line of the conversation log: a row of `messages`.
package enum Message {
  package typealias ID = Outreach.ID<Message>

  package enum Direction: String, SQLValue, Sendable, CaseIterable {
    case outbound, inbound
  }

  package enum State: String, SQLValue, Sendable, CaseIterable {
    case draft, sent, received
  }
}
