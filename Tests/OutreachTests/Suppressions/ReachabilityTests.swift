import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ReachabilityTests {
  @Test("S1-012 who is suppressed may not be written to, however the address is spelt")
  func theSuppressedAreNotWrittenTo() throws {
    let lead = try workspace.makeLead("Ada@Example.com")
    #expect(try workspace.mayContact(lead, over: .email))

    try workspace.run(
      "INSERT INTO suppressions (email, reason) VALUES ('ada@example.com', 'unsubscribed')")

    #expect(try workspace.refusal(of: lead, over: .email) == .unsubscribed)
    #expect(try workspace.mayContact(lead, over: .phone))
  }

  @Test("S1-012 a suppression of another workspace does not count here")
  func suppressionsStayInTheirWorkspace() throws {
    let lead = try workspace.makeLead()
    try otherWorkspace.run(
      "INSERT INTO suppressions (email, reason) VALUES ('ada@example.com', 'unsubscribed')")

    #expect(try workspace.mayContact(lead, over: .email))
    #expect(try otherWorkspace.refusal(of: lead, over: .email) == nil)
  }

  @Test("S1-013 without a valid address nobody is written to")
  func anInvalidAddressIsNotWrittenTo() throws {
    let none = try workspace.makeLead(nil)
    let bounced = try workspace.makeLead("gone@example.com")
    try workspace.run(
      """
      UPDATE contacts SET email_invalid_reason = '550 no such user', email_invalid_at = now()
      WHERE id = \(bounced)
      """)

    #expect(try workspace.refusal(of: none, over: .email) == .noAddress)
    #expect(try workspace.refusal(of: bounced, over: .email) == .invalidAddress)
  }

  @Test func doNotContactHoldsForEveryChannelAndAsARelationship() throws {
    let status = try workspace.makeLead(status: "do_not_contact")
    let relation = try workspace.makeLead("b@example.com", company: "Other")
    try workspace.run(
      "UPDATE accounts SET relationship_types = '{partner,do_not_contact}' WHERE name = 'Other'")

    #expect(try workspace.refusal(of: status, over: .phone) == .doNotContact)
    #expect(try workspace.refusal(of: relation, over: .email) == .doNotContact)
  }
}
