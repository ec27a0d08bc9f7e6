import Foundation
import TestKit
import Testing

@testable import Outreach

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
      waiting: [120, 0], waitHours: [0, 96], mailboxes: [box("a@x.example", 50)], schedule: nil,
      from: monday)

    #expect(plan.days.map(\.total) == [50, 50, 20, 0, 50, 50, 20])
    #expect(plan.boundDays.count == 2)
    #expect(plan.total == 240)
    #expect(!plan.isCut)
  }

  @Test func closedDaysStayEmptyAndMailboxesShareByWhatTheyHave() {
    let weekdays = Schedule(days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00", timezone: "UTC")

    let plan = Plan(
      waiting: [700], waitHours: [0], mailboxes: [box("a@x.example", 75), box("b@x.example", 25)],
      schedule: weekdays, from: monday)

    #expect(plan.days.map(\.isOpen) == [true, true, true, true, true, false, false, true, true])
    #expect(plan.days.map(\.total) == [100, 100, 100, 100, 100, 0, 0, 100, 100])
    #expect(plan.days[0].sent == [75, 25])
  }

  @Test func whatIsUsedTodayAndTheRampCount() {
    let plan = Plan(
      waiting: [100], waitHours: [0],
      mailboxes: [box("a@x.example", 20, left: 5, ramp: 10, full: 35)],
      schedule: nil, from: monday)

    #expect(plan.days.map(\.total) == [5, 30, 35, 30])
  }

  @Test func leadsInTheMiddleAreDueEvenlyOverTheirWait() {
    let plan = Plan(
      waiting: [0, 9], waitHours: [0, 72], mailboxes: [box("a@x.example", 50)], schedule: nil,
      from: monday)

    #expect(plan.days.map(\.total) == [3, 3, 3])
    #expect(plan.boundDays.isEmpty)
  }

  @Test func waitsOfHoursAreNotRoundedUpToADay() {
    // Monday at 09:00: an hour later is Monday, too.
    let soon = Plan(
      waiting: [10, 0], waitHours: [0, 1], mailboxes: [box("a@x.example", 50)], schedule: nil,
      from: monday)
    // 7 days and 12 hours later is the Monday after, at 21:00.
    let late = Plan(
      waiting: [10, 0, 0], waitHours: [0, 72, 108], mailboxes: [box("a@x.example", 50)],
      schedule: nil, from: monday)
    // In a window to 17:00 what is due at 21:00 goes the next day.
    let inWindow = Plan(
      waiting: [10, 0], waitHours: [0, 12], mailboxes: [box("a@x.example", 50)],
      schedule: Schedule(
        days: [0, 1, 2, 3, 4, 5, 6], start: "08:00", end: "17:00", timezone: "UTC"),
      from: monday)

    #expect(soon.days.map(\.total) == [20])
    #expect(late.days.map(\.total) == [10, 0, 0, 10, 0, 0, 0, 10])
    #expect(inWindow.days.map(\.total) == [10, 10])
  }

  @Test func aWindowPastMidnightEndsOnTheNextDay() {
    let nights = Schedule(days: [1], start: "22:00", end: "02:00", timezone: "UTC")

    let plan = Plan(
      waiting: [10, 0], waitHours: [0, 3], mailboxes: [box("a@x.example", 50)], schedule: nights,
      from: monday)

    #expect(plan.days.map(\.isOpen) == [true, true])
    #expect(plan.days.map(\.total) == [10, 10])
  }

  @Test func theFirstEmailsAreDueAfterTheirOwnWait() {
    let plan = Plan(
      waiting: [10], waitHours: [48], mailboxes: [box("a@x.example", 50)], schedule: nil,
      from: monday, firstAfter: 48 * 3_600)

    #expect(plan.days.map(\.total) == [0, 0, 10])
  }

  @Test("any hours can be planned over the days on which clocks change")
  func hoursOnDaysOfOtherLengths() throws {
    let zones = ["America/New_York", "Europe/Vienna", "Australia/Lord_Howe", "America/Santiago"]
    for zone in zones {
      for (start, end) in [
        ("23:30", "06:00"), ("09:00", "17:00"), ("02:30", "02:45"), ("00:00", "00:00"),
      ] {
        let schedule = Schedule(days: Array(0...6), start: start, end: end, timezone: zone)
        // A year of one email a day, so every change of clocks is passed.
        let plan = Plan(
          waiting: [400], waitHours: [0], mailboxes: [box("a@x.example", 1)], schedule: schedule,
          from: monday)
        #expect(plan.days.count == 400)
        #expect(plan.days.allSatisfy { $0.total <= 1 })
      }
    }
  }

  @Test("an hour of the clock is that hour on a day of 23 hours, too")
  func openingFollowsTheClock() throws {
    // 2027-03-14 begins in New York at 05:00Z and has 23 hours: 09:00 is 13:00Z.
    let midnight = Date(timeIntervalSince1970: 1_805_000_400)
    let schedule = Schedule(
      days: Array(0...6), start: "09:00", end: "23:59", timezone: "America/New_York")

    let windows = OpenHours(schedule, zone: "UTC", from: midnight).windows(on: 0)

    #expect(windows == [28_800..<82_740])
  }
}
