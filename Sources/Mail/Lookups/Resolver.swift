import CResolver
import Glibc

/// Questions to the DNS, by the resolver of libc.
package struct Resolver: Sendable {
  package enum Problem: Error, Equatable {
    /// The name does not exist.
    case noSuchName
    /// No server answered in time, or it could not say.
    case noAnswer
  }

  package struct Exchange: Sendable, Hashable {
    package let preference: Int
    /// Empty for a domain that says it takes no mail (RFC 7505).
    package let host: String
  }

  let timeout: Int32
  let attempts: Int32
  let port: Int32

  /// Asks the servers of /etc/resolv.conf, or, with a port, one of this machine.
  package init(timeout: Duration = .seconds(3), attempts: Int = 2, port: Int = 0) {
    self.port = Int32(clamping: port)
    self.timeout = Int32(clamping: max(timeout.components.seconds, 1))
    self.attempts = Int32(clamping: attempts)
  }

  /// The texts at a name, each joined from its pieces. None is no error.
  package func texts(at name: String) throws(Problem) -> [String] {
    try answers(to: name, type: CRESOLVER_TYPE_TXT).map { record in
      var text: [UInt8] = []
      var rest = record.data[...]
      while let length = rest.popFirst() {
        text += rest.prefix(Int(length))
        rest = rest.dropFirst(Int(length))
      }
      return text.text
    }
  }

  /// The hosts that take mail for a domain, the preferred first.
  package func exchanges(of domain: String) throws(Problem) -> [Exchange] {
    try answers(to: domain, type: CRESOLVER_TYPE_MX).compactMap { record in
      guard record.data.count >= 3, let host = record.host else { return nil }
      let preference = Int(record.data[0]) << 8 | Int(record.data[1])
      return Exchange(preference: preference, host: host == "." ? "" : host)
    }.sorted { ($0.preference, $0.host) < ($1.preference, $1.host) }
  }
}

extension Resolver {
  struct Record {
    let data: [UInt8]
    let host: String?
  }

  private func answers(to name: String, type: Int32) throws(Problem) -> [Record] {
    guard let ascii = asciiDomain(name) else { throw .noSuchName }
    var answer = [UInt8](repeating: 0, count: 65_535)
    var failure: Int32 = 0
    let length = cresolver_query(
      ascii, type, timeout, attempts, port, &answer, Int32(answer.count), &failure)
    if length < 0 {
      switch failure {
      case HOST_NOT_FOUND: throw .noSuchName
      case NO_DATA: return []
      default: throw .noAnswer
      }
    }
    return records(in: answer.prefix(Int(length)), of: type)
  }

  private func records(in answer: ArraySlice<UInt8>, of type: Int32) -> [Record] {
    var message = ns_msg()
    let bytes = Array(answer)
    return bytes.withUnsafeBufferPointer { buffer in
      guard ns_initparse(buffer.baseAddress, Int32(buffer.count), &message) == 0 else { return [] }
      let count = Int32(cresolver_answer_count(&message))
      return (0..<count).compactMap { record(number: $0, in: &message, of: type) }
    }
  }

  private func record(number: Int32, in message: inout ns_msg, of type: Int32) -> Record? {
    var record = ns_rr()
    guard ns_parserr(&message, ns_s_an, number, &record) == 0,
      Int32(record.type) == type, let start = record.rdata
    else { return nil }
    let data = Array(UnsafeBufferPointer(start: start, count: Int(record.rdlength)))
    guard type == CRESOLVER_TYPE_MX else { return Record(data: data, host: nil) }
    var name = [CChar](repeating: 0, count: 1_025)
    let used = cresolver_expand_name(&message, start + 2, &name, name.count)
    guard used >= 0 else { return nil }
    let host = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.text
    return Record(data: data, host: host.isEmpty ? "." : host)
  }
}
