import Foundation
import TestKit
import Testing

@testable import CSV

@Suite struct CSVLayoutTests {
  @Test(arguments: [
    ("sep=;\nE-Mail;Name\na@x.example;A\n", ";", ["E-Mail", "Name"], 2),
    ("SEP=|\r\nE-Mail|Name\r\na@x.example|A\r\n", "|", ["E-Mail", "Name"], 2),
    ("\"sep=,\"\nE-Mail,Name\na@x.example,A\n", ",", ["E-Mail", "Name"], 2),
    ("sep=\t\nE-Mail\tName\na@x.example\tA\n", "\t", ["E-Mail", "Name"], 2),
    (
      "Report of October\n\nE-Mail,Name\na@x.example,A\nb@x.example,B\n", ",", ["E-Mail", "Name"], 3
    ),
    ("Report,,\n,,\nE-Mail,Name,City\na@x.example,A,Ulm\n", ",", ["E-Mail", "Name", "City"], 3),
    (
      "By;Ann\nOn;3.11.2026\nE-Mail;Name;City\na@x.example;A;Ulm\nb@x.example;B;\n", ";",
      ["E-Mail", "Name", "City"], 3
    ),
    // A header without a name for the last column, which rows fill or leave empty.
    ("name,email\nA,a@x.example,\nB,b@x.example,\n", ",", ["name", "email"], 1),
    ("a,b,c\n1,2\n1,2,3\n", ",", ["a", "b", "c"], 1), ("only\nx\n", ",", ["only"], 1),
    ("\u{FEFF}\u{FEFF}E-Mail,Na\u{AD}me\u{200B}\na@x.example,A\n", ",", ["E-Mail", "Name"], 1),
  ])
  func theHeaderIsTheFirstRowLikeThoseBelow(
    text: String, delimiter: String, header: [String], row: Int
  ) throws {
    let file = try withFile(text.utf8) { try CSVFile(reading: $0) }
    #expect(String(file.delimiter) == delimiter)
    #expect(file.header == header)
    #expect(file.headerRow == row)
  }
}
