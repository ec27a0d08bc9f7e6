import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// The part of the settings page with the sending rate of each family of mail domains.
extension Site {
  /// Only deviations from the standard are saved; an empty field is the standard.
  func changeRates(_ request: Request) throws -> Response {
    try lockForm(at: request)
    let rates = try database.domainRates()
    var refused = RefusedSettings(form: request.form)
    var wanted: [String: Decimal] = [:]
    for rate in rates {
      switch TypedRate(request.form[rate.field]) {
      case .standard: break
      case .perSecond(let number): wanted[rate.family] = number
      case .wrong(let why): refused.fieldErrors[rate.field] = why
      }
    }
    refused.rates = FormVersion(
      request.form, .rates(rates) { wanted[$0.family] ?? $0.standard }, saved: .rates(rates),
      of: "A rate", page: "/settings")
    guard !refused.isRefused else { return try settingsPage(refused) }
    var changed = 0
    for rate in rates {
      let own = wanted[rate.family] == rate.standard ? nil : wanted[rate.family]
      guard own != rate.own else { continue }
      try database.setRate(of: rate.family, to: own)
      changed += 1
    }
    return try seeOther(
      "/settings",
      saying: .done(
        changed == 0 ? "No changes to save." : "\(Words.count(changed, "rate")) saved."))
  }

  func rateFields(_ form: Form, _ fieldErrors: FieldErrors) throws -> [FormField] {
    try database.domainRates().map { rate in
      FormField(
        rate.field, "To \(rate.explanation)",
        value: form.has(rate.field) ? form[rate.field] : "\(rate.inForce)",
        id: "rate-\(rate.family)",
        hint: fieldErrors[rate.field].isEmpty ? "Default: \(rate.standard)" : "",
        error: fieldErrors[rate.field], isRight: true, attributes: ["inputmode": "decimal"])
    }
  }
}

extension FormState {
  static func rates(
    _ rates: [DomainRate], _ value: (DomainRate) -> Decimal = { $0.inForce }
  ) -> FormState {
    FormState(rates.map { ("To \($0.explanation)", "\(value($0))") })
  }
}

extension DomainRate {
  fileprivate var field: String { "rate_\(family)" }
}

/// Emails per second as people type them: above 0, at most 1,000, no finer than a thousandth.
private enum TypedRate {
  case standard
  case perSecond(Decimal)
  case wrong(String)

  init(_ typed: String) {
    let text = typed.trimmingBlanks()
    guard !text.isEmpty else {
      self = .standard
      return
    }
    let parts = TypedDecimal(text)
    guard let parts, let number = parts.number, parts.decimals.count <= 3 else {
      self = .wrong(
        parts?.complaint(about: text)
          ?? "“\(text.prefix(40))” is not a number. Enter digits with at most three decimals, such as 2 or "
          + "0.5.")
      return
    }
    if number <= 0 {
      self = .wrong("Enter a number above 0.")
    } else if number > 1_000 {
      self = .wrong("At most 1,000 a second.")
    } else {
      self = .perSecond(number)
    }
  }
}
