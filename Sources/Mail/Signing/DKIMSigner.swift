import CLibCrypto
import Foundation

/// Signs messages for one domain: rsa-sha256, relaxed/relaxed (RFC 6376). The key is parsed once.
///
/// One signer may serve several threads: nothing in it changes, and OpenSSL counts the users of a
/// key atomically.
package final class DKIMSigner: @unchecked Sendable {
  package let domain: String
  package let selector: String
  private let key: OpaquePointer

  package init(privateKeyPEM: String, domain: String, selector: String) throws {
    guard let ascii = asciiDomain(domain), let asciiSelector = asciiDomain(selector) else {
      throw DKIMError.noDomain
    }
    key = try privateKey(pem: privateKeyPEM)
    self.domain = ascii
    self.selector = asciiSelector
  }

  deinit { EVP_PKEY_free(key) }

  /// The header that signs these headers and this body; it stands before them.
  func signature(over headers: [MailHeader], body: [UInt8], at date: Date) throws -> MailHeader {
    let signed = headers.filter { signedNames.contains($0.name.lowercased()) }
    // From twice: the second finds nothing, so nobody can add one.
    let names = ["from"] + signed.map { $0.name.lowercased() }
    let bodyHash = base64(try digest(relaxed(body: body)))
    let unsigned = """
      v=1; a=rsa-sha256; c=relaxed/relaxed; d=\(domain);\r
       s=\(selector); t=\(Int(date.timeIntervalSince1970));\r
       h=\(folded(names, by: ":"));\r
       bh=\(bodyHash);\r
       b=
      """
    // A name that stands twice is signed from the last to the first.
    var input = relaxed(headers: signed.filter { $0.name == "From" })
    input += relaxed(headers: signed.filter { $0.name != "From" })
    input += relaxed(headers: [MailHeader("DKIM-Signature", unsigned)]).dropLast(2)
    let signature = base64(try sign(input))
    return MailHeader("DKIM-Signature", unsigned + inLines(signature))
  }

  private func sign(_ input: [UInt8]) throws -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { throw DKIMError.refused }
    defer { EVP_MD_CTX_free(context) }
    var length = 0
    guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
      EVP_DigestSign(context, nil, &length, input, input.count) == 1
    else { throw DKIMError.refused }
    var signature = [UInt8](repeating: 0, count: length)
    guard EVP_DigestSign(context, &signature, &length, input, input.count) == 1 else {
      throw DKIMError.refused
    }
    return Array(signature.prefix(length))
  }
}

package enum DKIMError: Error, Equatable {
  case noKey, noDomain, refused
}

/// Every header we write that receivers show or act on.
private let signedNames: Set = [
  "from", "to", "subject", "date", "message-id", "reply-to", "in-reply-to", "references",
  "mime-version", "content-type", "content-transfer-encoding", "list-unsubscribe",
  "list-unsubscribe-post", "feedback-id",
]

private func privateKey(pem: String) throws(DKIMError) -> OpaquePointer {
  let bytes = Array(pem.utf8)
  // It keeps a copy: one that only looked at `bytes` would outlive them.
  guard let source = BIO_new(BIO_s_mem()) else { throw .noKey }
  defer { BIO_free(source) }
  guard BIO_write(source, bytes, Int32(bytes.count)) == Int32(bytes.count) else { throw .noKey }
  // An empty passphrase, or OpenSSL would ask for one at the terminal.
  guard let key = PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in 0 }, nil) else {
    ERR_clear_error()
    throw .noKey
  }
  guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA, EVP_PKEY_get_bits(key) >= 1024 else {
    EVP_PKEY_free(key)
    throw .noKey
  }
  return key
}

private func digest(_ bytes: [UInt8]) throws(DKIMError) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  var length: UInt32 = 0
  guard EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil) == 1 else {
    throw .refused
  }
  return digest
}

func base64(_ bytes: [UInt8]) -> String {
  var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
  let length = EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
  return String(decoding: text.prefix(Int(length)), as: UTF8.self)
}

private func inLines(_ text: String) -> String {
  var lines: [UInt8] = []
  for (place, byte) in text.utf8.enumerated() {
    if place > 0, place % 72 == 0 { lines += "\r\n ".utf8 }
    lines.append(byte)
  }
  return String(decoding: lines, as: UTF8.self)
}

private func folded(_ names: [String], by separator: String) -> String {
  var text = ""
  var column = 3
  for (number, name) in names.enumerated() {
    let word = number == names.count - 1 ? name : name + separator
    if column + word.utf8.count > lineLength - 2 {
      text += "\r\n "
      column = 1
    }
    text += word
    column += word.utf8.count
  }
  return text
}
