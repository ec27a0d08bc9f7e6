import CSV
import Foundation
import Postgres
import Text

/// Checks the rows of a file one after another and writes each, with its findings, for
/// `import_rows`. One pass over bytes: it must keep up with COPY.
struct LeadChecker: ~Copyable {
  private let importID: Import.ID
  private let round: Int
  private let columns: Int
  private let mapping: ImportMapping
  private let email: Int
  private let company: Int
  private let country: Int
  private let hasDetails: Bool
  private let region: String
  private let freeMail: FreeMail
  private var addresses: FirstSeen
  private var accounts: RowAccounts
  /// Room for the longest address.
  private let address = UnsafeMutablePointer<UInt8>.allocate(capacity: 512)
  private var addressLength = 0
  /// The address of this row, if its cell holds more than that.
  private var repaired: [UInt8]?
  private(set) var rows = 0
  private(set) var lastRow = 0
  private(set) var skipped = 0
  private(set) var duplicates = 0

  init(
    importID: Import.ID, round: Int, columns: Int, mapping: ImportMapping, region: String,
    freeMail: Set<String>
  ) {
    self.importID = importID
    self.round = round
    self.columns = columns
    self.mapping = mapping
    self.region = region
    self.freeMail = FreeMail(freeMail)
    addresses = FirstSeen()
    accounts = RowAccounts()
    email = mapping.columns[.email] ?? -1
    company = mapping.columns[.company] ?? -1
    country = mapping.columns[.country] ?? -1
    hasDetails = [.employees, .phone, .language].contains { mapping.columns[$0] != nil }
  }

  deinit { address.deallocate() }

  /// Distinct accounts among the rows that are taken.
  var accountCount: Int { accounts.count }

  /// A row joined an account that has another name in the file.
  var hasOtherNames: Bool { accounts.hasOtherNames }

  /// All addresses and accounts of a file are kept in memory while it is read, in a process with
  /// other work: 5 million rows take about a gigabyte.
  static let mostRows = 5_000_000
  private static let bytesOfARow = 64

  /// Refuses a file with more rows than that.
  func refuseMore(than most: Int) throws(CSVRefusal) {
    if rows >= most || accounts.bytes > most * Self.bytesOfARow {
      throw CSVRefusal.tooManyRows(most)
    }
  }

  /// `flaw` is a known fault in the row's form.
  mutating func check(
    _ record: borrowing CSVRecord, flaw: String?, keepsBack: Bool, into out: inout CopyBuffer
  ) {
    guard needsCleaning(record) else {
      return checkClean(record, flaw: flaw, keepsBack: keepsBack, into: &out)
    }
    withCleanCells(record) { checkClean($0, flaw: flaw, keepsBack: keepsBack, into: &out) }
  }

  private mutating func checkClean(
    _ record: borrowing CSVRecord, flaw: String?, keepsBack: Bool, into out: inout CopyBuffer
  ) {
    rows += 1
    lastRow = record.row
    repaired = nil
    out.beginRow()
    out.number(Int64(importID.rawValue))
    out.number(Int16(truncatingIfNeeded: round))
    out.number(Int64(record.row))
    if let flaw, keepsBack {
      skipped += 1
      begin(.skip, column: nil, reason: flaw, firstRow: nil, &out)
      leaveKeysOut(&out)
    } else if let complaint = addressFlaw(record) {
      skipped += 1
      begin(.skip, column: email, reason: complaint, firstRow: nil, &out)
      leaveKeysOut(&out)
    } else if email < 0 {
      // Until a column is mapped to the addresses.
      begin(.take, column: nil, reason: nil, firstRow: nil, &out)
      leaveKeysOut(&out)
    } else {
      take(record, note: flaw, &out)
    }
    writeCells(record, &out)
  }

  private mutating func addressFlaw(_ record: borrowing CSVRecord) -> String? {
    guard email >= 0 else { return nil }
    let cell = trimmed(record[email])
    if cell.isEmpty { return "No email address." }
    let flaw = EmailFlaw(inBytes: cell)
    // An apostrophe could begin an address, but spreadsheets put it there.
    if flaw == nil, cell.first != 39, cell.allSatisfy({ $0 < 0x80 }) { return nil }
    guard let address = repairedAddress(in: String(decoding: cell, as: UTF8.self)) else {
      return (flaw ?? .label).rawValue
    }
    repaired = Array(address.text.utf8)
    return nil
  }

