import Foundation
import TestKit
import Testing

@testable import Composing

/// The conformance cases of spintax-js that are made of choices only: `{…|…}`.
@Suite struct SpintaxTests {
  @Test(
    "S1-037 the conformance cases made of choices give what their own project expects",
    .sharedData("templates_spintax"))
  func theConformanceCasesPass() throws {
    let cases = try conformanceCases()
    for sample in cases {
      if sample.op == "validate" {
        let isValid = (try? MessageTemplate(parsing: sample.template)) != nil
        #expect(isValid == (sample.expect.verdict == "valid"), "\(sample.id)")
      } else if let oneOf = sample.expect.oneOf {
        for seed in UInt64(0)..<50 {
          let template = try MessageTemplate(parsing: sample.template)
          let made = try template.render([:], seed: seed, as: .html)
          #expect(oneOf.contains(made), "\(sample.id)")
          #expect(try template.render([:], seed: seed, as: .html) == made, "\(sample.id)")
        }
      } else {
        var told = sample.rng?.sequence ?? []
        let made = try MessageTemplate(parsing: sample.template).render([:], as: .html) { count in
          if sample.rng?.first == true { return 0 }
          return told.isEmpty ? count - 1 : told.removeFirst()
        }
        #expect(made == sample.expect.output, "\(sample.id)")
      }
    }
  }

  private func conformanceCases() throws -> [Sample] {
    let files = try FileManager.default.contentsOfDirectory(
      at: sharedData("templates_spintax").appending(path: "fixtures"),
      includingPropertiesForKeys: nil)
    let names: Set = ["render-deterministic", "render-rng", "render-rng-selection", "validate"]
    return try files.filter { names.contains($0.deletingPathExtension().lastPathComponent) }
      .flatMap { try JSONDecoder().decode([Sample].self, from: Data(contentsOf: $0)) }
      .filter { sample in
        sample.template.contains { "{}".contains($0) }
          && !sample.template.contains { "[]%#?:".contains($0) }
      }
  }
}

private struct Sample: Decodable {
  let id: String
  let op: String
  let template: String
  let rng: Choices?
  let expect: Expectation

  struct Expectation: Decodable {
    let output: String?
    let oneOf: [String]?
    let verdict: String?
  }

  /// `first`, `last`, or the numbers to choose one after the other.
  struct Choices: Decodable {
    var first = false
    var sequence: [Int]?

    init(from decoder: any Decoder) throws {
      if let word = try? decoder.singleValueContainer().decode(String.self) {
        first = word == "first"
      } else {
        sequence = try decoder.container(keyedBy: Key.self).decode([Int].self, forKey: .sequence)
      }
    }

    enum Key: String, CodingKey { case sequence }
  }
}
