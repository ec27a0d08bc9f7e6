import CSV
import Glibc
import Postgres

/// Finds the account of each row of a file, and writes its keys: the key of its group, its domain
/// where that is not the host of the address, and the folded name of its company if the key is
/// another one.
struct RowAccounts: ~Copyable {
  private var groups: AccountGroups
  private let folder = NameFolder(capacity: CSVParser.cellLimit)
  /// By group, whether a row that is taken belongs to it.
  private var isCounted: [Bool] = []
  private(set) var count = 0
  /// A company's name was not the key of its group.
  private(set) var hasOtherNames = false
  /// The memory that the account keys take.
  var bytes: Int { groups.bytes }
  /// The previous row, because people of one company are mostly adjacent.
  private var company: [UInt8] = []
  private var domain: [UInt8] = []
  private var group = 0
  private var name: [UInt8]?
  private var isKnown = false

  init() {
    groups = AccountGroups()
  }

  mutating func write(
    company: UnsafeBufferPointer<UInt8>, domain: UnsafeBufferPointer<UInt8>?,
    address: UnsafeBufferPointer<UInt8>, isTaken: Bool, _ out: inout CopyBuffer
  ) {
    if !isKnown || !isSame(domain, self.domain) || !isSame(company, self.company) {
      find(company: company, domain: domain, address: address)
    }
    if isTaken, !isCounted[group] {
      isCounted[group] = true
      count += 1
    }
    groups.withKey(of: group) { out.text($0) }
    writeDomain(domain, of: address, &out)
    if let name { name.withUnsafeBufferPointer { out.text($0) } } else { out.null() }
  }

  /// Only what cannot be told from the address: see row_domain.sql.
  private func writeDomain(
    _ domain: UnsafeBufferPointer<UInt8>?, of address: UnsafeBufferPointer<UInt8>,
    _ out: inout CopyBuffer
  ) {
    guard let domain else { return out.word("") }
    if domain.count < address.count, address[address.count - domain.count - 1] == UInt8(ascii: "@")
    {
      out.null()
    } else {
      out.text(domain)
    }
  }

  private mutating func find(
    company: UnsafeBufferPointer<UInt8>, domain: UnsafeBufferPointer<UInt8>?,
    address: UnsafeBufferPointer<UInt8>
  ) {
    let folded = folder.fold(company)
    group = groups.group(domain: domain, name: folded, address: address)
    while isCounted.count < groups.count { isCounted.append(false) }
    var isKey = folded.isEmpty
    if !isKey {
      groups.withKey(of: group) { key in
        isKey = key.first == UInt8(ascii: "n") && key.dropFirst(2).elementsEqual(folded)
      }
    }
    name = isKey ? nil : Array(folded)
    if !isKey { hasOtherNames = true }
    // A person without a company, at a free-mail provider, says nothing about the next row.
    isKnown = domain != nil || !folded.isEmpty
    self.company.removeAll(keepingCapacity: true)
    self.company += company
    self.domain.removeAll(keepingCapacity: true)
    if let domain { self.domain += domain }
  }

  /// A missing domain is an empty one: no domain is empty.
  private func isSame(_ text: UnsafeBufferPointer<UInt8>?, _ known: [UInt8]) -> Bool {
    guard let text, let start = text.baseAddress else { return known.isEmpty }
    return text.count == known.count && memcmp(start, known, text.count) == 0
  }
}
