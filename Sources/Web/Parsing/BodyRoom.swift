/// What one body takes of the server's memory and of its places for uploads, held until its request is
/// answered. A form that is kept in memory takes no place: uploads that run, of whomever, do not keep
/// it out.
final class BodyRoom {
  private let uploads: Shares
  private let client: String
  private let memory: Share
  private let small: Int
  private var place: Share?

  /// `small` bytes of each body count for nothing.
  init(uploads: Shares, memory: Shares, small: Int, client: String) {
    self.uploads = uploads
    self.client = client
    self.memory = memory.open(client)
    self.small = small
  }

  /// Before anything goes to disk.
  func takePlace() throws(RequestFault) {
    guard place == nil else { return }
    place = uploads.take(client)
    if place == nil { throw .manyUploads }
  }

  /// So many bytes are in memory. Each connection may have a small body there.
  func keep(_ bytes: Int) throws(RequestFault) {
    guard memory.grow(to: bytes > small ? bytes : 0) else {
      throw .manyBodies
    }
  }
}
