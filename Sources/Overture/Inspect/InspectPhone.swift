import ArgumentParser
import Outreach

/// `overture inspect phone [--region XX] NUMBER…`
struct InspectPhone: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phone", abstract: "What a phone number is.",
    discussion: "With -, each line of standard input is a number, a tab and its region.")

  @Argument(help: "Numbers, or -.")
  var numbers: [String]

  @Option(help: "ISO 3166 code of the country in which the number was written down.")
  var region = ""

  func run() throws {
    var answers = Answers()
    for input in inputs(numbers) {
      let parts = input.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      let number = numbers == ["-"] ? String(parts[0]) : input
      let region = numbers == ["-"] && parts.count == 2 ? String(parts[1]) : region
      answers.answer(number) { PhoneAnswer(number, readPhone(number, region: region)) }
    }
    try answers.end()
  }
}

private struct PhoneAnswer: Encodable {
  let input: String
  /// The number's own; null, like the others, if there is none.
  let region: String?
  let valid: Bool
  let e164: String?
  let `extension`: String?
  let reason: String?

  enum Key: String, CodingKey {
    case input, region, valid, e164, `extension`, reason
  }

  init(_ input: String, _ reading: PhoneReading) {
    self.input = input
    region = present(reading.region)
    valid = reading.valid
    e164 = present(reading.e164)
    self.extension = present(reading.extension)
    reason = reading.reason?.rawValue
  }

  /// Each key is always there.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(input, forKey: .input)
    try fields.encode(region, forKey: .region)
    try fields.encode(valid, forKey: .valid)
    try fields.encode(e164, forKey: .e164)
    try fields.encode(self.extension, forKey: .extension)
    try fields.encode(reason, forKey: .reason)
  }
}

/// A missing value is null, not an empty text.
private func present(_ text: String) -> String? { text.isEmpty ? nil : text }
