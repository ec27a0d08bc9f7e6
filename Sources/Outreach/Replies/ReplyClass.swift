extension Reply {
  /// The meaning of a reply. This file imports nothing: Scripts/fuzz compiles it without a database.
  package enum Class: String, Sendable, CaseIterable {
    case positive
    case neutral
    case negative
    case notNow = "not_now"
    case wrongPerson = "wrong_person"
    case outOfOffice = "ooo"
    case unsubscribe
  }
}
