/// Which rows of a file are people of one account: those whose addresses have one domain, and those whose
/// companies have one folded name. Rows come one after another; whoever fits an account that is known by
/// then joins it, by the domain first.
struct AccountGroups: ~Copyable {
  private var domains: FirstSeen
  private var names: FirstSeen
  private var persons: FirstSeen
  /// The group of each domain and of each name, in the order in which they came.
  private var groupOfDomain: [UInt32] = []
  private var groupOfName: [UInt32] = []
  /// The keys of all groups, one behind the other, and where each ends.
  private var keys: [UInt8] = []
  private var ends: [Int] = []

  init() {
    domains = FirstSeen()
    names = FirstSeen()
    persons = FirstSeen()
  }

  var count: Int { ends.count }
  var bytes: Int { keys.count }

  /// The group of a person: of this domain, unless the address is at a free-mail provider, at a company of
  /// this folded name, or empty.
  mutating func group(
    domain: UnsafeBufferPointer<UInt8>?, name: UnsafeBufferPointer<UInt8>,
    address: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let knownDomain = domain.flatMap { domains.row(of: $0, else: groupOfDomain.count) }
    let knownName = name.isEmpty ? nil : names.row(of: name, else: groupOfName.count)
    let group: Int
    if let knownDomain {
      group = Int(groupOfDomain[knownDomain])
    } else if let knownName {
      group = Int(groupOfName[knownName])
    } else if !name.isEmpty {
      group = make(UInt8(ascii: "n"), name)
    } else if let domain {
      group = make(UInt8(ascii: "d"), domain)
    } else if let known = persons.row(of: address, else: count) {
      return known
    } else {
      return make(UInt8(ascii: "e"), address)
    }
    if domain != nil, knownDomain == nil { groupOfDomain.append(UInt32(group)) }
    if !name.isEmpty, knownName == nil { groupOfName.append(UInt32(group)) }
    return group
  }

  /// Calls `body` with what the group's account is found by.
  func withKey(of group: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let from = group == 0 ? 0 : ends[group - 1]
    keys.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[from..<ends[group]]))
    }
  }

  private mutating func make(_ kind: UInt8, _ text: UnsafeBufferPointer<UInt8>) -> Int {
    keys.append(kind)
    keys.append(UInt8(ascii: ":"))
    keys += text
    ends.append(keys.count)
    return ends.count - 1
  }
}
