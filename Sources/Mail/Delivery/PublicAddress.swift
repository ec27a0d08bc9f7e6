import Glibc

/// Whether an address belongs to the open internet: not this machine, not a private network, not
/// the link, not a reserved block (RFC 6890). `address` is a whole `sockaddr_in` or `_in6`.
package func isPublic(family: Int32, _ address: UnsafeRawPointer) -> Bool {
  switch family {
  case AF_INET:
    isPublicIPv4(Array(UnsafeRawBufferPointer(start: address + 4, count: 4)))
  case AF_INET6:
    isPublicIPv6(Array(UnsafeRawBufferPointer(start: address + 8, count: 16)))
  default: false
  }
}

func isPublicIPv4(_ bytes: [UInt8]) -> Bool {
  switch (bytes[0], bytes[1], bytes[2]) {
  case (0, _, _), (10, _, _), (127, _, _), (224...255, _, _): false
  case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _): false
  case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _): false
  case (198, 51, 100), (203, 0, 113): false
  default: true
  }
}

/// Of the addresses that carry an IPv4 address, those whose inner one is public.
func isPublicIPv6(_ bytes: [UInt8]) -> Bool {
  if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]) {
    return isPublicIPv4(Array(bytes[12...]))
  }
  if bytes.starts(with: [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]) {
    return isPublicIPv4(Array(bytes[12...]))
  }
  if bytes.starts(with: [0x20, 0x02]) { return isPublicIPv4(Array(bytes[2..<6])) }
  let isDocumentation = bytes.starts(with: [0x20, 0x01, 0x0d, 0xb8])
  let isSpecial = bytes.starts(with: [0x20, 0x01]) && bytes[2] < 2
  return bytes[0] & 0xe0 == 0x20 && !isDocumentation && !isSpecial
}
