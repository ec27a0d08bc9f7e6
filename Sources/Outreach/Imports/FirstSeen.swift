/// Remembers by a hash of 64 bits in which row something stood first: a million addresses in 24 MB. Two
/// may share a hash once in ten million such files, so `fn.preview_import` compares the texts.
struct FirstSeen: ~Copyable {
  private var hashes: UnsafeMutablePointer<UInt64>
  private var rows: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  private(set) var count = 0
  private let seed = UInt64.random(in: .min ... .max)

  init(capacity: Int = 1 << 12) {
    self.capacity = capacity
    hashes = .allocate(capacity: capacity)
    rows = .allocate(capacity: capacity)
    hashes.initialize(repeating: 0, count: capacity)
    rows.initialize(repeating: 0, count: capacity)
  }

  deinit {
    hashes.deallocate()
    rows.deallocate()
  }

  /// The row of the first one, or nil when this is it.
  mutating func row(of text: UnsafeBufferPointer<UInt8>, else row: Int) -> Int? {
    if count * 2 >= capacity { widen() }
    let hash = hash(text)
    let place = self.place(of: hash)
    if hashes[place] == hash { return Int(rows[place]) }
    hashes[place] = hash
    rows[place] = UInt32(truncatingIfNeeded: row)
    count += 1
    return nil
  }

  private func place(of hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash >> 1) & (capacity - 1)
    while hashes[place] != 0, hashes[place] != hash { place = (place + 1) & (capacity - 1) }
    return place
  }

  /// Never zero, which marks a free place.
  private func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(text)
    var hash = seed ^ UInt64(text.count)
    var next = 0
    while next + 8 <= raw.count {
      hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: next, as: UInt64.self))
      next += 8
    }
    var rest: UInt64 = 0
    while next < raw.count {
      rest = rest << 8 | UInt64(raw[next])
      next += 1
    }
    return mixed(mixed(hash ^ rest)) | 1
  }

  private func mixed(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  private mutating func widen() {
    var wider = FirstSeen(capacity: capacity * 2)
    for place in 0..<capacity where hashes[place] != 0 {
      let free = wider.place(of: hashes[place])
      wider.hashes[free] = hashes[place]
      wider.rows[free] = rows[place]
    }
    swap(&hashes, &wider.hashes)
    swap(&rows, &wider.rows)
    swap(&capacity, &wider.capacity)
  }
}
