import Foundation
import TestKit
import Testing

@testable import CSV

@Suite struct CSVFileTests {
  /// The answers stand beside the files. One is left out: its JSON is another file's. The files of
  /// the set have lost their CRLF on the way.
  @Test(.sharedData("csv_spectrum")) func readsTheFilesOfTheSpectrumAsTheirAuthorsDo() throws {
    let folder = sharedData("csv_spectrum")
    let answers = folder.appending(path: "json")
    for name in try FileManager.default.contentsOfDirectory(atPath: answers.path).sorted()
    where name != "location_coordinates.json" {
      let expected = try JSONDecoder().decode(
        [[String: String]].self, from: Data(contentsOf: answers.appending(path: name)))
      let file = folder.appending(path: "csvs/\(name.dropLast(5)).csv")
      let table = try table(file)
      let found = table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0)) }
      let wanted = expected.map { $0.mapValues { $0.replacing("\r\n", with: "\n") } }
      #expect(found == wanted, "\(name)")
    }
  }

  @Test(.sharedData("csv_csvkit")) func findsOutTheEncodingOfEveryFileOfTheCSVKit() throws {
    let folder = sharedData("csv_csvkit")
    let other: [String: (TextEncoding, String)] = [
      "test_latin1.csv": (.latin1, "4,5,©"), "test_utf16_big.csv": (.utf16BigEndian, "4,5,ʤ"),
      "test_utf16_little.csv": (.utf16LittleEndian, "4,5,ʤ"), "test_utf8.csv": (.utf8, "4,5,ʤ"),
    ]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".csv") && name != "empty.csv" {
      let file = folder.appending(path: name)
      let csv = try CSVFile(reading: file)
      #expect(csv.encoding == other[name]?.0 ?? .utf8, "\(name)")
      #expect(csv.delimiter == ",", "\(name)")
      if let last = other[name]?.1 {
        #expect(try table(file).rows.last?.joined(separator: ",") == last, "\(name)")
      }
    }
    #expect(throws: CSVRefusal.empty) { try CSVFile(reading: folder.appending(path: "empty.csv")) }
    let workbook = try inspectCSV(folder.appending(path: "dummy.xlsx"))
    #expect(workbook.bad.first?.reason.contains("Excel workbook") == true)
    let bad = try inspectCSV(folder.appending(path: "bad.csv"))
    #expect(bad.rows == 3)
    #expect(bad.bad.map(\.row) == [2, 3])
    #expect(
      try inspectCSV(folder.appending(path: "test_skip_lines.csv")).header == ["a", "b", "c"])
  }

  @Test(arguments: [
    ("a;b\n1,5;2\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"), ("a,b\n1;x,2\n", ","),
    ("only\nx\n", ","), ("Firma;E-Mail\n\"A, B\";c\n\"D, E, F\";g\n", ";"),
  ])
  func findsOutTheDelimiter(text: String, delimiter: String) throws {
    #expect(try withFile(text.utf8) { try inspectCSV($0) }.delimiter == delimiter)
  }

  @Test func theListOfBadRowsIsBoundedAndSaysHowManyMoreThereAre() throws {
    let text = "a,b\n" + String(repeating: "1\n", count: 2_500) + "1,2\n"

    let found = try withFile(text.utf8) { try inspectCSV($0) }

    #expect(found.rows == 2_501)
    #expect(found.bad.count == 1_000)
    #expect(found.bad.map(\.row) == Array(2...1_001))
    #expect(found.moreBad == 1_500)
    #expect(try withFile("a,b\n1\n".utf8) { try inspectCSV($0) }.moreBad == 0)
  }

  @Test(arguments: ["a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r"])
  func takesEveryLineEnding(text: String) throws {
    let table = try withFile(text.utf8, table)
    #expect(table.header == ["a", "b"])
    #expect(table.rows == [["1", "2"], ["3", "4"]])
  }

  @Test func aMarkInFrontIsNoPartOfTheFirstName() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("naïve,b\n1,2\n".utf8)
    let inspection = try withFile(bytes) { try inspectCSV($0) }
    #expect(inspection.encoding == "UTF-8")
    #expect(inspection.header == ["naïve", "b"])
  }

  @Test func aLateLetterDecidesTheEncoding() throws {
    var bytes = Array("name,city\n".utf8)
    for _ in 0..<100_000 { bytes += Array("x,y\n".utf8) }
    bytes += [0x93, 0x4B, 0xF6, 0x6C, 0x6E, 0x94, 0x2C, 0x7A, 0x0A]
    let (encoding, last) = try withFile(bytes) { file in
      (try CSVFile(reading: file).encoding, try table(file).rows.last)
    }
    #expect(encoding == .windows1252)
    #expect(last == ["“Köln”", "z"])
  }

  @Test func aCharacterCutOffByTheEndSpoilsNothing() throws {
    let bytes = Array("a,b\né,ü\nö,".utf8) + [0xE2, 0x82]
    let table = try withFile(bytes, table)
    #expect(table.rows == [["é", "ü"], ["ö", ""]])
  }

  @Test func headersAreNamedAndDistinct() throws {
    let inspection = try withFile("mail,,mail,mail 2\n1,2,3,4\n".utf8) { try inspectCSV($0) }
    #expect(inspection.header == ["mail", "Column 2", "mail 2", "mail 2 2"])
  }

  @Test func aRowOfDataIsNoHeader() {
    #expect(throws: CSVRefusal.headerIsData("anna@frost.example")) {
      try withFile("anna@frost.example,Anna\n".utf8) { try CSVFile(reading: $0) }
    }
  }

  @Test func raggedRowsAreReportedByTheRowOfASpreadsheet() throws {
    let text = "a,b,c\n\n1,2\n1,2,3,4\n1,2,3,,\n\"1\",\"2\n2\",3\n1,2,\"3"
    let inspection = try withFile(text.utf8) { try inspectCSV($0) }
    #expect(inspection.rows == 5)
    #expect(
      inspection.bad == [
        .init(row: 3, reason: "2 cells, the header has 3."),
        .init(row: 4, reason: "4 cells, the header has 3."),
        .init(
          row: 5, reason: "5 cells, the header has 3. The surplus is empty and left out."),
        .init(row: 7, reason: "A quotation mark is not closed."),
      ])
  }

  @Test func aZeroByteIsLeftOutAndSaid() throws {
    let bytes = Array("a,b\nx".utf8) + [0] + Array("y,\"1".utf8) + [0] + Array("2\"\n".utf8)
    let (rows, bad) = try withFile(bytes) { (try table($0).rows, try inspectCSV($0).bad) }
    #expect(rows == [["xy", "12"]])
    #expect(bad.map(\.reason) == ["A zero byte was left out."])
  }

  /// A gigabyte of them takes the time of reading it and no memory: cells past the limit are counted.
  @Test func commasWithoutEndAreCutByTheLimit() throws {
    #expect(throws: CSVRefusal.tooManyColumns(1_048_577)) {
      try withFile([UInt8](repeating: 44, count: 5_000_000)) { try CSVFile(reading: $0) }
    }
    let bytes = Array("a,b\n".utf8) + [UInt8](repeating: 44, count: 5_000_000)
    #expect(
      try withFile(bytes) { try inspectCSV($0) }.bad.map(\.reason) == ["More than 500 cells."])
  }

  @Test func aQuoteThatIsNeverClosedEndsAtTheCellLimit() throws {
    let bytes = Array("a,b\n1,2\n\"".utf8) + [UInt8](repeating: 120, count: 3 << 20)
    let inspection = try withFile(bytes) { try inspectCSV($0) }
    #expect(inspection.rows == 1)
    #expect(inspection.bad.first?.row == 3)
  }

  /// Every way to cut the file into pieces gives the same records.
  @Test func piecesMayEndAnywhere() throws {
    let text = Array("a;\"b\"\"b\"\r\n\"c\nd\";é\r\n\r\ne;f".utf8)
    for cut in 0...text.count {
      var parser = CSVParser(delimiter: 59)
      var found: [[String]] = []
      func keep(_ record: borrowing CSVRecord) { found.append(record.strings) }
      for piece in [text[..<cut], text[cut...]] {
        try Array(piece).withUnsafeBufferPointer { try parser.feed($0, keep) }
      }
      try parser.finish(keep)
      #expect(found == [["a", "b\"b"], ["c\nd", "é"], ["e", "f"]])
    }
  }
}

private func table(_ file: URL) throws -> (header: [String], rows: [[String]]) {
  let csv = try CSVFile(reading: file)
  var rows: [[String]] = []
  try csv.eachRecord { rows.append($0.strings) }
  return (csv.header, rows)
}
