import Foundation
import Testing

/// A folder of the data sets beside this project. A test that needs one says so: `.sharedData("name")`.
package func sharedData(_ name: String) -> URL {
  packageFolder.appending(path: "../shared/data").appending(path: name).standardizedFileURL
}

extension Trait where Self == ConditionTrait {
  /// The test is reported as skipped, with the reason, where one of these data sets is missing.
  package static func sharedData(_ names: String...) -> Self {
    let missing = names.filter {
      !FileManager.default.fileExists(atPath: TestKit.sharedData($0).path)
    }
    return .enabled(
      if: missing.isEmpty, "there is no ../shared/data/\(missing.joined(separator: ", "))")
  }
}
