import Testing

@testable import Composing

@Suite struct TemplateInspectionTests {
  private let lead = #"{"first_name": "Signe", "custom": {"Job title": "Head", "rooms": 22}}"#

  @Test func theFirstLineMayBeTheSubject() {
    let found = inspectTemplate(
      "Subject: Hi {{FIRST_NAME}}\n\n<p>{{JOB_TITLE}} of {{ROOMS}}</p>\n", lead: lead)
    #expect(found == .init(subject: "Hi Signe", body: "<p>Head of 22</p>\n"))
  }

  @Test func withoutSubjectAllIsBody() {
    #expect(inspectTemplate("{a}", lead: "{}") == .init(subject: "", body: "a"))
  }

  @Test func placesAreThoseOfTheFile() {
    let inBody = inspectTemplate("Subject: Hi\n\n<p>\n  {a|b</p>", lead: lead)
    #expect(inBody.error == "This { is never closed.")
    #expect(inBody.line == 4)
    #expect(inBody.column == 3)

    let inSubject = inspectTemplate("Subject: Hi {{TITLE}}\n\nx", lead: lead)
    #expect(inSubject.error == "TITLE has no value and no fallback.")
    #expect(inSubject.line == 1)
    #expect(inSubject.column == 13)
  }

  @Test func aLeadThatIsNoObjectIsSaid() {
    #expect(inspectTemplate("x", lead: "[1]").error == "The lead is no JSON object.")
  }
}
