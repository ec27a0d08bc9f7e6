/// The machines before us whose word about the client is taken.
struct Proxies: Sendable {
  struct Client {
    let address: String
    let isSecure: Bool
    /// From this machine, through no proxy.
    let isLocal: Bool
  }

  private let networks: [Network]

  init(_ texts: [String]) {
    networks = texts.compactMap(Network.init)
  }

  func contains(_ address: String) -> Bool {
    !networks.isEmpty && networks.contains { $0.contains(address) }
  }

  /// Where a proxy does not say who its client is, there is only the proxy's own address. A request
  /// that a proxy may have passed on of which we were not told is not taken for one of this machine
  /// either. Some leave no mark, but they pass on the name that their client has asked for; those that
  /// put our own address in its place ask by HTTP/1.0 (nginx), or name the page that a form came from.
  func client(of job: Job) -> Client {
    let connection = job.connection
    guard connection.isFromProxy else {
      return Client(
        address: connection.address, isSecure: false,
        isLocal: Network.isLoopback(connection.address) && !bearsMarkOfProxy(job)
          && isAskedByNameOfThisMachine(job))
    }
    let items = ForwardedFor.items(job.value(of: "x-forwarded-for"))
    let address = ForwardedFor.client(items, isProxy: contains) ?? connection.address
    let scheme = ForwardedFor.items(job.value(of: "x-forwarded-proto")).last
    return Client(address: address, isSecure: scheme?.lowercased() == "https", isLocal: false)
  }

  private func isAskedByNameOfThisMachine(_ job: Job) -> Bool {
    guard job.head.minorVersion > 0, let host = job.head.authority ?? job.head.host else {
      return false
    }
    let origin = job.value(of: "origin")
    return job.bytes.withUnsafeBufferPointer { HostNames.isLoopback($0.slice(host)) }
      // "null" is what browsers say of our own forms, whose pages send no referrer.
      && (origin.isEmpty || origin == "null" || HostNames.isLoopback(origin: origin))
  }

  private func bearsMarkOfProxy(_ job: Job) -> Bool {
    job.has("x-forwarded-for") || job.has("forwarded") || job.has("x-forwarded-host")
      || job.has("x-real-ip") || job.has("via")
  }
}
