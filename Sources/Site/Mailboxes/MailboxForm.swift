import Outreach
import Text
import Web

/// A mailbox as typed, its fields with their errors, and the draft that is made of it if there are
/// none.
struct MailboxForm {
  let form: Form
  var fieldErrors = FieldErrors()
  let isNew: Bool
  let hasPassword: Bool

  /// A submitted form.
  init(_ form: Form, isNew: Bool, hasPassword: Bool = false) {
    self.form = form
    self.isNew = isNew
    self.hasPassword = hasPassword
  }

  /// The form of an existing mailbox.
  init(_ mailbox: Mailbox) {
    self.init(mailbox.draft, hasPassword: mailbox.password != nil)
  }

  private init(_ draft: MailboxDraft, hasPassword: Bool) {
    self.init(
      [
        "email": draft.email, "display_name": draft.displayName,
        "reply_to": draft.replyTo ?? "", "signature": draft.signature, "host": draft.host,
        "port": "\(draft.port)", "security": draft.security.rawValue, "user": draft.user ?? "",
        "daily_limit": draft.dailyLimit.map { "\($0)" } ?? "",
        "ramp_start": draft.rampStart.map { "\($0)" } ?? "",
        "ramp_step": draft.rampStep.map { "\($0)" } ?? "",
      ], isNew: false, hasPassword: hasPassword)
  }

  /// The form's values for a mailbox of this kind, as they would be saved. The practice mailbox has
  /// a server of its own.
  func state(of kind: MailboxKind) -> FormState {
    var form = self
    let kept = form.draft(for: kind).map { MailboxForm($0, hasPassword: hasPassword) } ?? self
    let server = kind == .practice ? [] : kept.server + [kept.security]
    return FormState(kept.sender + [kept.signature] + server + kept.limits)
  }

  /// Fills the field errors; nil if there is one.
  mutating func draft(for kind: MailboxKind) -> MailboxDraft? {
    let email = form["email"].trimmingBlanks()
    let replyTo = form["reply_to"].trimmingBlanks()
    if !isAddress(email) { fieldErrors["email"] = "“\(email)” is not an email address." }
    if !replyTo.isEmpty, !isAddress(replyTo) {
      fieldErrors["reply_to"] = "“\(replyTo)” is not an email address."
    }
    fieldErrors.limit(
      form,
      [
        "email": 254, "reply_to": 254, "signature": 2_000, "host": 253,
        "user": 254, "password": 1_000,
      ])
    let displayName = fieldErrors.name("display_name", form["display_name"], to: 100)
    let limits = ["daily_limit", "ramp_start", "ramp_step"].map { number($0, in: 1...1_000_000) }
    if limits[1] != nil, limits[2] == nil {
      fieldErrors["ramp_step"] = "Enter how many emails the ramp adds each day."
    }
    var draft = MailboxDraft(
      email: email, displayName: displayName,
      replyTo: replyTo.isEmpty ? nil : replyTo, signature: signatureLines(form["signature"]),
      host: MailboxSettings.practiceHost, port: MailboxSettings.inForce.practicePort,
      security: .none, dailyLimit: limits[0], rampStart: limits[1],
      rampStep: limits[1] == nil ? nil : limits[2])
    if kind == .smtp { fillServer(of: &draft) }
    return fieldErrors.isEmpty ? draft : nil
  }

  private mutating func fillServer(of draft: inout MailboxDraft) {
    let user = form["user"].trimmingBlanks()
    draft.host = form["host"].trimmingBlanks()
    draft.port = number("port", in: 1...65_535) ?? 0
    draft.security = fieldErrors.choice("security", form["security"], standard: .starttls)
    draft.user = user.isEmpty ? nil : user
    if draft.host.isEmpty { fieldErrors["host"] = "Enter the SMTP server." }
    if draft.port == 0, fieldErrors["port"].isEmpty { fieldErrors["port"] = "Enter the port." }
    if !user.isEmpty, form["password"].isEmpty, !hasPassword {
      fieldErrors["password"] = "Enter the password for this user name."
    }
  }

  private mutating func number(_ field: String, in range: ClosedRange<Int>) -> Int? {
    fieldErrors.number(field, form[field], in: range)
  }
}

extension MailboxForm {
  /// The sender.
  var sender: [FormField] {
    [
      field("email", "Address", attributes: ["inputmode": "email", "autocomplete": "off"]),
      field("display_name", "Display name", isOptional: true),
      field(
        "reply_to", "Reply-to address", hint: "Leave empty to use the mailbox’s address.",
        isOptional: true),
    ]
  }

  var signature: FormField {
    FormField(
      "signature", "Signature", value: form["signature"],
      hint: "Plain text below every email from this mailbox, above the footer.",
      error: fieldErrors["signature"], isOptional: true, isVoice: true)
  }

  /// The server.
  var server: [FormField] {
    [
      field("host", "SMTP server"),
      field("port", "Port", value: form.has("port") ? form["port"] : "587", isRight: true),
      field("user", "User name", isOptional: true, attributes: ["autocomplete": "off"]),
      FormField(
        "password", "Password", type: "password",
        hint: hasPassword
          ? "A password is saved, encrypted. Leave empty to keep it."
          : "Stored encrypted and not shown again.",
        error: fieldErrors["password"], isOptional: true,
        attributes: ["autocomplete": "new-password"]),
    ]
  }

  var security: FormField {
    FormField(
      "security", "Encryption", value: form.has("security") ? form["security"] : "starttls",
      error: fieldErrors["security"],
      options: MailboxSecurity.allCases.map { ($0.rawValue, $0.words) })
  }

  /// The limits.
  var limits: [FormField] {
    [
      field(
        "daily_limit", "Daily sending limit", hint: "Leave empty to use the workspace’s limit.",
        isOptional: true,
        isRight: true),
      field(
        "ramp_start", "Ramp: emails on the first day",
        hint:
          "A new mailbox that sends few emails at first is trusted sooner. Leave empty for no ramp.",
        isOptional: true, isRight: true),
      field(
        "ramp_step", "Ramp: increase per day",
        hint: "Added to the limit each day, up to the daily sending limit.", isOptional: true,
        isRight: true),
    ]
  }

  var errors: FormErrors? { FormErrors.of(sender + [signature, security] + server + limits) }

  private func field(
    _ name: String, _ label: String, value: String? = nil, hint: String = "",
    isOptional: Bool = false, isRight: Bool = false,
    attributes: KeyValuePairs<String, String> = [:]
  ) -> FormField {
    FormField(
      name, label, value: value ?? form[name], hint: hint, error: fieldErrors[name],
      isOptional: isOptional, isRight: isRight, attributes: attributes)
  }
}

/// A signature as it is stored: its lines as typed, without blank ones around them, trailing blanks
/// and invisible characters. A delimiter of its own ("-- ") at the top is dropped: each email has
/// one already.
private func signatureLines(_ typed: String) -> String {
  var lines = typed.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
    line in
    let visible = line.unicodeScalars.map { $0 == "\t" ? " " : $0 }.filter { !isControl($0) }
    let text = String(String.UnicodeScalarView(visible))
    return String(text.reversed().drop(while: \.isWhitespace).reversed())
  }[...]
  while let first = lines.first, first.isEmpty || first == "--" { lines = lines.dropFirst() }
  while lines.last?.isEmpty == true { lines = lines.dropLast() }
  return lines.joined(separator: "\n")
}

/// Some of these characters end a header line of an email, and none is visible.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || scalar.value == 0x7f
}
