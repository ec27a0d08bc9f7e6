import CSV
import Outreach
import Text
import Web

/// The columns of a file and the field of each: as saved, or as typed.
struct MappingForm {
  let errors: FormErrors?
  let columns: [Column]
  let columnsUsed: String
  let region: FormField
  /// Nil if the encoding is not a guess, or the file is not kept.
  let encoding: FormField?

  struct Column {
    let name: String
    let how: String
    let sample: String
    let isReadOnly: Bool
    let field: String
    let choice: FormField
  }

  /// The field of each column: a field's key, `custom` or nothing.
  struct Typed: Equatable {
    let header: [String]
    let choices: [String]
    let region: String
    let encoding: String
  }

  init(_ file: Import, _ typed: Typed, _ fieldErrors: FieldErrors, isOpen: Bool) {
    columns = file.header.enumerated().map { number, header in
      let own = header.trimmingBlanks()
      let name = own.isEmpty ? header : own
      let choices =
        [("", "Do not import")] + ImportField.standing.map { ($0.key, $0.label) }
        + [("custom", "\(own), custom")]
      let choice = typed.choices[number]
      return Column(
        name: name, how: choice.isEmpty ? "not imported" : "used",
        sample: number < file.samples.count ? file.samples[number] : "", isReadOnly: !isOpen,
        field: file.mapping[number]?.label ?? "Do not import",
        choice: FormField(
          "column-\(number)", name, value: choice, error: fieldErrors["column-\(number)"],
          options: choices))
    }
    columnsUsed = "\(typed.choices.count { !$0.isEmpty }) of \(file.header.count) used"
    // A submitted value that is not a country stays, with its complaint.
    let typedRegion =
      countryCode(typed.region) == nil && !typed.region.isEmpty
      ? [(typed.region, typed.region)] : []
    region = FormField(
      "region", "Phone numbers without a country code are from", value: typed.region,
      hint: "The country in a row comes first. Without either, such a number is left out.",
      error: fieldErrors["region"], isOptional: true,
      options: [("", "No country")] + typedRegion + countriesByName.map { ($0.code, $0.name) })
    encoding = Self.encoding(file, typed, fieldErrors)
    errors =
      fieldErrors["columns"].isEmpty
      ? FormErrors.of(
        columns.map(\.choice) + [region] + [encoding].compactMap(\.self), verb: "Not checked.")
      : FormErrors.plain(fieldErrors["columns"])
  }
}

extension MappingForm {
  /// The guessed encoding comes first.
  private static func encoding(
    _ file: Import, _ typed: Typed, _ fieldErrors: FieldErrors
  ) -> FormField? {
    guard let guess = TextEncoding(rawValue: file.guess) else { return nil }
    let others = TextEncoding.choices.filter { $0 != guess }.sorted { $0.words < $1.words }
    return FormField(
      "encoding", "Letters of the file", value: typed.encoding,
      hint: "Choose another if letters look wrong; the file is read again.",
      error: fieldErrors["encoding"],
      options: [(guess.rawValue, "\(guess.words), detected")]
        + others.map { ($0.rawValue, $0.words) })
  }
}

extension MappingForm.Typed {
  init(_ file: Import) {
    header = file.header
    choices = file.header.indices.map { column in
      switch file.mapping[column] {
      case nil: ""
      case .custom: "custom"
      case let field?: field.key
      }
    }
    region = file.region
    encoding = file.encoding
  }

  init(_ form: Form, of file: Import) {
    header = file.header
    choices = file.header.indices.map { form["column-\($0)"] }
    let country = form["region"].trimmingBlanks()
    region = countryCode(country) ?? country
    let encoding = form["encoding"]
    self.encoding = encoding.isEmpty || file.guess.isEmpty ? file.encoding : encoding
  }

  /// The encoding in which the file is to be read again; nil: none, or an unknown one was
  /// submitted.
  func otherEncoding(than file: Import, _ fieldErrors: inout FieldErrors) -> TextEncoding? {
    guard encoding != file.encoding else { return nil }
    let found = TextEncoding(rawValue: encoding)
    guard let found, found.rawValue == file.guess || TextEncoding.choices.contains(found) else {
      fieldErrors["encoding"] = "Choose an encoding from the list."
      return nil
    }
    return found
  }

  /// The mapping, or nil and the errors by field.
  func mapping(_ fieldErrors: inout FieldErrors) -> ImportMapping? {
    var columns: [ImportField: Int] = [:]
    for (column, choice) in choices.enumerated() where !choice.isEmpty {
      let name = "column-\(column)"
      _ = fieldErrors.choice(name, choice, of: ["custom"] + ImportField.standing.map(\.key))
      let field =
        choice == "custom"
        ? .custom(header[column].trimmingBlanks()) : ImportField(key: choice)
      guard fieldErrors[name].isEmpty, let field else { continue }
      if let other = columns[field] {
        fieldErrors[name] = "“\(header[other])” is already mapped to \(field.label)."
      } else {
        columns[field] = column
      }
    }
    if !region.isEmpty, countryCode(region) != region {
      fieldErrors["region"] = "“\(region)” is not a country. Choose one from the list."
    }
    if fieldErrors.isEmpty, columns[.email] == nil {
      fieldErrors["columns"] = "Not checked. Choose the column that holds the email addresses."
    }
    return fieldErrors.isEmpty ? ImportMapping(columns) : nil
  }
}
