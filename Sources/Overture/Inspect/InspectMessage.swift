import ArgumentParser
import Workers

/// `overture inspect message FILE…`
struct InspectMessage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "message", abstract: "What a received message is, and what it says.",
    discussion: "With -, each line of standard input names a file.")

  @Argument(help: "Files, or -.")
  var files: [String]

  func run() throws {
    try Settings(flags: [:], file: nil).readWords()
    var answers = Answers()
    let reader = RuleReader()
    for file in inputs(files) {
      answers.answer(file) {
        MessageInspection(of: Array(try fileBytes(file)), file: file, reader: reader)
      }
    }
    try answers.end()
  }
}
