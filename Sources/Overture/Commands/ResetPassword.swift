import ArgumentParser
import Outreach

/// `overture password EMAIL`: replaces a forgotten password.
struct ResetPassword: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "password",
    abstract: "Give a person a one-time password in place of a forgotten one.",
    discussion: """
      The one-time password is printed once and is valid for 7 days; at the first sign-in they choose one of \
      their own. Their sessions end. Their workspaces and roles stay as they are.
      """)

  @OptionGroup var options: Options

  @Argument(help: "The email address that they sign in with.")
  var email: String

  func run() throws {
    let settings = try options.settings()
    try settings.readWords()
    let secret = Password.oneTime()
    try settings.withDatabases { databases in
      try settings.prepare(databases)
      do {
        try databases.queue.resetPassword(ofAccount: email, to: try Password(of: secret))
      } catch Refusal.notFound(let why) {
        throw Failure.refused(why)
      }
    }
    print("\(email) signs in with the one-time password \(secret), which is valid for 7 days")
  }
}
