import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Products/products.mustache
struct ProductsPage: Page {
  static let template = "Products/products"

  let frame: Frame
  let isArchived: Bool
  let mayEdit: Bool
  let products: [Item]
  let empty: EmptyState?

  struct Item {
    let id: Int
    let name: String
    let description: String
    let language: String
    let campaigns: String
  }
}

/// Templates/Products/product.mustache: a product, or a new one.
struct ProductPage: Page {
  static let template = "Products/product"

  let frame: Frame
  let title: String
  let action: String
  let verb: String
  let mayEdit: Bool
  let isNew: Bool
  let isArchived: Bool
  let id: Int
  let facts: String
  /// Nil for a new one.
  let version: FormVersion?
  let errors: FormErrors?
  let fields: [FormField]
  let areas: [FormField]
  let personas: [PersonaItem]
  /// The goals that have no profile yet.
  let goals: [GoalItem]

  struct PersonaItem {
    let address: String
    let label: String
    let name: String
    let state: Badge
  }

  struct GoalItem {
    let address: String
    let label: String
  }
}

extension Site {
  func products(_ request: Request) throws -> Response {
    let isArchived = request.query["archived"] == "yes"
    let products = try database.products(archived: isArchived)
    let mayEdit = try currentUser.may(.edit)
    return try page(
      ProductsPage(
        frame: frame(.products), isArchived: isArchived, mayEdit: mayEdit,
        products: products.map {
          .init(
            id: $0.id.rawValue, name: $0.name, description: $0.description,
            language: $0.language, campaigns: Words.number($0.campaigns))
        },
        empty: products.isEmpty
          ? EmptyState(
            isArchived ? "No archived product" : "No products yet",
            "Each campaign promotes one product and uses its language and profile.",
            action: mayEdit && !isArchived ? "New product" : "", href: "/products/new",
            isPrimary: true) : nil))
  }

  func newProduct(_ request: Request) throws -> Response {
    try productPage(nil, Form(), nil, FieldErrors())
  }

  func makeProduct(_ request: Request) throws -> Response {
    let fields = ProductFields(request.form)
    var fieldErrors = productComplaints(request.form)
    if fieldErrors.isEmpty {
      do {
        let id = try database.makeProduct(fields)
        return try seeOther("/products/\(id)", saying: .done("\(fields.name) was added."))
      } catch Refusal.conflict(let why) {
        fieldErrors["name"] = why
      }
    }
    return try productPage(nil, request.form, nil, fieldErrors)
  }

  func product(_ request: Request) throws -> Response {
    let product = try database.product(request.parameter("product"))
    let version = FormVersion(of: FormState(Form(product)))
    return try productPage(product, Form(product), version, FieldErrors())
  }

  func changeProduct(_ request: Request) throws -> Response {
    try lockForm(at: request)
    let product = try database.product(request.parameter("product"))
    let version = FormVersion(
      request.form, FormState(Form(ProductFields(request.form))), saved: FormState(Form(product)),
      of: "This product", page: "/products/\(product.id)")
    var fieldErrors = productComplaints(request.form, saved: product)
    if fieldErrors.isEmpty, !version.isOvertaken {
      do {
        try database.change(product.id, to: ProductFields(request.form))
        return try seeOther("/products/\(product.id)", saying: .done("Product saved."))
      } catch Refusal.conflict(let why) {
        fieldErrors["name"] = why
      }
    }
    return try productPage(product, request.form, version, fieldErrors)
  }

  func archiveProduct(_ request: Request) throws -> Response {
    let product = try database.product(request.parameter("product"))
    let isArchived = request.form["archived"] != "no"
    try database.archive(product.id, isArchived)
    let undo = Flash.Undo(
      "/products/\(product.id)/archive", [HiddenField("archived", isArchived ? "no" : "yes")])
    return try seeOther(
      "/products",
      saying: .done("\(product.name) \(isArchived ? "archived" : "is back").", undo: undo))
  }

