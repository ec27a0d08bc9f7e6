import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Settings/settings.mustache
struct SettingsPage: Page {
  static let template = "Settings/settings"

  let frame: Frame
  let tabs = Tabs.settings(on: .workspace)
  let workspaceVersion: FormVersion
  let settingsVersion: FormVersion
  let ratesVersion: FormVersion
  let errors: FormErrors?
  let name: FormField
  let timeZone: FormField
  let groups: [Group]
  let settingErrors: FormErrors?
  let rates: [FormField]
  let rateErrors: FormErrors?

  struct Group {
    let name: String
    let fields: [FormField]
    /// Texts, which get more room.
    let areas: [FormField]
  }
}

/// Refused input of one of the three forms of the page.
struct RefusedSettings {
  var form = Form()
  var fieldErrors = FieldErrors()
  var workspace: FormVersion?
  var settings: FormVersion?
  var rates: FormVersion?

  var isRefused: Bool { isOvertaken || !fieldErrors.isEmpty }

  var status: HTTPResponse.Status {
    isOvertaken ? .conflict : fieldErrors.isEmpty ? .ok : .unprocessableContent
  }

  private var isOvertaken: Bool {
    [workspace, settings, rates].contains { $0?.isOvertaken == true }
  }
}

extension Site {
  func settings(_ request: Request) throws -> Response {
    try settingsPage(RefusedSettings())
  }

  func changeWorkspace(_ request: Request) throws -> Response {
    try lockForm(at: request)
    let form = request.form
    var refused = RefusedSettings(form: form)
    refused.workspace = FormVersion(
      form, .workspace((form["name"], form["timeZone"])),
      saved: .workspace(try database.workspaceFacts()), of: "The workspace", page: "/settings")
    if form["name"].isEmpty {
      refused.fieldErrors["name"] = "Enter a name. It appears at the top of every page."
    }
    refused.fieldErrors.limit("name", form["name"])
    if try !database.isTimeZone(form["timeZone"]) {
      refused.fieldErrors["timeZone"] =
        "“\(form["timeZone"].prefix(64))” is not a known time zone. Choose one such as Europe/Vienna."
    }
    guard !refused.isRefused else { return try settingsPage(refused) }
    try database.changeWorkspace(name: form["name"], timeZone: form["timeZone"])
    return try seeOther("/settings", saying: .done("Workspace saved."))
  }

  /// Only deviations from the standard are saved; an empty field is the standard.
  func changeSettings(_ request: Request) throws -> Response {
    try lockForm(at: request)
    let settings = try database.settings()
    var refused = RefusedSettings(form: request.form)
    for setting in settings {
      refused.fieldErrors[setting.key] = complaint(of: request.form[setting.key], for: setting)
    }
    let typed = settings.map {
      refused.fieldErrors[$0.key].isEmpty ? json(request.form[$0.key], for: $0) : $0.inForce
    }
    refused.settings = FormVersion(
      request.form, .settings(zip(settings, typed)), saved: .settings(settings), of: "A setting",
      page: "/settings")
    guard !refused.isRefused else { return try settingsPage(refused) }
    var changed = 0
    for (setting, typed) in zip(settings, typed) {
      let wanted = typed == setting.standard ? nil : typed
      guard wanted != setting.own else { continue }
      try database.set(setting.key, to: wanted)
      changed += 1
    }
    return try seeOther(
      "/settings",
      saying: .done(
        changed == 0 ? "No changes to save." : "\(Words.count(changed, "setting")) saved."))
  }

  private func complaint(of typed: String, for setting: Setting) -> String {
    if setting.isText {
      return typed.count > 500
        ? "\(Words.count(typed.count, "character")). The limit is 500." : ""
    }
    let text = typed.trimmingBlanks()
    if text.isEmpty { return "" }
    if setting.isList, let pair = text.firstMatch(of: /[0-9]+,[0-9]{3}(?![0-9])/) {
      return
        "“\(pair.output)” is one number or two. Put a space after a comma between numbers, and no comma "
        + "into a number."
    }
    guard let parts = numbers(in: text, for: setting) else {
      if setting.isList {
        return
          "“\(text.prefix(80))” is not a list of numbers. Separate them with commas, such as 15, 60, 240."
      }
      let decimal = TypedDecimal(text)
      if setting.isWhole, decimal != nil { return "Enter a whole number." }
      return decimal?.complaint(about: text) ?? "“\(text.prefix(40))” is not a number."
    }
    let (least, most) = (setting.least ?? -.infinity, setting.most ?? .infinity)
    let scale: Double = setting.isShare ? 100 : 1
    guard parts.allSatisfy({ (least * scale...most * scale).contains($0) }) else {
      return "Enter a number from \(worded(least * scale)) to \(worded(most * scale))."
    }
    return parts.count > 20 ? "\(Words.count(parts.count, "number")). The limit is 20." : ""
  }

