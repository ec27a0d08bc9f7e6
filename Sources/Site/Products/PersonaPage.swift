import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Products/persona.mustache: whom a product is for, under one goal.
struct PersonaPage: Page {
  static let template = "Products/persona"

  let frame: Frame
  let product: Int
  let productName: String
  let goal: String
  let goalWord: String
  let mayEdit: Bool
  let errors: [FormErrors]
  let name: FormField
  let areas: [FormField]
  let sizes: [FormField]
  let approved: FormField
}

extension Site {
  func persona(_ request: Request) throws -> Response {
    let (product, goal) = try personaPlace(request)
    let persona = try database.personas(of: product.id).first { $0.goal == goal }
    return try personaPage(product, goal, Form(persona ?? Persona(goal: goal)), Complaints())
  }

  func changePersona(_ request: Request) throws -> Response {
    let (product, goal) = try personaPlace(request)
    var complaints = Complaints()
    for name in ["employees_from", "employees_to"] {
      let text = request.form[name].trimmingBlanks()
      if !text.isEmpty, Int(text).map({ (0...Int(Int32.max)).contains($0) }) != true {
        complaints[name] = "“\(text)” is no whole number."
      }
    }
    complaints.limit("name", request.form["name"])
    guard complaints.isEmpty else {
      return try personaPage(product, goal, request.form, complaints)
    }
    try database.keep(Persona(goal: goal, request.form), of: product.id)
    return try seeOther("/products/\(product.id)", saying: .done("Profile saved."))
  }

  private func personaPlace(_ request: Request) throws -> (Product, String) {
    let product = try database.product(request.parameter("product"))
    let goal = request.parameters["goal"] ?? ""
    guard try database.campaignGoals().contains(goal) else { throw HTTPError.notFound }
    return (product, goal)
  }

  private func personaPage(
    _ product: Product, _ goal: String, _ form: Form, _ complaints: Complaints
  ) throws -> Response {
    let areas = [
      FormField(
        "summary", "Summary", value: form["summary"], isOptional: true, isVoice: true),
      FormField(
        "industries", "Industries", value: form["industries"], hint: "One a line.",
        isOptional: true),
      FormField(
        "titles", "Job titles", value: form["titles"], hint: "One a line.", isOptional: true),
      FormField(
        "pains", "Pains", value: form["pains"], hint: "One a line.", isOptional: true),
    ]
    let name = FormField(
      "name", "Name", value: form["name"], error: complaints["name"], isOptional: true,
      attributes: ["maxlength": "200"])
    let sizes = [("employees_from", "Employees, from"), ("employees_to", "Employees, to")].map {
      FormField($0, $1, value: form[$0], error: complaints[$0], isOptional: true)
    }
    return try page(
      PersonaPage(
        frame: frame(.products), product: product.id.rawValue, productName: product.name,
        goal: goal, goalWord: Words.sentence(goal), mayEdit: viewer.may(.edit),
        errors: FormErrors.of([name] + sizes), name: name, areas: areas, sizes: sizes,
        approved: FormField(
          "approved", "Approved", value: "yes",
          hint: "Scores are given by an approved profile.", isChecked: form["approved"] == "yes")),
      status: complaints.isEmpty ? .ok : .unprocessableContent)
  }
}

extension Persona {
  fileprivate init(goal: String, _ form: Form) {
    self.init(goal: goal)
    name = form["name"].trimmingBlanks()
    summary = form["summary"].trimmingBlanks()
    industries = lines(form["industries"])
    titles = lines(form["titles"])
    pains = lines(form["pains"])
    employeesFrom = Int(form["employees_from"].trimmingBlanks())
    employeesTo = Int(form["employees_to"].trimmingBlanks())
    isApproved = form["approved"] == "yes"
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
    self["approved"] = persona.isApproved ? "yes" : ""
  }
}

private func lines(_ text: String) -> [String] {
  text.split(whereSeparator: \.isNewline).map { String($0).trimmingBlanks() }
    .filter { !$0.isEmpty }
}
