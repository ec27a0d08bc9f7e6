import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ProductTests {
  @Test("S3-002 every campaign points to exactly one product")
  func aCampaignIsOfOneProduct() throws {
    let campaign = try workspace.makeCampaign("Spring")
    #expect(throws: PostgresError.self) {
      try workspace.run("UPDATE campaigns SET product_id = NULL WHERE id = \(campaign)")
    }
    #expect(throws: PostgresError.self) {
      try workspace.run("UPDATE campaigns SET product_id = 99 WHERE id = \(campaign)")
    }
    #expect(throws: PostgresError.self) {
      try workspace.run("DELETE FROM products")
    }
  }

  @Test func productsStandByNameAndSayHowManyCampaignsTheyHave() throws {
    _ = try workspace.makeCampaign("Spring")
    let fields = ProductFields(name: "Anvil", description: "", website: "", language: "de")
    let id = try workspace.makeProduct(fields)

    let products = try workspace.products()

    #expect(products.map(\.name) == ["Anvil", "Product of Spring"])
    #expect(products.map(\.campaigns) == [0, 1])
    #expect(try otherWorkspace.products().isEmpty)
    #expect(throws: Refusal.conflict("A product with this name already exists.")) {
      try workspace.makeProduct(fields)
    }
    try workspace.archive(id, true)
    #expect(try workspace.products(archived: true).map(\.name) == ["Anvil"])
  }
}