  private func numbers(in typed: String, for setting: Setting) -> [Double]? {
    let parts =
      setting.isList
      ? typed.split(separator: ",").map(String.init)
      : [setting.isShare && typed.hasSuffix("%") ? String(typed.dropLast()) : typed]
    let found = parts.map { $0.trimmingBlanks() }.compactMap {
      setting.isWhole || setting.isList
        ? typedWholeNumber($0).map(Double.init) : TypedDecimal($0)?.double
    }
    return found.count == parts.count && !found.isEmpty ? found : nil
  }

  /// As the database writes it, so that the same number is the same text.
  private func json(_ typed: String, for setting: Setting) -> String {
    if setting.isText { return (try? JSONText(encoding: typed).text) ?? setting.standard }
    guard let numbers = numbers(in: typed, for: setting) else { return setting.standard }
    let texts = numbers.map { plain(setting.isShare ? $0 / 100 : $0) }
    return setting.isList ? "[\(texts.joined(separator: ", "))]" : texts[0]
  }

  private func worded(_ number: Double) -> String {
    Int(exactly: number).map(Words.number) ?? plain(number)
  }

  private func plain(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }

  func settingsPage(_ refused: RefusedSettings) throws -> Response {
    let (form, fieldErrors) = (refused.form, refused.fieldErrors)
    let facts = try database.workspaceFacts()
    let name = FormField(
      "name", "Name", value: form.has("name") ? form["name"] : facts.name,
      error: fieldErrors["name"], isRequired: true, attributes: ["maxlength": "200"])
    let zone = FormField(
      "timeZone", "Time zone", value: form.has("timeZone") ? form["timeZone"] : facts.timeZone,
      hint: "For times on pages, unless a member has chosen their own.",
      error: fieldErrors["timeZone"], isRequired: true, attributes: ["list": "zones"])
    let settings = try database.settings()
    let fields = settings.map { field(of: $0, form, fieldErrors) }
    let rates = try rateFields(form, fieldErrors)
    let rooms = Dictionary(grouping: zip(settings, fields), by: { $0.0.room })
    return try page(
      SettingsPage(
        frame: frame(.settings),
        workspaceVersion: refused.workspace ?? FormVersion(of: .workspace(facts)),
        settingsVersion: refused.settings ?? FormVersion(of: .settings(settings)),
        ratesVersion: refused.rates ?? FormVersion(of: .rates(try database.domainRates())),
        errors: FormErrors.of([name, zone]), name: name, timeZone: zone,
        groups: rooms.keys.sorted().map { room in
          let all = rooms[room] ?? []
          return .init(
            name: Words.sentence(room), fields: all.filter { !$0.0.isText }.map(\.1),
            areas: all.filter { $0.0.isText }.map(\.1))
        }, settingErrors: FormErrors.of(fields), rates: rates, rateErrors: FormErrors.of(rates)),
      status: refused.status)
  }

  private func field(of setting: Setting, _ form: Form, _ fieldErrors: FieldErrors) -> FormField {
    FormField(
      setting.key, setting.name,
      value: form.has(setting.key) ? form[setting.key] : setting.shown(setting.inForce),
      id: setting.key.replacing(".", with: "-").replacing("_", with: "-"),
      hint: fieldErrors[setting.key].isEmpty ? setting.note : "",
      error: fieldErrors[setting.key], unit: setting.unit, isRight: !setting.isText,
      attributes: setting.isText ? ["maxlength": "500"] : ["inputmode": "decimal"])
  }
}

extension FormState {
  fileprivate static func workspace(
    _ facts: (name: String, timeZone: String)
  ) -> FormState {
    FormState([("Name", facts.name), ("Time zone", facts.timeZone)])
  }

  fileprivate static func settings(_ settings: [Setting]) -> FormState {
    .settings(zip(settings, settings.map(\.inForce)))
  }

  fileprivate static func settings(_ values: some Sequence<(Setting, String)>) -> FormState {
    FormState(values.map { ($0.label, $0.shown($1)) })
  }
}

extension Setting {
  var room: String { String(key.prefix { $0 != "." }) }
  var isList: Bool { standard.hasPrefix("[") }
  var isShare: Bool { key.hasSuffix("_rate") }
  var isText: Bool { standard.hasPrefix("\"") }

  /// The value that applies while the field is empty.
  var note: String {
    let words = Int(standard).map(Words.number) ?? shown(standard)
    return words.isEmpty ? "Default: nothing" : "Default: \(words)"
  }

  /// As it is typed: a share in percent, a list with commas.
  func shown(_ json: String) -> String {
    if isText { return (try? JSONText(json).decoded(as: String.self)) ?? "" }
    // In full, because it is saved again with the other fields.
    if isShare, let share = Decimal(string: json) {
      let percent = "\(share * 100)"
      return percent.contains(".") ? percent : percent + ".0"
    }
    return json.filter { $0 != "[" && $0 != "]" }
  }
}
