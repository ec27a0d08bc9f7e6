import HTTPTypes
import Mail
import Outreach
import Text
import Web

extension Site {
  /// A new key: emails are signed with it from now on, and the record to publish is shown.
  func signMailbox(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    let domain = request.form["domain"].trimmingBlanks().lowercased()
    let selector = request.form["selector"].trimmingBlanks().lowercased()
    guard let ascii = asciiDomain(domain), ascii.contains("."), isSelector(selector) else {
      let words = "“\(selector)._domainkey.\(domain)” is not a valid DNS name."
      return try page(mailboxPage(request, signing: words), status: .unprocessableContent)
    }
    let key = try DKIMKey.generate()
    try database.sign(
      mailbox: mailbox.id, domain: ascii, selector: selector,
      privateKey: Secrets.current().seal(key.privateKeyPEM, in: mailbox.place(.signingKey)),
      record: key.record)
    return try seeOther(
      "/mailboxes/\(mailbox.id)#dkim",
      saying: .done("A key was generated. Publish its record at \(selector)._domainkey.\(ascii)."))
  }

  private func isSelector(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
      }
  }
}
