import Foundation
import TestKit

/// One input that was wrong in the field, with what is right: a folder of `Cases`.
struct FieldCase: CustomStringConvertible, Sendable {
  let name: String
  let folder: URL
  let check: String
  private let expected: Data

  var description: String { name }

  /// All cases of one check, by name.
  static func all(_ check: String) -> [FieldCase] {
    let root = packageFolder.appending(path: "Tests/WorkersTests/Replies/FieldCases/Cases")
    let folders = try? FileManager.default.contentsOfDirectory(
      at: root, includingPropertiesForKeys: nil)
    return (folders ?? []).compactMap(FieldCase.init).filter { $0.check == check }
      .sorted { $0.name < $1.name }
  }

  private init?(_ folder: URL) {
    guard let data = try? Data(contentsOf: folder.appending(path: "expected.json")),
      let fields = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let check = fields["check"] as? String
    else { return nil }
    name = folder.lastPathComponent
    self.folder = folder
    self.check = check
    expected = data
  }

  /// What the inspection must say, by the names of its fields.
  var wanted: [String: Any] {
    let fields = try? JSONSerialization.jsonObject(with: expected) as? [String: Any]
    return fields?["want"] as? [String: Any] ?? [:]
  }

  /// What must come out, in words.
  var words: String {
    let fields = try? JSONSerialization.jsonObject(with: expected) as? [String: Any]
    return fields?["expected"] as? String ?? ""
  }

  func bytes(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: file)))
  }
}
