import CSV
import Postgres

/// Finds the account of each row of a file, and writes what it is found by: the key of its group, its
/// domain, and the folded name of its company where the key is another one.
struct RowAccounts: ~Copyable {
  private var groups: AccountGroups
  private let folder = NameFolder(capacity: CSVParser.cellLimit)
  /// Which groups some row that is taken belongs to.
  private var isCounted: [Bool] = []
  private(set) var count = 0
  /// Of what the accounts are found by.
  var bytes: Int { groups.bytes }
  /// The row before, because people of one company mostly stand together.
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
    if let domain { out.text(domain) } else { out.null() }
    if let name { name.withUnsafeBufferPointer { out.text($0) } } else { out.null() }
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
    // Someone without a company, at a free-mail provider, says nothing of the next row.
    isKnown = domain != nil || !folded.isEmpty
    self.company.removeAll(keepingCapacity: true)
    self.company += company
    self.domain.removeAll(keepingCapacity: true)
    if let domain { self.domain += domain }
  }

  /// No domain is no bytes: none is empty.
  private func isSame(_ text: UnsafeBufferPointer<UInt8>?, _ known: [UInt8]) -> Bool {
    guard let text else { return known.isEmpty }
    return text.count == known.count && text.elementsEqual(known)
  }
}
