import CSV
import Foundation
import TestKit
import Testing
import Text

@testable import Outreach

@Suite struct EmailAddressTests {
  @Test(arguments: [
    ("petra.hofer@@kuehl.example", EmailFlaw.twoAts), ("info(at)frost.example", .noAt),
    ("a b@frost.example", .hasBlank), ("@frost.example", .noName), (".a@frost.example", .dots),
    ("a..b@frost.example", .dots), ("a@", .noDomain), ("a@frost", .oneLabel),
    ("a@-frost.example", .label), ("a@frost-.example", .label), ("a@frost..example", .label),
    ("a@10.0.0.1", .numericEnding), ("\"a\"@frost.example", .otherCharacter),
    ("ä@frost.example", .otherCharacter), ("a@frost.c", .oneLabel),
  ])
  func saysWhatIsWrong(text: String, flaw: EmailFlaw) {
    #expect(EmailFlaw(in: text) == flaw)
  }

  @Test func takesWhatPeopleHave() {
    for text in ["o'neil+list@mail.frost.co.uk", "A.B-c_d@xn--bcher-kva.example", "x@1and1.com"] {
      #expect(EmailAddress(text)?.text == text)
    }
    #expect(EmailAddress("\u{A0} Anna@Frost.Example ")?.key == "anna@frost.example")
    #expect(EmailAddress("anna@Mail.Frost.Example")?.domain == "mail.frost.example")
  }

  /// The sets know what the RFCs allow; ours is narrower. What they refuse, we refuse.
  @Test(.sharedData("email_addresses")) func takesNothingThatIsNoAddress() throws {
    let folder = sharedData("email_addresses")
    var taken: [String] = []
    var (valid, ours) = (0, 0)
    try CSVFile(reading: folder.appending(path: "isemail_tests.csv")).eachRecord { record in
      let cells = record.strings
      let isOurs = EmailFlaw(in: cells[1]) == nil
      if cells[4] == "invalid", isOurs { taken.append(cells[1]) }
      if cells[4] == "valid" { (valid, ours) = (valid + 1, ours + (isOurs ? 1 : 0)) }
    }
    try CSVFile(reading: folder.appending(path: "flanker_lists.csv")).eachRecord { record in
      let cells = record.strings
      if cells[0] == "mailbox", cells[2] == "false", EmailAddress(cells[1]) != nil {
        taken.append(cells[1])
      }
    }
    print("addresses: \(ours) of \(valid) valid ones taken")
    #expect(taken == [])
  }

  @Test(.sharedData("email_addresses")) func theRegistrableDomainIsWhatSomebodyRegistered() throws {
    #expect(registrableDomain(of: "mail.frost.co.uk") == "frost.co.uk")
    #expect(registrableDomain(of: "frost.com.au") == "frost.com.au")
    #expect(registrableDomain(of: "a.b.frost.de") == "frost.de")
    #expect(registrableDomain(of: "co.uk") == nil)
    #expect(registrableDomain(of: "localhost") == nil)

    let folder = sharedData("email_addresses")
    var (cases, agreed) = (0, 0)
    try CSVFile(reading: folder.appending(path: "registrable_domain.csv")).eachRecord { record in
      let cells = record.strings
      cases += 1
      agreed += (registrableDomain(of: cells[0].lowercased()) ?? "") == cells[1] ? 1 : 0
    }
    print("registrable domains: \(agreed) of \(cases) as the public suffix list has them")
    #expect(agreed * 10 >= cases * 5)
  }
}
