/// The field that a column of a file goes to. The raw values are the keys of `imports.mapping`.
package enum ImportField: Hashable, Sendable {
  case email, name, firstName, lastName, title, phone, linkedin, language, timeZone
  case company, website, industry, employees, country, city, description
  /// A custom field of the workspace, by its name.
  case custom(String)

  /// The fields that every workspace has.
  package static let standing: [ImportField] = [
    .email, .name, .firstName, .lastName, .title, .phone, .linkedin, .language, .timeZone, .company,
    .website, .industry, .employees, .country, .city, .description,
  ]

  package init?(key: String) {
    if key.hasPrefix("custom:") {
      self = .custom(String(key.dropFirst(7)))
    } else if let field = Self.standing.first(where: { $0.key == key }) {
      self = field
    } else {
      return nil
    }
  }

  package var key: String {
    switch self {
    case .email: "email"
    case .name: "name"
    case .firstName: "first_name"
    case .lastName: "last_name"
    case .title: "title"
    case .phone: "phone"
    case .linkedin: "linkedin"
    case .language: "language"
    case .timeZone: "time_zone"
    case .company: "company"
    case .website: "website"
    case .industry: "industry"
    case .employees: "employees"
    case .country: "country"
    case .city: "city"
    case .description: "description"
    case .custom(let name): "custom:\(name)"
    }
  }

  /// As people read it.
  package var label: String {
    switch self {
    case .email: "Contact email"
    case .name: "Full name"
    case .firstName: "First name"
    case .lastName: "Last name"
    case .title: "Job title"
    case .phone: "Phone"
    case .linkedin: "LinkedIn"
    case .language: "Language"
    case .timeZone: "Time zone"
    case .company: "Account name"
    case .website: "Website"
    case .industry: "Industry"
    case .employees: "Employees"
    case .country: "Country"
    case .city: "City"
    case .description: "Description"
    case .custom(let name): "\(name), custom"
    }
  }
}

/// Which column goes where. A field has one column, and a column one field.
package struct ImportMapping: Sendable, Equatable {
  package private(set) var columns: [ImportField: Int] = [:]

  package init(_ columns: [ImportField: Int] = [:]) {
    self.columns = columns
  }

  package init(json text: [String: Int]) {
    for (key, column) in text {
      if let field = ImportField(key: key) { columns[field] = column }
    }
  }

  package var json: [String: Int] {
    Dictionary(uniqueKeysWithValues: columns.map { ($0.key.key, $0.value) })
  }

  package subscript(_ column: Int) -> ImportField? {
    columns.first { $0.value == column }?.key
  }
}
