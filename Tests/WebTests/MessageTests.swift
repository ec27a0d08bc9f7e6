import HTTPTypes
import Testing
import Web

@Suite struct MessageTests {
  @Test func aFormIsReadAsItWasTyped() throws {
    let form = try Form(urlEncoded: "a=1&b=x+y%26z&a=2&empty=&alone&&%C3%A9=%F0%9F%8C%B1")

    #expect(form.all("a") == ["1", "2"])
    #expect(form["b"] == "x y&z")
    #expect(form["a"] == "2")
    #expect(form.has("empty") && form.has("alone") && !form.has("nothing"))
    #expect(form["é"] == "🌱")
  }

  @Test func aFormWithABrokenPercentSignIsRefused() {
    for text in ["a=%", "a=%2", "a=%zz", "%=1"] {
      #expect(throws: HTTPError.self, "\(text)") { try Form(urlEncoded: text) }
    }
  }

  @Test func aFormWithAZeroByteIsRefused() {
    for text in ["a=%00", "a=x%00y", "a%00=1", "a=\0"] {
      #expect(throws: HTTPError.self, "\(text)") { try Form(urlEncoded: text) }
    }
  }

  @Test func theFirstCookieOfANameCounts() {
    let request = Request(.get, "/", headers: [.cookie: "a=1; b = x=y ;a=2;c"])
    #expect(request.cookies == ["a": "1", "b": "x=y"])
  }

  private func find(_ method: HTTPRequest.Method, _ path: String) -> String {
    let routes: [Route<Int, Bool>] = [
      .get("/campaigns", true) { _ in { _ in .text("list") } },
      .get("/campaigns/new", true) { _ in { _ in .text("new") } },
      .get("/campaigns/:campaign", true) { _ in { _ in .text("one") } },
      .post("/campaigns/:campaign", true) { _ in { _ in .text("change") } },
      .get("/", true) { _ in { _ in .text("start") } },
    ]
    switch Router(routes).find(method, path) {
    case .route(let route, let parameters):
      let response = try? route.handler(1)(Request(method, path))
      return "\(response?.text ?? "") \(parameters["campaign"] ?? "")"
    case .otherMethods(let methods): return methods.map(\.rawValue).joined(separator: ",")
    case .nothing: return "nothing"
    }
  }

  @Test func theRouteOfARequestIsFound() {
    #expect(find(.get, "/") == "start ")
    #expect(find(.get, "/campaigns") == "list ")
    #expect(find(.head, "/campaigns") == "list ")
    #expect(find(.get, "/campaigns/new") == "new ")
    #expect(find(.get, "/campaigns/12") == "one 12")
    #expect(find(.post, "/campaigns/12") == "change 12")
    #expect(find(.delete, "/campaigns/12") == "GET,POST")
    #expect(find(.post, "/campaigns/new") == "change new")
    #expect(find(.get, "/campaigns/12/x") == "nothing")
    #expect(find(.get, "/campaigns/") == "nothing")
  }
}
