import Glibc

/// Remembers by a hash of 64 bits in which row something stood first: a million addresses in 24 MB. Two
/// may share a hash once in ten million such files, so `fn.preview_import` compares the texts.
struct FirstSeen: ~Copyable {
  /// Side by side: a look-up is one miss of the cache, not two.
  private struct Entry {
    var hash: UInt64
    var row: UInt32
  }

  private static let largePage = 2 << 20
  private var entries: UnsafeMutablePointer<Entry>
  private var capacity: Int
  private(set) var count = 0
  private let seed: UInt64
  /// For how many there is room.
  var room: Int { capacity }

  /// It grows as it fills. How many lines a file has says nothing about how many addresses it holds: 31 MB
  /// of line feeds are 31 million lines, and no address.
  init() {
    self.init(capacity: 1 << 14, seed: UInt64.random(in: .min ... .max))
  }

  private init(capacity: Int, seed: UInt64) {
    self.capacity = capacity
    self.seed = seed
    let bytes = capacity * MemoryLayout<Entry>.stride
    let isLarge = bytes >= Self.largePage
    let room = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? Self.largePage : MemoryLayout<Entry>.alignment)
    // Every look-up of a large table is somewhere else: with small pages it waits for the page table as
    // long as for the entry. Where the kernel has none, nothing changes.
    if isLarge { madvise(room, bytes, MADV_HUGEPAGE) }
    entries = room.initializeMemory(
      as: Entry.self, repeating: Entry(hash: 0, row: 0), count: capacity)
  }

  deinit { entries.deallocate() }

  /// The row of the first one, or nil when this is it.
  mutating func row(of text: UnsafeBufferPointer<UInt8>, else row: Int) -> Int? {
    if count * 2 >= capacity { widen() }
    let hash = hash(text)
    let place = self.place(of: hash)
    if entries[place].hash == hash { return Int(entries[place].row) }
    entries[place] = Entry(hash: hash, row: UInt32(truncatingIfNeeded: row))
    count += 1
    return nil
  }

  private func place(of hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash >> 1) & (capacity - 1)
    while entries[place].hash != 0, entries[place].hash != hash {
      place = (place + 1) & (capacity - 1)
    }
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
    var wider = FirstSeen(capacity: capacity * 2, seed: seed)
    for place in 0..<capacity where entries[place].hash != 0 {
      wider.entries[wider.place(of: entries[place].hash)] = entries[place]
    }
    swap(&entries, &wider.entries)
    swap(&capacity, &wider.capacity)
  }
}
