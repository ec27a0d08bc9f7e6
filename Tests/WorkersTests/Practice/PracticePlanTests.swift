import Outreach
import Testing

@testable import Workers

@Suite struct PracticePlanTests {
  @Test func testRecipientsDoEverythingThatPeopleDo() {
    let planned = Set((1...5_000).flatMap { PracticePlan(messageID: "t.\($0)@x").acts.map(\.act) })

    #expect(planned == Set(PracticeAct.Kind.allCases))
    #expect(
      planned.map(\.rawValue).filter { Reply.Class(rawValue: $0) != nil }.count
        == Reply.Class.allCases.count)
  }
}
