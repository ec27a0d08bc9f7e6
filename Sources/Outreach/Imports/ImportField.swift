/// Where a column of a file may go. The raw values are the keys of `imports.mapping`.
package enum ImportField: Hashable, Sendable {
  case email, name, firstName, lastName, title, phone, linkedin, language, timeZone
  case company, website, industry, employees, country, city, description
  /// A field of the workspace's own, by its name.
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
    case .email: "Contact e-mail"
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

  /// By the names in the header, in a few languages.
  package init(guessing header: [String]) {
    for (column, name) in header.enumerated() {
      let key = name.lowercased().filter { $0.isLetter || $0.isNumber }
      guard let field = fieldsByName[key], columns[field] == nil else { continue }
      columns[field] = column
    }
    if columns[.firstName] != nil || columns[.lastName] != nil { columns[.name] = nil }
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

private let fieldsByName: [String: ImportField] = {
  let names: [(ImportField, String)] = [
    (
      .email,
      "email emailaddress mail emailadresse mailadresse courriel adressemail correo "
        + "correoelectronico emailaddress1 workemail businessemail epost emailadres indirizzoemail "
        + "adresemail contactemail"
    ),
    (
      .firstName,
      "firstname first givenname vorname prénom prenom nombre nome voornaam förnamn imię "
        + "imie contactfirstname"
    ),
    (
      .lastName,
      "lastname last surname familyname nachname familienname nomdefamille apellido "
        + "apellidos cognome achternaam efternamn nazwisko sobrenome contactlastname"
    ),
    (
      .name,
      "name fullname contact contactname ansprechpartner kontakt nom nomcomplet "
        + "nombrecompleto nomecompleto naam namn"
    ),
    (
      .title,
      "title jobtitle position role funktion berufsbezeichnung poste fonction cargo puesto "
        + "ruolo functie stanowisko stelle"
    ),
    (
      .phone,
      "phone phonenumber telephone tel telefon telefonnummer mobile mobilephone mobil handy "
        + "téléphone telefono teléfono telefone telefoon directphone workphone"
    ),
    (.linkedin, "linkedin linkedinurl linkedinprofile personlinkedinurl"),
    (.language, "language sprache langue idioma lingua taal"),
    (.timeZone, "timezone zeitzone fuseauhoraire"),
    (
      .company,
      "company companyname account accountname organization organisation firma unternehmen "
        + "société societe entreprise empresa azienda bedrijf företag employer"
    ),
    (
      .website,
      "website web url domain homepage webseite companywebsite site siteweb sitioweb "
        + "companydomain"
    ),
    (.industry, "industry branche sector secteur industria settore"),
    (
      .employees,
      "employees numberofemployees headcount companysize mitarbeiter mitarbeiterzahl "
        + "effectif empleados dipendenti"
    ),
    (.country, "country land pays país pais paese countrycode companycountry"),
    (.city, "city town ort stadt ville ciudad città citta cidade plaats"),
    (.description, "description beschreibung notes about"),
  ]
  var table: [String: ImportField] = [:]
  for (field, words) in names {
    for word in words.split(separator: " ") { table[String(word)] = field }
  }
  return table
}()
