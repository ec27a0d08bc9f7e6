import Client
import Foundation
import Outreach
import Text
import Web

/// A webhook as typed, its fields with their errors, and the draft that is made of it if there are
/// none.
struct WebhookForm {
  let form: Form
  var fieldErrors = FieldErrors()

  /// A submitted form.
  init(_ form: Form) { self.form = form }

  init(_ webhook: Webhook) {
    self.init(
      name: webhook.name, address: webhook.address, kinds: webhook.kinds)
  }

  /// A new webhook gets all events, unless they are deselected.
  init(name: String = "", address: String = "", kinds: [EventKind] = EventKind.offered) {
    var fields = [
      Form.Field(name: "name", value: name), Form.Field(name: "address", value: address),
    ]
    fields += kinds.map { Form.Field(name: "event", value: $0.rawValue) }
    form = Form(fields)
  }

  /// Of the page with the form, so that a form that is sent twice adds one webhook. Empty: none.
  var key: String {
    let key = form["form_key"]
    return key.utf8.count <= 64 && key.utf8.allSatisfy { $0 > 32 && $0 < 127 } ? key : ""
  }

  /// Fills the field errors; nil if there is one.
  mutating func draft() -> WebhookDraft? {
    let address = form["address"].trimmingBlanks()
    let name = fieldErrors.name("name", form["name"])
    fieldErrors.limit("address", form["address"], to: 2_000)
    if fieldErrors["address"].isEmpty {
      fieldErrors["address"] = WebhookAddress.error(about: address) ?? ""
    }
    let kinds = EventKind.offered.filter { form.all("event").contains($0.rawValue) }
    if kinds.isEmpty { fieldErrors["event"] = "Select at least one event." }
    guard fieldErrors.isEmpty else { return nil }
    return WebhookDraft(
      name: name.isEmpty ? WebhookAddress.host(of: address) : name, address: address, kinds: kinds)
  }

  /// The form's values, as they are saved.
  var state: FormState {
    FormState(
      [name, address],
      checks: EventKind.offered.map { kind in check(kind) })
  }

  var name: FormField {
    FormField(
      "name", "Name", value: form["name"], hint: "For this list. Leave empty for the host name.",
      error: fieldErrors["name"], isOptional: true, attributes: ["autocomplete": "off"])
  }

  var address: FormField {
    FormField(
      "address", "URL", value: form["address"], type: "text",
      hint: "An https address that accepts POST requests.", error: fieldErrors["address"],
      isRequired: true, attributes: ["inputmode": "url", "autocomplete": "off"])
  }

  var groups: [WebhookFormGroup] {
    EventGroup.allCases.map { group in
      WebhookFormGroup(
        name: group.rawValue, checks: group.kinds.map(check))
    }
  }

  /// Links to the first check box.
  var events: FormField {
    FormField("event", "Events", id: "event-email-sent", error: fieldErrors["event"])
  }

  /// "All 36 events", "3 of 36 events"
  var eventCount: String {
    let all = EventKind.offered.count
    let chosen = EventKind.offered.count { form.all("event").contains($0.rawValue) }
    return chosen == all ? "All \(all) events" : "\(chosen) of \(all) events"
  }

  var errors: FormErrors? { FormErrors.of([name, address, events]) }

  private func check(_ kind: EventKind) -> FormField {
    FormField(
      "event", kind.words, value: kind.rawValue,
      id: "event-" + kind.rawValue.replacing(".", with: "-").replacing("_", with: "-"),
      isChecked: form.all("event").contains(kind.rawValue))
  }
}

/// The events of one group, as check boxes.
struct WebhookFormGroup {
  let name: String
  let checks: [FormField]
}

/// The rules for the address of a webhook. That its host is on the open internet is checked again when it
/// is called: a name may resolve to any address.
enum WebhookAddress {
  /// Why this address cannot be used; nil: it can.
  static func error(about text: String) -> String? {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty,
      text.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
    else { return "Enter a complete address, such as https://example.com/hooks." }
    if parts.user != nil || parts.password != nil {
      return
        "Leave user name and password out. Requests are signed, so the receiver can verify them."
    }
    if parts.fragment != nil { return "Leave out the part from # on. It is never sent." }
    if let port = parts.port, !(1...65_535).contains(port) {
      return "The port is a number from 1 to 65,535."
    }
    let port = parts.port ?? (scheme == "http" ? 80 : 443)
    let isException = isException(host, port: port)
    if isOwnNetwork(host), !isException {
      return
        "Use an address of the open internet. Others are only for hosts that the operator of this "
        + "installation allows."
    }
    if scheme == "http", !isException {
      return
        "Use https. Plain http is only for hosts that the operator of this installation allows."
    }
    return nil
  }

  static func host(of text: String) -> String {
    URLComponents(string: text)?.host ?? text
  }

  /// Without the brackets of IPv6 and the dot after a whole name.
  private static func bare(_ host: String) -> String {
    let bare = host.trimmingCharacters(in: ["[", "]"]).lowercased()
    return bare.hasSuffix(".") ? String(bare.dropLast()) : bare
  }

  /// What cannot be on the open internet, whatever names resolve to.
  private static func isOwnNetwork(_ host: String) -> Bool {
    let bare = bare(host)
    if let address = NetworkAddress(anyForm: bare) { return !address.isPublic }
    return bare == "localhost" || bare.hasSuffix(".localhost")
  }

  /// By the same rule as when it is called, but for what its name resolves to.
  private static func isException(_ host: String, port: Int) -> Bool {
    let name = host.trimmingCharacters(in: ["[", "]"]).lowercased()
    let address = NetworkAddress(anyForm: bare(host))
    return OutboundSettings.inForce.exceptions.contains { text in
      AddressException(text)?.letsIn(address, host: name, port: port) ?? false
    }
  }
}
