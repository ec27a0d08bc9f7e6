import Foundation
import TestKit
import Testing

/// docs/features.md says what works. Nothing stands there that no test proves, and no test proves
/// what does not stand there.
@Suite struct FeatureTests {
  @Test func everyFeatureIsProvedByATestThatNamesIt() throws {
    let named = try namedByTests()

    #expect(try listed().subtracting(named) == [], "without a test that names it")
  }

  @Test func everyFeatureThatATestNamesIsListed() throws {
    #expect(try namedByTests().subtracting(listed()) == [], "not in docs/features.md")
  }

  @Test func featuresAreListedInOrder() throws {
    let lines = try text().matches(of: #/^- (S\d-\d{3}) — /#.anchorsMatchLineEndings())
    let ids = lines.map { String($0.1) }

    #expect(ids == ids.sorted())
  }

  /// The file that a line names is there and has a test with the line's number.
  @Test func eachLineNamesAFileThatProvesIt() throws {
    let lines = try text().split(separator: "\n").filter { $0.hasPrefix("- S") }
    for line in lines {
      let parts = line.firstMatch(of: /^- (S\d-\d{3}) — .* \(([\w\/]+Tests(?:\/\w+)?)\)$/)
      let (_, id, path) = try #require(parts, "\(line)").output
      let test = try? String(
        contentsOf: packageFolder.appending(path: "Tests/\(path).swift"), encoding: .utf8)
      #expect(test?.contains(id) == true, "\(id) in \(path)")
    }
  }

  private func listed() throws -> Set<String> {
    Set(
      try text().matches(of: #/^- (S\d-\d{3}) — /#.anchorsMatchLineEndings()).map { String($0.1) })
  }

  private func text() throws -> String {
    try String(
      contentsOf: packageFolder.appending(path: "docs/features.md"), encoding: .utf8)
  }

  /// `@Test("S3-122 a change is kept")`, `def test_s3_122_…`, and pgTAP's `'S3-122 …'`.
  private func namedByTests() throws -> Set<String> {
    var named: Set<String> = []
    for (ending, sign) in [
      (".swift", #/@Test\(\s*"([^"]*)"/#), (".sql", #/'((?:S\d-\d{3}[, ])[^']*)'/#),
      (".py", #/def test_(\w+)/#),
    ] {
      for text in try files(under: "Tests", ending: ending).values {
        for match in text.matches(of: sign) {
          for id in match.1.matches(of: #/[Ss](\d)[-_](\d{3})/#) {
            named.insert("S\(id.1)-\(id.2)")
          }
        }
      }
    }
    return named
  }
}
