import Text
import Web

/// Templates/Frame/field.mustache, area, select and check: one field of a form.
package struct FormField: Sendable {
  let id: String
  let name: String
  let label: String
  let type: String
  let value: String
  let hint: String
  let error: String
  /// What a number counts, beside the field; empty if its label says it.
  let unit: String
  /// The anchor that the error links to.
  let errorLink: Link?
  let describedBy: String
  let isOptional: Bool
  let isRequired: Bool
  let isFocused: Bool
  let isRight: Bool
  let isVoice: Bool
  let isChecked: Bool
  let rows: Int
  let attributes: [Attribute]
  let options: [Option]

  /// `autocomplete`, `inputmode`, `min` and other attributes of an input.
  package struct Attribute: Sendable {
    let name: String
    let value: String
  }

  package struct Link: Sendable {
    let label: String
    let href: String

    package init(_ label: String, _ href: String) {
      self.label = label
      self.href = href
    }
  }

  package struct Option: Sendable {
    let value: String
    let label: String
    let isChosen: Bool
  }

  /// `id` is the name, unless a page has two forms. `error` is empty if there is none; a field with
  /// one takes the focus. A check box's `value` is sent when it is checked.
  package init(
    _ name: String, _ label: String, value: String = "", type: String = "text", id: String? = nil,
    hint: String = "", error: String = "", errorLink: Link? = nil, unit: String = "",
    isOptional: Bool = false, isRequired: Bool = false,
    isFocused: Bool = false, isRight: Bool = false, isVoice: Bool = false, isChecked: Bool = false,
    rows: Int = 4, attributes: KeyValuePairs<String, String> = [:],
    options: [(value: String, label: String)] = []
  ) {
    let id = id ?? name
    self.id = id
    self.name = name
    self.label = label
    self.type = type
    // A password is never sent back.
    self.value = type == "password" ? "" : value
    self.hint = hint
    self.error = error
    self.unit = unit
    self.errorLink = error.isEmpty ? nil : errorLink
    let notes = [
      unit.isEmpty ? nil : "\(id)-unit", hint.isEmpty ? nil : "\(id)-hint",
      error.isEmpty ? nil : "\(id)-error",
    ]
    describedBy = notes.compactMap { $0 }.joined(separator: " ")
    self.isOptional = isOptional
    self.isRequired = isRequired
    self.isFocused = isFocused || !error.isEmpty
    self.isRight = isRight
    self.isVoice = isVoice
    self.isChecked = isChecked
    self.rows = rows
    self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
    // A choice that was refused stays as it was typed: the browser would show another one as chosen.
    let isOffered = error.isEmpty || value.isEmpty || options.contains { $0.value == value }
    let refused = isOffered || options.isEmpty ? [] : [(value, String(value.prefix(40)))]
    self.options = (options + refused).map {
      Option(value: $0.value, label: $0.label, isChosen: $0.value == value)
    }
  }
}

/// The errors of a form, by field name, collected while it is read.
package struct FieldErrors: Sendable {
  private var byField: [String: String] = [:]

  package init() {}

  /// The error of this field, or nothing.
  package subscript(_ field: String) -> String {
    get { byField[field] ?? "" }
    set { byField[field] = newValue.isEmpty ? nil : newValue }
  }

  package var isEmpty: Bool { byField.isEmpty }

  /// The fields with an error, by name.
  var fields: [(name: String, error: String)] {
    byField.sorted { $0.key < $1.key }.map { (name: $0.key, error: $0.value) }
  }

  /// A text that is too long gets that complaint, unless the field already has one.
  package mutating func limit(_ field: String, _ text: String, to most: Int = 200) {
    guard self[field].isEmpty, text.utf8.count > most else { return }
    // A letter may carry any number of combining marks; then its bytes count.
    let length = max(text.count, text.utf8.count / 4)
    guard length > most else { return }
    self[field] = "At most \(Words.number(most)) characters; this has \(Words.number(length))."
  }

  /// A name as it is saved, with a complaint about one that no list can show. `missing` is the complaint
  /// where there is none; empty: it may be left out.
  package mutating func name(
    _ field: String, _ text: String, missing: String = "", to most: Int = 200
  ) -> String {
    let name = text.typedName
    if name.isEmpty {
      if self[field].isEmpty { self[field] = missing }
    } else if !name.isSingleLine {
      self[field] = "A name is a single line without tabs or control characters."
    }
    limit(field, name, to: most)
    return name
  }

  /// The choice that was made; a word that the form does not offer is an error, and never another
  /// choice. `standard` if nothing was chosen.
  mutating func choice<Value: RawRepresentable<String>>(
    _ field: String, _ word: String, standard: Value
  ) -> Value {
    if word.isEmpty { return standard }
    if let value = Value(rawValue: word) { return value }
    refuseChoice(field, word)
    return standard
  }

  /// The same of words that are offered: empty if nothing was chosen, and otherwise the word itself,
  /// with an error if it is not among them.
  mutating func choice(
    _ field: String, _ word: String, of offered: some Sequence<String>
  ) -> String {
    if !word.isEmpty, !offered.contains(word) { refuseChoice(field, word) }
    return word
  }

  private mutating func refuseChoice(_ field: String, _ word: String) {
    self[field] = "“\(word.prefix(40))” is not a choice. Choose one from the list."
  }

  /// A whole number as people type it; nil if there is none, or with an error if it is another
  /// thing or outside of the range.
  mutating func number(_ field: String, _ text: String, in range: ClosedRange<Int>) -> Int? {
    let typed = text.trimmingBlanks()
    guard !typed.isEmpty else { return nil }
    if let number = typedWholeNumber(typed), range.contains(number) { return number }
    self[field] =
      "“\(typed.prefix(40))” is not a number from \(Words.number(range.lowerBound)) to "
      + "\(Words.number(range.upperBound))."
    return nil
  }

  /// The same of several fields of a form.
  package mutating func limit(_ form: Form, _ limits: KeyValuePairs<String, Int>) {
    for (field, most) in limits { limit(field, form[field], to: most) }
  }
}

