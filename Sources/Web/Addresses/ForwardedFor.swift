/// The header `X-Forwarded-For`: addresses, the latest proxy's word last.
enum ForwardedFor {
  static func items(_ value: String) -> [String] {
    value.split(separator: ",").map { item in
      String(item.drop { $0 == " " }.prefix { $0 != " " })
    }
    .filter { !$0.isEmpty }
  }

  /// The address in an item, which may have its port behind it: `1.2.3.4:567`, `[2001:db8::1]:567`. Nil
  /// for `unknown` and whatever else is none.
  static func address(in item: String) -> String? {
    var text = item[...]
    if text.first == "[", let end = text.firstIndex(of: "]") {
      text = text[..<end].dropFirst()
    } else if text.count(where: { $0 == ":" }) == 1 {
      text = text.prefix { $0 != ":" }
    }
    let address = String(text)
    return Network.bytes(address) == nil ? nil : address
  }

  /// The last address that is no proxy of ours: what stands before it, anybody may have written. Nil
  /// where the proxy did not know it.
  static func client(_ items: [String], isProxy: (String) -> Bool) -> String? {
    let client = items.last { item in address(in: item).map { !isProxy($0) } ?? true }
    return (client ?? items.first).flatMap(address)
  }
}
