import ArgumentParser
import Foundation
import Glibc
import Outreach
import Postgres

/// `overture owner EMAIL`: the first person of a workspace.
struct Owner: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make somebody the owner of a workspace.",
    discussion: """
      The password is read from the terminal, or from standard input where that is none; never from \
      the command line, which others on the machine can read.
      """)

  @OptionGroup var options: Options

  @Argument(help: "Their e-mail address, which is the name they sign in with.")
  var email: String

  @Option(help: "Their name; else the part of the address before the @.")
  var name: String?

  @Option(help: "The workspace; it is made when there is none of this name.")
  var workspace = "Main"

  func run() throws {
    let settings = try options.settings()
    guard email.contains("@") else { throw ValidationError("\(email) has no @ sign") }
    let password = try readPassword()
    try settings.withDatabases { databases in
      try settings.prepare(databases)
      do {
        _ = try databases.queue.makeOwner(
          email: email, name: name ?? String(email.prefix { $0 != "@" }), password: password,
          workspace: workspace)
      } catch Refusal.invalid(let why) {
        throw Failure.refused("this password will not do: \(why)")
      }
    }
    print("\(email) owns the workspace \(workspace)")
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

  /// Asks without showing what is typed.
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
