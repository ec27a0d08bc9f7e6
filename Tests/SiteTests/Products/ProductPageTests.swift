import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct ProductPageTests {
  @Test func aProductIsMadeChangedAndArchived() throws {
    let made = try post("/products", ["name": "Loadline", "language": "de"])
    #expect(made.headers[.location] == "/products/1")
    let twice = try post("/products", ["name": "Loadline", "language": "de"])
    #expect(twice.status == .unprocessableContent)
    #expect(twice.text.contains("A product with this name already exists."))

    _ = try post(
      "/products/1", ["name": "Loadline 2", "language": "fr", "description": "<b>Cold</b>"])
    let page = try get("/products/1").text
    #expect(page.contains("Loadline 2") && page.contains("&lt;b&gt;Cold"))
    #expect(
      try post("/products/1", ["name": "", "language": "french"]).status == .unprocessableContent)

    _ = try post("/products/1/archive", ["archived": "yes"])
    #expect(!(try get("/products").text.contains("href=\"/products/1\"")))
    #expect(try get("/products?archived=yes").text.contains("Loadline 2"))
  }

  @Test func aProfileIsKeptForEachGoal() throws {
    _ = try post("/products", ["name": "Loadline", "language": "en"])
    let saved = try post(
      "/products/1/personas/press",
      [
        "name": "Trade editors", "titles": "Editor\n\n Writer \n", "employees_from": "5",
        "approved": "yes",
      ])
    #expect(saved.status == .seeOther)

    let persona = try #require(try workspace.personas(of: Product.ID(rawValue: 1)).first)
    #expect(persona.titles == ["Editor", "Writer"])
    #expect(persona.approval == .approved && persona.goal == .press && persona.employeesFrom == 5)
    let page = try get("/products/1").text
    #expect(rows(of: page).map { $0[0] } == ["Press"])
    #expect(page.contains("Trade editors"))
    // Goals without a profile are links to write one.
    #expect(page.contains("<a href=\"/products/1/personas/sales\">Sales</a>"))
    #expect(
      try post("/products/1/personas/press", ["employees_to": "x"]).status == .unprocessableContent)
    let turned = try post(
      "/products/1/personas/press", ["employees_from": "9", "employees_to": "1"])
    #expect(turned.status == .unprocessableContent)
    #expect(turned.text.contains("This is less than “from”, 9."))
    #expect(try get("/products/1/personas/nothing").status == .notFound)
  }
}
