import Outreach
import Testing

@Suite struct FitBandTests {
  @Test(
    arguments: [
      (0.0, .mismatch), (4.9, .mismatch), (5, .moderate), (7.9, .moderate), (8, .excellent),
      (10, .excellent), (-1, .mismatch),
    ] as [(Double, FitBand)])
  func aScoreIsInOneBand(score: Double, band: FitBand) {
    #expect(FitBand(of: score) == band)
  }

  @Test func eachBucketIsInOneBand() {
    #expect(FitBand.allCases.flatMap(\.buckets) == Array(0..<10))
    for band in FitBand.allCases {
      #expect(band.buckets.allSatisfy { FitBand(of: Double($0)) == band })
    }
    #expect(
      FitBand.allCases.map { $0.sum(of: [1, 1, 1, 1, 1, 10, 10, 10, 100, 100]) } == [5, 30, 200])
  }
}
