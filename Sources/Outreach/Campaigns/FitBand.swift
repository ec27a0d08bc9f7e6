/// The bands of a fit score, from 0 to 10: each from its lowest score on, up to the next.
package enum FitBand: Int, CaseIterable, Sendable {
  case mismatch = 0
  case moderate = 5
  case excellent = 8

  package init(of score: Double) {
    self = Self.allCases.last { Double($0.lowest) <= score } ?? .mismatch
  }

  /// The lowest score of the band.
  package var lowest: Int { rawValue }

  /// The band's part of the ten buckets that scores are counted in, [0, 1) to [9, 10].
  package var buckets: Range<Int> {
    lowest..<(Self.allCases.first { $0.lowest > lowest }?.lowest ?? 10)
  }

  /// How many of these ten buckets' scores lie in the band.
  package func sum(of buckets: [Int]) -> Int {
    buckets.indices.filter(self.buckets.contains).reduce(0) { $0 + buckets[$1] }
  }
}
