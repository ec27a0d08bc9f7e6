import ArgumentParser
import Outreach
import Postgres

/// `overture demo`: loads the demo company into the database that is configured.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Load the demo company, whose people and mailboxes are invented.")

  @OptionGroup var options: Options

  func run() throws {
    let settings = try options.settings()
    try withDatabase {
      let databases = try settings.databases()
      let sign = try settings.loadDemo(databases)
      print("the demo company is loaded; sign in as \(sign.email) with \(sign.password)")
    }
  }
}

/// How to sign in to the demo company.
struct DemoSignIn {
  let email: String
  let password: String
  let isNew: Bool
}
