import ArgumentParser
import Composing
import Outreach

/// `overture inspect template FILE --lead FILE [--seed N]`
struct InspectTemplate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "What a template says to one lead.",
    discussion: """
      The file's first line may be "Subject: …", followed by an empty line; the rest is the body. \
      With -, each line of standard input names a file.
      """)

  @Argument(help: "Files, or -.")
  var files: [String]

  @Option(help: "A file with a JSON object of the lead's fields.")
  var lead: String

  @Option(help: "Which of the choices are taken.")
  var seed: UInt64 = 0

  func run() throws {
    var answers = Answers()
    let fields = try leadText()
    for file in inputs(files) {
      answers.answer(file) { inspectTemplate(try fileText(file), lead: fields, seed: seed) }
    }
    try answers.end()
  }

  private func leadText() throws -> String {
    do {
      return try fileText(lead)
    } catch let failure as Failure {
      throw Failure.refused("\(lead): \(failure.message)")
    }
  }
}
