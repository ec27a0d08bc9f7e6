import ArgumentParser
import Foundation
import Outreach
import Postgres

/// `overture demo`: loads the demo company into the database that is configured.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Load the demo company, whose people and mailboxes are invented.")

  @OptionGroup var options: Options

  func run() throws {
    let settings = try options.settings()
    try settings.withDatabases { databases in
      try settings.prepare(databases)
      let sign = try settings.loadDemo(databases)
      let what = sign.isNew ? "loaded" : "there already"
      print("the demo company is \(what); sign in as \(sign.email) with \(sign.password)")
    }
  }
}

/// How to sign in to the demo company.
struct DemoSignIn {
  let email: String
  /// What may be said of the password where others may read it, in a journal: itself where it stands in the
  /// documents anyway, else the file that holds it.
  let password: String
  let isNew: Bool
}

extension Settings {
  /// Loads it when it is not there. On loopback the password may stand in the documents; where
  /// others can reach the pages it is made by chance, and kept beside the secret key.
  func loadDemo(_ databases: Databases) throws -> DemoSignIn {
    let isLocal = ["127.0.0.1", "::1", "localhost"].contains(self[.host])
    let file = try dataFolder().appending(path: "demo-password")
    let secret = isLocal ? Demo.localPassword : try chancePassword(in: file)
    let demo = try databases.queue.loadDemo(
      through: databases.app, passwordHash: Password(of: secret).kept,
      practicePort: number(.practicePort, in: 1...65535))
    // Thousands of rows came at once, and the first plans would be made for none.
    if demo.isNew { try databases.owner.run("ANALYZE") }
    return DemoSignIn(
      email: Demo.email, password: isLocal ? secret : "the password in \(file.path)",
      isNew: demo.isNew)
  }

  private func chancePassword(in file: URL) throws -> String {
    if let kept = try? String(contentsOf: file, encoding: .utf8) { return kept }
    let made = Password.oneTime()
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: Data(made.utf8), attributes: [.posixPermissions: 0o600])
    else { throw Failure.refused("\(file.path) cannot be written") }
    return made
  }
}
