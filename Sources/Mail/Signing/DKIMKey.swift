import CLibCrypto

/// A new key for a sending domain: the private half to keep, the public half to publish.
package struct DKIMKey: Sendable {
  package let privateKeyPEM: String
  /// The text of the TXT record at `<selector>._domainkey.<domain>`.
  package let record: String

  /// RSA with 2048 bits: what every verifier knows.
  package static func generate() throws -> DKIMKey {
    guard let key = clibcrypto_new_rsa_key(2048) else { throw DKIMError.refused }
    defer { EVP_PKEY_free(key) }
    return DKIMKey(privateKeyPEM: try pem(of: key), record: try record(of: key))
  }
}

extension DKIMKey {
  private static func pem(of key: OpaquePointer) throws -> String {
    guard let memory = BIO_new(BIO_s_mem()) else { throw DKIMError.refused }
    defer { BIO_free(memory) }
    guard PEM_write_bio_PKCS8PrivateKey(memory, key, nil, nil, 0, nil, nil) == 1 else {
      throw DKIMError.refused
    }
    var bytes = [UInt8](repeating: 0, count: 8_192)
    let length = BIO_read(memory, &bytes, Int32(bytes.count))
    guard length > 0 else { throw DKIMError.refused }
    return String(decoding: bytes.prefix(Int(length)), as: UTF8.self)
  }

  private static func record(of key: OpaquePointer) throws -> String {
    var der: UnsafeMutablePointer<UInt8>?
    let length = i2d_PUBKEY(key, &der)
    guard length > 0, let der else { throw DKIMError.refused }
    defer { CRYPTO_free(der, #file, #line) }
    let bytes = Array(UnsafeBufferPointer(start: der, count: Int(length)))
    return "v=DKIM1; k=rsa; p=" + base64(bytes)
  }
}