  private func productPage(
    _ product: Product?, _ form: Form, _ version: FormVersion?, _ fieldErrors: FieldErrors
  ) throws -> Response {
    let (fields, area) = productFields(form, fieldErrors)
    let written = try product.map { try database.personas(of: $0.id) } ?? []
    return try page(
      ProductPage(
        frame: frame(.products), title: product?.name ?? "New product",
        action: product.map { "/products/\($0.id)" } ?? "/products",
        verb: product == nil ? "Add product" : "Save product", mayEdit: currentUser.may(.edit),
        isNew: product == nil, isArchived: product?.isArchived ?? false,
        id: product?.id.rawValue ?? 0,
        facts: product.map { "\(Words.count($0.campaigns, "campaign")), language \($0.language)" }
          ?? "",
        version: version, errors: FormErrors.of(fields), fields: fields,
        areas: [area],
        personas: product.map { personaItems(written, of: $0.id) } ?? [],
        goals: product.map { goalItems(besides: written, of: $0.id) } ?? []),
      status: version?.isOvertaken == true
        ? .conflict : fieldErrors.isEmpty ? .ok : .unprocessableContent)
  }

  private func personaItems(
    _ personas: [Persona], of product: Product.ID
  ) -> [ProductPage.PersonaItem] {
    Goal.allCases.compactMap { goal in
      guard let persona = personas.first(where: { $0.goal == goal }) else { return nil }
      let state: Badge =
        switch persona.approval {
        case .draft: Badge("Draft", "g-half")
        case .approved: Badge("Approved", "g-ok", "green")
        }
      return .init(
        address: "/products/\(product)/personas/\(goal.rawValue)", label: goal.words,
        name: persona.name, state: state)
    }
  }

  private func goalItems(
    besides personas: [Persona], of product: Product.ID
  ) -> [ProductPage.GoalItem] {
    Goal.allCases.filter { goal in !personas.contains { $0.goal == goal } }.map {
      .init(address: "/products/\(product)/personas/\($0.rawValue)", label: $0.words)
    }
  }
}

private func productFields(
  _ form: Form, _ fieldErrors: FieldErrors
) -> (fields: [FormField], area: FormField) {
  let language = form.has("language") ? form["language"].lowercased() : "en"
  let fields = [
    FormField(
      "name", "Name", value: form["name"], error: fieldErrors["name"], isRequired: true,
      attributes: ["maxlength": "200"]),
    FormField(
      "website", "Website", value: form["website"], error: fieldErrors["website"],
      isOptional: true),
    FormField(
      "language", "Language", value: language,
      hint: "Campaigns of this product use it unless set otherwise.",
      error: fieldErrors["language"], isRequired: true,
      options: Array(LanguageWords.options(saved: language, none: "").dropFirst())),
  ]
  let area = FormField(
    "description", "Description", value: form["description"],
    hint: "What it is and who it helps, in your own words.", error: fieldErrors["description"],
    isOptional: true, isVoice: true)
  return (fields, area)
}

extension FormState {
  fileprivate init(_ product: Form) {
    let (fields, area) = productFields(product, FieldErrors())
    self.init(fields + [area])
  }
}

private func productComplaints(_ form: Form, saved: Product? = nil) -> FieldErrors {
  var fieldErrors = FieldErrors()
  _ = fieldErrors.name("name", form["name"], missing: "A product needs a name.")
  let language = form["language"].trimmingBlanks().lowercased()
  fieldErrors["language"] =
    language.isEmpty
    ? "Choose a language from the list."
    : LanguageWords.complaint(about: language, saved: saved?.language ?? "")
  let website = form["website"].trimmingBlanks()
  if website != saved?.website {
    fieldErrors["website"] = complaint(aboutWebAddress: website)
  }
  fieldErrors.limit("website", website, to: 500)
  fieldErrors.limit("description", form["description"], to: 4_000)
  return fieldErrors
}

extension ProductFields {
  fileprivate init(_ form: Form) {
    self.init(
      name: form["name"].typedName, description: form["description"].trimmingBlanks(),
      website: form["website"].trimmingBlanks(),
      language: form["language"].trimmingBlanks().lowercased())
  }
}

extension Form {
  fileprivate init(_ product: Product) {
    self.init(
      ProductFields(
        name: product.name, description: product.description, website: product.website ?? "",
        language: product.language))
  }

  fileprivate init(_ product: ProductFields) {
    self.init()
    self["name"] = product.name
    self["description"] = product.description
    self["website"] = product.website
    self["language"] = product.language
  }
}