  private mutating func take(
    _ record: borrowing CSVRecord, note: String?, _ out: inout CopyBuffer
  ) {
    if let repaired {
      repaired.withUnsafeBufferPointer { keepAddress($0) }
    } else {
      keepAddress(trimmed(record[email]))
    }
    let row = record.row
    let written = UnsafeBufferPointer(start: UnsafePointer(address), count: addressLength)
    let first = addresses.row(of: written, else: row)
    let code = country >= 0 ? trimmed(record[country]) : UnsafeBufferPointer(start: nil, count: 0)
    // Most are already codes: those need no look into a table of names.
    let isCode = code.isEmpty || isCountryCode(code)
    let details = hasDetails || !isCode ? LeadDetails(record, mapping, region: region) : nil
    if let first {
      duplicates += 1
      begin(
        .duplicate, column: email,
        reason: "Same address as row \(first.grouped). The first one is kept.",
        firstRow: first, &out)
    } else {
      var problems = details?.problems ?? []
      if let note { problems.insert(RowProblem(column: nil, words: note), at: 0) }
      if let words = lengthNote(record) {
        problems.append(RowProblem(column: company, words: words))
      }
      if let words = repairNote(record) { problems.append(RowProblem(column: email, words: words)) }
      begin(
        problems.isEmpty ? .take : .note, column: problems.first?.column,
        reason: problems.isEmpty ? nil : RowProblem.reason(of: problems), firstRow: nil, &out)
    }
    out.text(written)
    writeAccount(record, isCounted: first == nil, &out)
    out.number(details?.employees.map { Int32(clamping: $0) })
    if code.isEmpty {
      out.null()
    } else if isCode {
      out.text(code)
    } else {
      out.string(details?.country)
    }
    out.string(details?.language)
    out.string(details?.phone)
  }

  private mutating func keepAddress(_ text: UnsafeBufferPointer<UInt8>) {
    addressLength = text.count
    for place in 0..<text.count {
      let byte = text[place]
      address[place] = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }
  }

  /// Notes what was left out of the cell. The same address in another spelling needs no note.
  private func repairNote(_ record: borrowing CSVRecord) -> String? {
    guard let repaired else { return nil }
    let cell = String(decoding: trimmed(record[email]), as: UTF8.self)
    let address = String(decoding: repaired, as: UTF8.self)
    if EmailAddress(cell)?.text == address { return nil }
    return "“\(cell.prefix(120))” is read as \(address)."
  }

  /// As many characters of a company's name as its account has: see fn.import_leads.
  private static let mostOfName = 200

  private static func beginning(
    of name: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard name.count > mostOfName else { return name }
    var characters = 0
    for place in 0..<name.count where name[place] & 0xC0 != 0x80 {
      if characters == mostOfName { return UnsafeBufferPointer(rebasing: name[..<place]) }
      characters += 1
    }
    return name
  }

  private func lengthNote(_ record: borrowing CSVRecord) -> String? {
    guard company >= 0, record[company].count > Self.mostOfName else { return nil }
    let name = trimmed(record[company])
    guard Self.beginning(of: name).count < name.count else { return nil }
    let length = String(decoding: name, as: UTF8.self).unicodeScalars.count
    return
      "The name has \(length.grouped) characters. The account gets the first \(Self.mostOfName)."
  }

  /// The key of the row's account, and its domain.
  private mutating func writeAccount(
    _ record: borrowing CSVRecord, isCounted: Bool, _ out: inout CopyBuffer
  ) {
    let whole = UnsafeBufferPointer(start: UnsafePointer(address), count: addressLength)
    let domain = freeMail.domain(of: whole)
    let name = company >= 0 ? trimmed(record[company]) : UnsafeBufferPointer(start: nil, count: 0)
    accounts.write(
      company: Self.beginning(of: name), domain: domain, address: whole, isTaken: isCounted, &out)
  }

  private func begin(
    _ verdict: ImportVerdict, column: Int?, reason: String?, firstRow: Int?,
    _ out: inout CopyBuffer
  ) {
    switch verdict {
    case .take: out.word("take")
    case .note: out.word("note")
    case .skip: out.word("skip")
    case .duplicate: out.word("duplicate")
    }
    out.number(column.map { Int16(clamping: $0) })
    out.string(reason)
    out.number(firstRow.map { Int64($0) })
  }

  private func leaveKeysOut(_ out: inout CopyBuffer) {
    for _ in 0..<8 { out.null() }
  }

  private func writeCells(_ record: borrowing CSVRecord, _ out: inout CopyBuffer) {
    out.beginText()
    for column in 0..<min(record.count, max(columns, 1)) {
      if column > 0 { out.append(cellSeparator) }
      if column == email, let repaired {
        repaired.withUnsafeBufferPointer { out.append($0) }
      } else {
        out.append(trimmed(record[column]))
      }
    }
    out.endText()
  }
}

/// Without blanks, including no-break spaces, at both ends; and without the apostrophe that is put
/// before cells which spreadsheets would take for formulas, here (`csvLine`) and by other programs.
func trimmed(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
  var from = 0
  var to = cell.count
  while from < to {
    if cell[from] <= 32 {
      from += 1
    } else if cell[from] == 0xC2, from + 1 < to, cell[from + 1] == 0xA0 {
      from += 2
    } else {
      break
    }
  }
  while to > from {
    if cell[to - 1] <= 32 {
      to -= 1
    } else if cell[to - 1] == 0xA0, to - 2 >= from, cell[to - 2] == 0xC2 {
      to -= 2
    } else {
      break
    }
  }
  if to - from > 1, cell[from] == 39, beginsFormula(cell, at: from + 1) { from += 1 }
  return UnsafeBufferPointer(rebasing: cell[from..<to])
}

private func beginsFormula(_ cell: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
  switch cell[place] {
  case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 13: true
  // The same signs as East Asian keyboards write them: U+FF1D, U+FF0B, U+FF0D, U+FF20.
  case 0xEF where place + 2 < cell.count && cell[place + 1] == 0xBC:
    [0x9D, 0x8B, 0x8D, 0xA0].contains(cell[place + 2])
  default: false
  }
}
