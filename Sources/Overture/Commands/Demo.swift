import ArgumentParser
import Foundation
import Glibc
import Outreach
import Postgres

/// `overture demo`: loads the demo company into the database that is configured.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Load the demo company with test recipients and test mailboxes.")

  @OptionGroup var options: Options

  func run() throws {
    let settings = try options.settings()
    try settings.withDatabases { databases in
      try settings.prepare(databases)
      let sign = try settings.loadDemo(databases)
      let what = sign.isNew ? "loaded" : "there already"
      print("the demo company is \(what); sign in as \(sign.email) with \(sign.passwordWords)")
    }
  }
}

/// How to sign in to the demo company.
struct DemoSignIn {
  let email: String
  /// Nil: it was changed, or made on another machine.
  let password: String?
  let file: String
  let isNew: Bool
  /// Only this machine reaches the pages.
  let isLocal: Bool

  /// The password, if a terminal shows it or the pages are for this machine only. Otherwise the
  /// output ends in a journal, so it names the file and the command that sets another.
  var passwordWords: String {
    let another = "`overture password \(email)` sets another"
    guard let password else { return "the password that was set (\(another))" }
    return isLocal || isatty(1) == 1 ? password : "the password in \(file) (\(another))"
  }
}

extension Settings {
  /// Loads it if it is not there. Its password is random for each installation, and is stored
  /// beside the secret key: a page of another site that is opened on this machine could try a known
  /// one.
  func loadDemo(_ databases: Databases) throws -> DemoSignIn {
    let kept = try KeptDemoPassword(self)
    let known = try databases.queue.demoPassword()
    let password = try known.map { try kept.password(keptAs: $0, databases) }
    let secret = password == nil ? Password.oneTime() : nil
    let made = try secret.map { try Password(of: $0) }
    let demo = try databases.queue.loadDemo(
      home().appending(path: "Migrations/Demo"),
      through: databases.app, passwordHash: made?.kept ?? known ?? "",
      practicePort: number(.practicePort))
    if let secret, let made { try kept.keep(secret, as: made.kept) }
    // Thousands of rows were just added, and the first plans would be made without statistics.
    if demo.isNew, databases.hasOwner { try databases.owner.run("ANALYZE") }
    let isLocal =
      ["127.0.0.1", "::1", "localhost"].contains(self[.host]) && self[.publicURL].isEmpty
    return DemoSignIn(
      email: Demo.email, password: secret ?? password ?? nil, file: kept.path, isNew: demo.isNew,
      isLocal: isLocal)
  }
}

/// The file `demo-password`: the password, and below it the hash that the database stores, which
/// shows whether the password is still the current one.
private struct KeptDemoPassword {
  private let folder: OwnFolder
  private static let name = "demo-password"

  var path: String { "\(folder.path)/\(Self.name)" }

  init(_ settings: Settings) throws {
    guard let we = SystemUser(getuid()) else {
      throw Failure.refused("user \(getuid()) has no name on this machine")
    }
    let server = we.id == 0 ? SystemUser(named: "postgres") : nil
    folder = try settings.ownDataFolder(enteredBy: server ?? we)
  }

  /// The password that the database stores as `hash`, if it is the one in the file. In an
  /// installation whose password is the documented one, that is changed first.
  func password(keptAs hash: String, _ databases: Databases) throws -> String? {
    let lines = (folder.read(Self.name) ?? "").split(separator: "\n").map(String.init)
    if lines.count == 2, lines[1] == hash { return lines[0] }
    let kept = Password(kept: hash)
    if lines.count == 1, try kept.matches(lines[0]) {
      try keep(lines[0], as: hash)
      return lines[0]
    }
    guard lines.isEmpty, try kept.matches(Demo.documentedPassword) else { return nil }
    let secret = Password.oneTime()
    let new = try Password(of: secret).kept
    try databases.queue.changeDemoPassword(from: hash, to: new)
    try keep(secret, as: new)
    return secret
  }

  func keep(_ password: String, as hash: String) throws {
    try folder.write("\(password)\n\(hash)\n", to: Self.name)
  }
}
