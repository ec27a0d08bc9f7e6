import Foundation
import Outreach
import TestKit
import Testing

@Suite struct PlanTests {
  private let monday = Date(timeIntervalSince1970: 1_792_400_400)

  private func box(
    _ email: String, _ limit: Int, left: Int? = nil, ramp: Int = 0, full: Int? = nil
  )
    -> PlanMailbox
  {
    PlanMailbox(
      email: email, dayLimit: limit, leftToday: left ?? limit, rampStep: ramp,
      fullLimit: full ?? limit)
  }

  @Test func theDayLimitBindsUntilAllFirstOnesAreOut() {
    let plan = Plan(
      waiting: [120, 0], waits: [0, 4], mailboxes: [box("a@x.example", 50)], schedule: nil,
      from: monday)

    #expect(plan.days.map(\.total) == [50, 50, 20, 0, 50, 50, 20])
    #expect(plan.boundDays.count == 2)
    #expect(plan.total == 240)
    #expect(!plan.isCut)
  }

  @Test func closedDaysStayEmptyAndMailboxesShareByWhatTheyHave() {
    let weekdays = Schedule(days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00", timezone: "UTC")

    let plan = Plan(
      waiting: [700], waits: [0], mailboxes: [box("a@x.example", 75), box("b@x.example", 25)],
      schedule: weekdays, from: monday)

    #expect(plan.days.map(\.isOpen) == [true, true, true, true, true, false, false, true, true])
    #expect(plan.days.map(\.total) == [100, 100, 100, 100, 100, 0, 0, 100, 100])
    #expect(plan.days[0].sent == [75, 25])
  }

  @Test func whatIsUsedTodayAndTheRampCount() {
    let plan = Plan(
      waiting: [100], waits: [0], mailboxes: [box("a@x.example", 20, left: 5, ramp: 10, full: 35)],
      schedule: nil, from: monday)

    #expect(plan.days.map(\.total) == [5, 30, 35, 30])
  }

  @Test func leadsInTheMiddleAreDueEvenlyOverTheirWait() {
    let plan = Plan(
      waiting: [0, 9], waits: [0, 3], mailboxes: [box("a@x.example", 50)], schedule: nil,
      from: monday)

    #expect(plan.days.map(\.total) == [3, 3, 3])
    #expect(plan.boundDays.isEmpty)
  }
}
