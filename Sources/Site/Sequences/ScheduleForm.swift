import HTTPTypes
import Outreach
import Text
import Web

/// The schedule as it is entered: any time, or days with a window.
struct ScheduleForm {
  let version: FormVersion
  let isAlways: Bool
  let days: [Day]
  let times: [FormField]
  let zone: FormField
  let errors: FormErrors?
  let dayError: String

  struct Day {
    let number: Int
    let label: String
    let isChosen: Bool
  }

  init(_ schedule: Schedule?, zone: String) {
    self.init(
      schedule ?? Schedule(days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00", timezone: zone),
      isAlways: schedule == nil, faults: [], FormVersion(of: .schedule(schedule)))
  }

  init(_ schedule: Schedule, isAlways: Bool, faults: [Schedule.Fault], _ version: FormVersion) {
    self.version = version
    self.isAlways = isAlways
    // The week begins on Monday, its numbers on Sunday.
    days = [1, 2, 3, 4, 5, 6, 0].map {
      Day(number: $0, label: dayNames[$0], isChosen: schedule.days.contains($0))
    }
    dayError =
      faults.contains(.noDay)
      ? "Choose at least one day." : faults.contains(.day) ? "Choose days from the list." : ""
    times = [
      FormField(
        "start", "From", value: schedule.start, type: "time",
        error: faults.contains(.start) ? "“\(schedule.start)” is not a time such as 09:00." : ""),
      FormField(
        "end", "To", value: schedule.end, type: "time",
        hint: "A time before the start is on the next day. The same time is 24 hours later.",
        error: faults.contains(.end) ? "“\(schedule.end)” is not a time such as 17:00." : ""),
    ]
    self.zone = FormField(
      "zone", "Zone", value: schedule.timezone,
      hint: "Such as Europe/Berlin or America/New_York.",
      error: faults.contains(.zone)
        ? "“\(schedule.timezone)” is not a time zone. Choose one from the list." : "",
      attributes: ["autocomplete": "off", "list": "zones"])
    let day = FormField("day-1", "Days", error: dayError)
    errors = FormErrors.of([day] + times + [self.zone])
  }
}

private let dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

extension FormState {
  fileprivate static func schedule(_ schedule: Schedule?) -> FormState {
    guard let schedule else { return FormState([("When", "At any time")]) }
    let days = schedule.days.filter(dayNames.indices.contains).map { dayNames[$0] }
    return FormState([
      ("When", days.joined(separator: ", ")), ("From", schedule.start), ("To", schedule.end),
      ("Zone", schedule.timezone),
    ])
  }
}

extension Site {
  func saveSchedule(_ request: Request) throws -> Response {
    try lockForm(at: request)
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let form = request.form
    let entered = Schedule(
      // What is no day stays as one that there is not, and is refused.
      days: Set(form.all("day").map { typedWholeNumber($0) ?? -1 }).sorted(), start: form["start"],
      end: form["end"], timezone: form["zone"].trimmingBlanks())
    let isAlways = form["when"] == "always"
    var faults = isAlways ? [] : entered.faults
    if !isAlways, !faults.contains(.zone), try !database.isTimeZone(entered.timezone) {
      faults.append(.zone)
    }
    let version = FormVersion(
      form, .schedule(isAlways ? nil : entered),
      saved: .schedule(try database.schedule(of: campaign.id)), of: "The schedule",
      page: "/campaigns/\(campaign.id)/sequence#schedule")
    guard faults.isEmpty, !version.isOvertaken else {
      let refused = RefusedForms(
        schedule: ScheduleForm(entered, isAlways: isAlways, faults: faults, version))
      return try page(
        sequencePage(request, refused),
        status: version.isOvertaken ? .conflict : .unprocessableContent)
    }
    try database.setSchedule(isAlways ? nil : entered, of: campaign.id)
    return try seeOther(
      "/campaigns/\(campaign.id)/sequence#schedule",
      saying: .done(isAlways ? "It can send at any time." : "The schedule was saved."))
  }
}
