import Glibc
import Testing
import Text

@Suite struct NetworkAddressTests {
  @Test(arguments: [
    ("8.8.8.8", true), ("10.1.2.3", false), ("127.0.0.1", false), ("169.254.169.254", false),
    ("172.20.0.1", false), ("172.32.0.1", true), ("192.168.1.1", false), ("100.64.0.1", false),
    ("100.128.0.1", true), ("0.0.0.0", false), ("192.0.2.1", false), ("198.18.0.1", false),
    ("224.0.0.1", false), ("255.255.255.255", false),
    ("2001:4860:4860::8888", true), ("::1", false), ("::", false), ("fe80::1", false),
    ("fd00::1", false), ("fec0::1", false), ("ff02::1", false), ("2001:db8::1", false),
    ("3fff:123::1", false), ("2001::1", false), ("::127.0.0.1", false),
    ("::ffff:10.0.0.1", false), ("::ffff:8.8.8.8", true), ("64:ff9b::7f00:1", false),
    ("64:ff9b::808:808", true), ("64:ff9b:1::808:808", false), ("2002:7f00:1::", false),
    ("2002:808:808::", true), ("5f00::1", false),
  ])
  func onlyTheOpenInternetIsPublic(text: String, isOpen: Bool) throws {
    #expect(try #require(NetworkAddress(text)).isPublic == isOpen)
  }

  @Test(arguments: ["10.1.2.3", "fd00::1", "::ffff:10.1.2.3"])
  func anAddressOfASocketIsTheSameAsItsText(text: String) throws {
    var bytes = [UInt8](repeating: 0, count: 32)
    let isIPv6 = text.contains(":")
    let family = isIPv6 ? AF_INET6 : AF_INET
    bytes.withUnsafeMutableBytes {
      _ = inet_pton(family, text, $0.baseAddress?.advanced(by: isIPv6 ? 8 : 4))
    }

    let address = try bytes.withUnsafeBytes {
      NetworkAddress(family: family, socketAddress: try #require($0.baseAddress))
    }

    #expect(address == NetworkAddress(text))
  }

  @Test(arguments: [
    "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "::ffff:127.0.0.1",
  ])
  func everyWayToWriteAnAddressIsRead(text: String) {
    #expect(NetworkAddress(anyForm: text)?.description == "127.0.0.1")
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
    ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("127.0.0.1", "127.0.0.1", true),
    ("127.0.0.1", "127.0.0.2", false), ("192.168.1.64/26", "192.168.1.127", true),
    ("192.168.1.64/26", "192.168.1.128", false), ("fd00::/8", "fdff::1", true),
    ("fd00::/8", "fe80::1", false), ("0.0.0.0/0", "::1", false), ("::/0", "::1", true),
  ])
  func aRangeHoldsTheAddressesThatBeginAlike(range: String, address: String, isIn: Bool) throws {
    let range = try #require(NetworkRange(range))
    #expect(try range.contains(#require(NetworkAddress(address))) == isIn)
  }

  @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "name", "fd00::/129", "10/8"])
  func anythingElseIsNoRange(text: String) {
    #expect(NetworkRange(text) == nil)
  }
}
