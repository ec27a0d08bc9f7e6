import Foundation
import Outreach
import TestKit
import Testing

@testable import Site

/// The clock of a positive reply: worded here, and counted down by the script.
@Suite struct ClockTests {
  /// The browser test asks the script for the same words.
  @Test func aDurationIsWordedAsTheScriptWordsIt() throws {
    let file = packageFolder.appending(path: "Tests/Browser/durations.json")
    let durations = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))

    #expect(durations.count > 10)
    for (seconds, words) in durations {
      #expect(Words.duration(seconds: try #require(Int(seconds))) == words)
    }
  }

  @Test func anAnswerIsDueSoonFromTheSameTimeOnEverywhere() {
    let now = Date(timeIntervalSince1970: 1_800_000_000)
    let soon = WaitingFigures.soon

    let clocks = [-1, 0, soon, soon + 60].map {
      SLAClock(due: now.addingTimeInterval($0), of: 24, now: now)
    }

    #expect(clocks.map(\.state) == ["late", "soon", "soon", ""])
    #expect(clocks.allSatisfy { Double($0.soon) == soon })
    #expect(Words.hours(soon) == "4 hours" && Words.hours(3_600) == "1 hour")
  }

  @Test func theRingIsDrawnInPercent() {
    let now = Date(timeIntervalSince1970: 1_800_000_000)

    let shares = [-1, 0, 6, 24, 48].map {
      SLAClock(due: now.addingTimeInterval($0 * 3_600), of: 24, now: now).dash
    }

    #expect(shares == ["0.0", "0.0", "25.0", "100.0", "100.0"])
  }
}
