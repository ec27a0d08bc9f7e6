import ArgumentParser
import Foundation
import Glibc
import Outreach
import Postgres

/// `overture owner EMAIL`: creates the first person of a workspace.
struct Owner: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a person the owner of a workspace.",
    discussion: """
      A person who is a member of the workspace already keeps their role, unless --promote is given. To \
      reset a forgotten password, use `overture password`.

      The password is read from the terminal, or from standard input if that is not a terminal; never from \
      the command line, which others on the machine can read.
      """)

  @OptionGroup var options: Options

  @Argument(help: "The email address that they sign in with.")
  var email: String

  @Option(help: "Their name; by default the part of the address before the @.")
  var name: String?

  @Option(help: "The workspace; it is created if there is none with this name.")
  var workspace = "Main"

  @Flag(help: "Make a person owner who is a member of the workspace with another role.")
  var promote = false

  func run() throws {
    let settings = try options.settings()
    try settings.readWords()
    guard email.contains("@") else { throw ValidationError("\(email) has no @ sign") }
    let password = try readPassword()
    let made = try settings.withDatabases { databases in
      try settings.prepare(databases)
      do {
        return try databases.queue.makeOwner(
          email: email, name: name ?? String(email.prefix { $0 != "@" }), password: password,
          workspace: workspace, promotes: promote)
      } catch Refusal.invalid(let why) {
        throw Failure.refused("this password is not accepted: \(why)")
      }
    }
    guard made.role != .owner else {
      print("\(email) owns the workspace \(workspace)")
      return
    }
    let role = made.role.rawValue.replacing("_", with: " ")
    print(
      "\(email) has a new password and keeps the role \(role) in the workspace \(workspace); "
        + "--promote makes them an owner")
  }

  private func readPassword() throws -> String {
    guard isatty(0) == 1 else {
      guard let line = readLine(), !line.isEmpty else {
        throw Failure.refused("standard input holds no password")
      }
      return line
    }
    let first = try ask("Password: ")
    guard try ask("Once more: ") == first else { throw Failure.refused("the two differ") }
    return first
  }

  /// Asks without echoing the input.
  private func ask(_ question: String) throws -> String {
    FileHandle.standardError.write(Data(question.utf8))
    var before = termios()
    tcgetattr(0, &before)
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(0, TCSAFLUSH, &silent)
    defer {
      tcsetattr(0, TCSAFLUSH, &before)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    guard let line = readLine(), !line.isEmpty else { throw Failure.refused("no password") }
    return line
  }
}
