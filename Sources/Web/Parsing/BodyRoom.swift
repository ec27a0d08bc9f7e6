/// What one body takes of the server's memory and of its places for uploads, held until its request is
/// answered. A form that is kept in memory takes no place: uploads that run, of whomever, do not keep
/// it out.
final class BodyRoom {
  private let uploads: Shares
  private let client: String
  private let memory: Share
  private var place: Share?

  init(_ server: ServerCore, _ client: String) {
    uploads = server.uploads
    self.client = client
    memory = server.bodyMemory.open(client)
  }

  /// Before anything goes to disk.
  func takePlace() throws(RequestFault) {
    guard place == nil else { return }
    place = uploads.take(client)
    if place == nil { throw .manyUploads }
  }

  /// So many bytes are in memory. Each connection may have a small body there.
  func keep(_ bytes: Int) throws(RequestFault) {
    guard memory.grow(to: bytes > ServerConfiguration.smallBody ? bytes : 0) else {
      throw .manyBodies
    }
  }
}
