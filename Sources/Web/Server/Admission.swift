/// What is decided about a request when only its head is there, before a large body is read.
package enum Admission: Sendable {
  /// The body is read, files and all.
  case admitted
  /// The body is read; a file in it only when the fields before it pass this test. For a form whose
  /// token is one of its fields.
  case admittedBehind(@Sendable (Form) -> Bool)
  /// This is the answer, and the body is not read.
  case refused(Response)

  var files: FileRule {
    switch self {
    case .admitted: .taken
    case .admittedBehind(let isOurs): .takenBehind(isOurs)
    case .refused: .refused
    }
  }
}

/// What a request spends its time with. Each but `pages` has only a part of the workers, so that
/// whatever holds it up does not hold up the pages.
package enum Lane: Sendable {
  case pages
  /// Hashes passwords: a third of a second of a core each.
  case passwords
  /// Waits for a server that is not ours.
  case network
}
