import Glibc

package struct SocketError: Error, CustomStringConvertible {
  package let description: String

  init(_ doing: String, _ code: Int32 = errno) {
    description = "\(doing): \(String(cString: strerror(code)))"
  }
}

/// The socket that new connections come to.
final class Listener: Sendable {
  let descriptor: Int32
  let port: Int

  init(host: String, port: Int) throws {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &found)
    guard code == 0, let address = found else {
      throw SocketError("\(host) is no address: \(String(cString: gai_strerror(code)))", 0)
    }
    defer { freeaddrinfo(address) }
    descriptor = try Self.open(address.pointee, "Cannot listen on \(host) port \(port)")
    self.port = Self.port(of: descriptor)
  }

  private static func open(_ address: addrinfo, _ doing: String) throws -> Int32 {
    let descriptor = socket(address.ai_family, address.ai_socktype, 0)
    guard descriptor >= 0 else { throw SocketError(doing) }
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0,
      listen(descriptor, 4096) == 0
    else {
      let error = SocketError(doing)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private static func port(of descriptor: Int32) -> Int {
    let address = SocketAddress.local(of: descriptor)
    return address.port
  }

  /// Takes as many descriptors as the system gives, and answers how many that are.
  static func raiseDescriptorLimit() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
  }
}

/// An address of the network, as text.
struct SocketAddress: Sendable, Equatable {
  let host: String
  let port: Int

  /// Reads what the system filled in; an IPv4 address that came by IPv6 is an IPv4 address.
  init(_ storage: inout sockaddr_storage) {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let length = socklen_t(text.count)
    var host = ""
    var port: UInt16 = 0
    withUnsafeBytes(of: &storage) { raw in
      let family = Int32(raw.load(as: sa_family_t.self))
      if family == AF_INET6 {
        var address = raw.load(as: sockaddr_in6.self)
        inet_ntop(AF_INET6, &address.sin6_addr, &text, length)
        port = address.sin6_port.bigEndian
      } else if family == AF_INET {
        var address = raw.load(as: sockaddr_in.self)
        inet_ntop(AF_INET, &address.sin_addr, &text, length)
        port = address.sin_port.bigEndian
      }
    }
    host = text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    self.host = host.hasPrefix("::ffff:") ? String(host.dropFirst(7)) : host
    self.port = Int(port)
  }

  static func local(of descriptor: Int32) -> SocketAddress {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = getsockname(descriptor, $0, &length)
      }
    }
    return SocketAddress(&storage)
  }
}
