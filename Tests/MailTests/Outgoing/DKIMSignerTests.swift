import Foundation
import Mail
import Testing

@Suite struct DKIMSignerTests {
  @Test func dkimpyVerifiesWithTheRecordThatIsShownAndNothingChanged() throws {
    let key = try DKIMKey.generate()
    let signer = try DKIMSigner(
      privateKeyPEM: key.privateKeyPEM, domain: "send.example", selector: "r2026a")
    let dns = ["r2026a._domainkey.send.example.": key.record]
    var random = Seeded(seed: 11)
    let cases =
      [
        MessageCase(), MessageCase(text: "", html: ""), MessageCase(subject: "", html: nil),
        MessageCase(subject: "Ü  x", text: "a  b \t c\n\n\n", html: "x\n \n\t\n"),
      ]
      + (0..<40).map { _ in
        MessageCase(
          subject: random.text(0...90, from: Array("ab  é漢.=")).trimmingCharacters(
            in: .whitespaces),
          text: random.text(0...300, from: Array("ab  é\n\t.\n")))
      }

    let found = try complaints(about: cases.map { try $0.line(signedBy: signer, dns: dns) })

    #expect(found == cases.map { _ in [] })
  }

  @Test func theRecordIsOneTextThatFitsItsPlace() throws {
    let key = try DKIMKey.generate()

    #expect(key.privateKeyPEM.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    #expect(key.record.hasPrefix("v=DKIM1; k=rsa; p=MII"))
    #expect(!key.record.contains("\n"))
    #expect((380...420).contains(key.record.utf8.count))
  }

  @Test(arguments: ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
  func whatIsNoKeyIsRefused(pem: String) {
    #expect(throws: DKIMError.noKey) {
      try DKIMSigner(privateKeyPEM: pem, domain: "send.example", selector: "a")
    }
  }
}