extension TypedDecimal {
  /// Why it can be read in two ways; nil: it can be read in one.
  func complaint(about text: String) -> String? {
    guard number == nil else { return nil }
    let plain = whole + decimals
    return "“\(text)” can be read as \(plain) or as \(whole).\(decimals). Write one of these."
  }
}

/// Templates/Frame/errors.mustache: above a form that was refused; nil if nothing is wrong.
package struct FormErrors: Sendable {
  let verb: String
  let isPlain: Bool
  let fields: [Field]

  struct Field: Sendable {
    let id: String
    let label: String
    let isLast: Bool
  }

  /// For the fields of a form that have an error. `verb` is the act that failed: "Not saved."
  package static func of(_ fields: [FormField], verb: String = "Not saved.") -> FormErrors? {
    let wrong = fields.filter { !$0.error.isEmpty }
    guard !wrong.isEmpty else { return nil }
    return FormErrors(
      verb: verb, isPlain: false,
      fields: wrong.enumerated().map { place, field in
        Field(id: field.id, label: field.label, isLast: place == wrong.count - 1)
      })
  }

  /// A complaint that belongs to no field.
  package static func plain(_ words: String) -> FormErrors {
    FormErrors(verb: words, isPlain: true, fields: [])
  }
}

/// Templates/Frame/confirm.mustache: asks before an act that cannot be undone, and only then.
package struct ConfirmPage: Page {
  package static let template = "Frame/confirm"

  let frame: Frame
  let errors: FormErrors?
  /// The title, with the number: "Remove 212 low-fit accounts?"
  let question: String
  /// The parts that stay as they are.
  let stays: String
  let sums: [Sum]
  /// A field in which the name is typed, for the most consequential acts.
  let typed: FormField?
  /// A choice that goes with it.
  let choice: FormField?
  let fields: [HiddenField]
  let action: String
  /// The button, with verb and number: "Remove 212 accounts".
  let verb: String
  let back: String
  /// The act deletes something.
  let isDanger: Bool

  package struct Sum: Sendable {
    let label: String
    let figure: String
    let isTotal: Bool

    package init(_ label: String, _ figure: String, isTotal: Bool = false) {
      self.label = label
      self.figure = figure
      self.isTotal = isTotal
    }
  }

  package init(
    frame: Frame, question: String, stays: String, action: String, verb: String, back: String,
    sums: [Sum] = [], typed: FormField? = nil, choice: FormField? = nil,
    fields: [HiddenField] = [], errors: FormErrors? = nil, isDanger: Bool = true
  ) {
    self.frame = frame
    self.errors = errors
    self.isDanger = isDanger
    self.question = question
    self.stays = stays
    self.action = action
    self.verb = verb
    self.back = back
    self.sums = sums
    self.typed = typed
    self.choice = choice
    self.fields = fields
  }
}

package struct HiddenField: Sendable, Codable, Equatable {
  let name: String
  let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
