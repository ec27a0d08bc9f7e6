import CSV
import Foundation
import TestKit
import Testing

@testable import Outreach

@Suite struct PhoneReadingTests {
  /// Valid or not, the number, its extension and region, and of what cannot be read the reason.
  @Test(.sharedData("phone_libphonenumber")) func agreesWithLibphonenumberOnItsImportCases() throws
  {
    let folder = sharedData("phone_libphonenumber")
    let file = try CSVFile(reading: folder.appending(path: "import_cases.csv"))
    let reasons = [
      "INVALID_COUNTRY_CODE": PhoneReading.Reason.noCountry, "NOT_A_NUMBER": .notANumber,
      "TOO_LONG": .tooLong, "TOO_SHORT_NSN": .tooShort,
    ]
    var agreed = 0
    var cases = 0
    try file.eachRecord { record in
      let cells = record.strings
      let reading = readPhone(cells[1], region: cells[2])
      let isRight =
        reading.e164 == cells[3] && reading.valid == (cells[4] == "true")
        && reading.extension == cells[6] && reading.region == cells[7]
        && (reading.reason == nil) == reading.valid
        && (cells[9].isEmpty || reading.reason == reasons[cells[9]])
      cases += 1
      agreed += isRight ? 1 : 0
    }
    let share = Double(agreed) / Double(cases)
    print("phone numbers: \(agreed) of \(cases) agree (\(share))")
    #expect(share >= 0.98)
  }

  @Test func theRegionIsTheNumbersOwn() {
    #expect(readPhone("+44 20 7946 0958", region: "US").region == "GB")
    #expect(readPhone("(212) 555-2368", region: "US").region == "US")
    #expect(readPhone("+229 01 95 12 34 56", region: "DE").region == "BJ")
    #expect(readPhone("call me", region: "DE").region == "")
  }

  @Test("two zeros in front stand for the plus of a country code")
  func zerosAreTheInternationalPrefix() {
    #expect(readPhone("0049 30 901820", region: "").e164 == "+4930901820")
    #expect(!readPhone("00 1", region: "").valid)
    #expect(readPhone("0011 49 30 901820", region: "AU").e164 == "+4930901820")
  }

  @Test func saysWhatIsWrong() {
    #expect(readPhone("0555 12", region: "DE").reason == .unassigned)
    #expect(readPhone("+229 01 95 12 34 56", region: "").e164 == "+2290195123456")
    #expect(readPhone("call me", region: "DE").reason == .notANumber)
    #expect(readPhone("030 901820", region: "de").e164 == "+4930901820")
    #expect(readPhone("+49 30 901820 ext. 17", region: "").extension == "17")
  }
}
