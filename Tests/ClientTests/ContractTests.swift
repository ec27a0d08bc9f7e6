import Client
import Foundation
import TestKit
import Testing

/// The double answers only requests that the published description of a service allows.
@Suite(.sharedData("apis")) struct ContractTests {
  private let client = HTTPClient(policy: .local)

  @Test(arguments: [
    (#"{"model":"m","messages":[{"role":"user","content":"Hello"}]}"#, 200),
    (#"{"model":"m","messages":[{"role":"user","content":"Hello"}],"temperature":0.5}"#, 200),
    (#"{"model":"m"}"#, 400), (#"{"model":"m","messages":[]}"#, 400), ("{", 400),
    (#"{"model":"m","messages":[{"role":"nobody","content":"Hello"}]}"#, 400),
    (#"{"model":"m","messages":[{"role":"user","content":"Hello"}],"temperature":5}"#, 400),
    (#"{"model":"m","messages":[{"role":"user","content":"Hello"}],"temprature":1}"#, 400),
  ])
  func aChatCompletionIsCheckedAgainstOpenAPI31(body: String, status: Int) throws {
    let server = try HTTPDouble(
      ["*": [Answer()]], contract: "chat_completions.json", prefix: "/v1")
    var request = HTTPRequest(.post, server.url + "/v1/chat/completions")
    request.body = .json(bytes: Array(body.utf8))

    #expect(try client.send(request).status == status)
    #expect(try server.requests().first?.faults.isEmpty == (status == 200))
  }

  @Test(arguments: [
    ([("To", "+15550100"), ("From", "+15550101"), ("Url", "https://a.example/")], 200),
    (
      [
        ("To", "+15550100"), ("From", "+15550101"), ("StatusCallbackEvent", "ringing"),
        ("StatusCallbackEvent", "answered"), ("Record", "true"),
      ], 200
    ),
    ([("From", "+15550101")], 400), ([("To", "+15550100"), ("From", "+1"), ("Timeout", "x")], 400),
    ([("To", "+15550100"), ("From", "+1"), ("Uri", "https://a.example/")], 400),
  ])
  func aCallIsCheckedAgainstOpenAPI30(form: [(String, String)], status: Int) throws {
    let server = try HTTPDouble(["*": [Answer()]], contract: "twilio_calls.json")
    let account = "AC" + String(repeating: "0a", count: 16)
    var request = HTTPRequest(
      .post, server.url + "/2010-04-01/Accounts/\(account)/Calls.json")
    request.body = .form(form)

    let response = try client.send(request)

    #expect(response.status == status, "\(response.text)")
  }

  @Test(arguments: [
    (HTTPMethod.get, "/rest/v1/leads.json?filterType=email&filterValues=a@b.example", "", 200),
    (.get, "/rest/v1/leads.json?filterValues=a@b.example", "", 400),
    (.get, "/rest/v1/leads.json?filterType=email&filterValues=a&batchSize=x", "", 400),
    (.get, "/rest/v1/lead/318581.json", "", 200),
    (.get, "/rest/v1/lead/abc.json", "", 400),
    (.delete, "/rest/v1/lead/318581.json", "", 400),
    (.get, "/rest/v1/nothing.json", "", 400),
    (
      .post, "/rest/v1/leads.json",
      #"{"action":"createOrUpdate","input":[{"email":"a@b.example"}]}"#, 200
    ),
    (.post, "/rest/v1/leads.json", #"{"action":"invent","input":[]}"#, 400),
    (.post, "/rest/v1/leads.json", "", 400),
  ])
  func aLeadIsCheckedAgainstSwagger2(
    method: HTTPMethod, path: String, body: String, status: Int
  ) throws {
    let server = try HTTPDouble(["*": [Answer()]], contract: "marketo_mapi.json")
    var request = HTTPRequest(method, server.url + path)
    if !body.isEmpty { request.body = .json(bytes: Array(body.utf8)) }

    let response = try client.send(request)

    #expect(response.status == status, "\(response.text)")
  }
}
