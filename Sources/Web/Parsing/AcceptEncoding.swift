/// Which codings a client takes (RFC 9110, 12.5.3).
enum AcceptEncoding {
  static func takesGzip(_ value: Bytes) -> Bool {
    var takes: Bool?
    var others = false
    value.eachListMember { member in
      let end = member.find(Byte.semicolon, from: 0) ?? member.count
      let name = Bytes(rebasing: member[..<end]).trimmed
      let wanted = isWanted(member.from(min(end + 1, member.count)))
      if name.matches("gzip") || name.matches("x-gzip") { takes = wanted }
      if name.equals("*") { others = wanted }
    }
    return takes ?? others
  }

  /// Anything but `q=0`, `q=0.0` and so on.
  private static func isWanted(_ parameter: Bytes) -> Bool {
    let weight = parameter.trimmed
    guard weight.count > 2, weight[0] | 0x20 == 113, weight[1] == 61 else { return true }
    return weight[2...].contains { $0 > 48 && $0 <= 57 }
  }
}
