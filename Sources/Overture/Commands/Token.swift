import ArgumentParser
import Foundation
import Outreach

/// `overture token create NAME`: a token of the API for a script.
struct Token: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make tokens for the API.", subcommands: [Create.self])

  /// Makes a token and prints it.
  struct Create: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a token and print it, once.",
      discussion: """
        A program with the token works as one member, within the rights that you name. Tokens are listed \
        and revoked under Settings, API tokens.
        """)

    @OptionGroup var options: Options

    @Argument(help: "The program that uses it.")
    var name: String

    @Option(help: "The workspace that it works in.")
    var workspace = "Main"

    @Option(
      help: "Its rights, with commas: \(Right.allCases.map(\.rawValue).joined(separator: ", ")).")
    var rights: String

    @Option(help: "The email address of the member it works as; by default the first owner.")
    var person: String?

    @Option(help: "Days until it expires; 0: never.")
    var days = 90

    func run() throws {
      let settings = try options.settings()
      let named = rights.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      let chosen = Right.allCases.filter { named.contains($0.rawValue) }
      if let unknown = named.first(where: { Right(rawValue: $0) == nil }) {
        throw ValidationError("\(unknown) is not a right")
      }
      guard !chosen.isEmpty else { throw ValidationError("name at least one right") }
      guard (0...3_650).contains(days) else { throw ValidationError("--days is from 0 to 3650") }
      guard !name.isEmpty, name.count <= 200 else {
        throw ValidationError("a name has 1 to 200 characters")
      }
      let draft = APITokenDraft(
        name: name, rights: chosen,
        expiresAt: days == 0 ? nil : Date(timeIntervalSinceNow: Double(days) * 86_400))
      let token = try settings.withDatabases { databases in
        try settings.prepare(databases)
        do {
          return try databases.queue.makeAPIToken(draft, workspace: workspace, email: person)
        } catch Refusal.notFound(let why), Refusal.invalid(let why) {
          throw Failure.refused(why)
        }
      }
      print(token)
    }
  }
}
