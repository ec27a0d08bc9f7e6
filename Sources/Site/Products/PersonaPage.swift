import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Products/persona.mustache: the ideal customer profile of a product, under one goal.
struct PersonaPage: Page {
  static let template = "Products/persona"

  let frame: Frame
  let product: Int
  let productName: String
  let goal: String
  let goalWord: String
  let mayEdit: Bool
  let version: FormVersion
  let errors: FormErrors?
  let name: FormField
  let areas: [FormField]
  let sizes: [FormField]
  let approved: FormField
}

extension Site {
  func persona(_ request: Request) throws -> Response {
    let (product, goal) = try personaPlace(request)
    let form = Form(try database.persona(of: product.id, for: goal))
    return try personaPage(
      product, goal, form, FormVersion(of: PersonaFields(form).state), FieldErrors())
  }

  func changePersona(_ request: Request) throws -> Response {
    try lockForm(at: request)
    let (product, goal) = try personaPlace(request)
    let typed = Persona(goal: goal, request.form)
    let saved = Form(try database.persona(of: product.id, for: goal))
    let version = FormVersion(
      request.form, PersonaFields(Form(typed)).state, saved: PersonaFields(saved).state,
      of: "This profile", page: "/products/\(product.id)/personas/\(goal.rawValue)")
    var fieldErrors = FieldErrors()
    for name in ["employees_from", "employees_to"] {
      let text = request.form[name].trimmingBlanks()
      if !text.isEmpty, typedEmployees(text) == nil {
        fieldErrors[name] = "“\(text.prefix(40))” is not a whole number."
      }
    }
    if fieldErrors.isEmpty, let least = typed.employeesFrom, let most = typed.employeesTo,
      least > most
    {
      fieldErrors["employees_to"] = "This is less than “from”, \(Words.number(least))."
    }
    _ = fieldErrors.name("name", request.form["name"])
    fieldErrors.limit(
      request.form,
      ["summary": 4_000, "industries": 4_000, "titles": 4_000, "pains": 4_000])
    guard fieldErrors.isEmpty, !version.isOvertaken else {
      return try personaPage(product, goal, request.form, version, fieldErrors)
    }
    try database.keep(typed, of: product.id)
    return try seeOther("/products/\(product.id)", saying: .done("Profile saved."))
  }

  private func personaPlace(_ request: Request) throws -> (Product, Goal) {
    let product = try database.product(request.parameter("product"))
    guard let goal = Goal(rawValue: request.parameters["goal"] ?? "") else {
      throw HTTPError.notFound
    }
    return (product, goal)
  }

  private func personaPage(
    _ product: Product, _ goal: Goal, _ form: Form, _ version: FormVersion,
    _ fieldErrors: FieldErrors
  ) throws -> Response {
    let fields = PersonaFields(form, fieldErrors)
    return try page(
      PersonaPage(
        frame: frame(.products), product: product.id.rawValue, productName: product.name,
        goal: goal.rawValue, goalWord: goal.words, mayEdit: currentUser.may(.edit),
        version: version, errors: FormErrors.of([fields.name] + fields.areas + fields.sizes),
        name: fields.name,
        areas: fields.areas, sizes: fields.sizes, approved: fields.approved),
      status: version.isOvertaken
        ? .conflict : fieldErrors.isEmpty ? .ok : .unprocessableContent)
  }
}

private struct PersonaFields {
  let name: FormField
  let areas: [FormField]
  let sizes: [FormField]
  let approved: FormField

  init(_ form: Form, _ fieldErrors: FieldErrors = FieldErrors()) {
    name = FormField(
      "name", "Name", value: form["name"], error: fieldErrors["name"], isOptional: true,
      attributes: ["maxlength": "200"])
    areas = [
      FormField(
        "summary", "Summary", value: form["summary"], error: fieldErrors["summary"],
        isOptional: true, isVoice: true),
      FormField(
        "industries", "Industries", value: form["industries"], hint: "One per line.",
        error: fieldErrors["industries"], isOptional: true),
      FormField(
        "titles", "Job titles", value: form["titles"], hint: "One per line.",
        error: fieldErrors["titles"], isOptional: true),
      FormField(
        "pains", "Pain points", value: form["pains"], hint: "One per line.",
        error: fieldErrors["pains"],
        isOptional: true),
    ]
    sizes = [("employees_from", "Employees, from"), ("employees_to", "Employees, to")].map {
      FormField($0, $1, value: form[$0], error: fieldErrors[$0], isOptional: true)
    }
    approved = FormField(
      "approved", "Approved", value: "yes", hint: "Only an approved profile is used for scoring.",
      isChecked: form["approved"] == "yes")
  }

  var state: FormState { FormState([name] + areas + sizes, checks: [approved]) }
}

extension Persona {
  fileprivate init(goal: Goal, _ form: Form) {
    self.init(goal: goal)
    name = form["name"].typedName
    summary = form["summary"].trimmingBlanks()
    industries = lines(form["industries"])
    titles = lines(form["titles"])
    pains = lines(form["pains"])
    employeesFrom = typedEmployees(form["employees_from"].trimmingBlanks())
    employeesTo = typedEmployees(form["employees_to"].trimmingBlanks())
    approval = form["approved"] == "yes" ? .approved : .draft
  }
}

extension Form {
  fileprivate init(_ persona: Persona) {
    self.init()
    self["name"] = persona.name
    self["summary"] = persona.summary
    self["industries"] = persona.industries.joined(separator: "\n")
    self["titles"] = persona.titles.joined(separator: "\n")
    self["pains"] = persona.pains.joined(separator: "\n")
    self["employees_from"] = persona.employeesFrom.map(String.init) ?? ""
    self["employees_to"] = persona.employeesTo.map(String.init) ?? ""
    self["approved"] = persona.approval == .approved ? "yes" : ""
  }
}

private func lines(_ text: String) -> [String] {
  text.split(whereSeparator: \.isNewline).map { String($0).trimmingBlanks() }
    .filter { !$0.isEmpty }
}
