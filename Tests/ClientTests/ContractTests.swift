import Client
import Foundation
import TestKit
import Testing

/// The double answers only requests that the published description of a service allows.
@Suite(.sharedData("apis")) struct ContractTests {
  private let client = HTTPClient(policy: .local)

  @Test func aChatCompletionIsCheckedAgainstOpenAPI31() throws {
    let server = try HTTPDouble(
      ["*": [Answer()]], contract: "chat_completions.json", prefix: "/v1")
    let hello = #""model":"m","messages":[{"role":"user","content":"Hello"}]"#
    let bodies = [
      ("{\(hello)}", 200), (#"{\#(hello),"temperature":0.5}"#, 200), (#"{"model":"m"}"#, 400),
      (#"{"model":"m","messages":[]}"#, 400), ("{", 400),
      (#"{"model":"m","messages":[{"role":"nobody","content":"Hello"}]}"#, 400),
      (#"{\#(hello),"temperature":5}"#, 400), (#"{\#(hello),"temprature":1}"#, 400),
    ]

    for (body, status) in bodies {
      var request = HTTPRequest(.post, server.url + "/v1/chat/completions")
      request.body = .json(bytes: Array(body.utf8))
      #expect(try client.send(request).status == status, "\(body)")
    }
    #expect(try server.requests().map(\.faults.isEmpty) == bodies.map { $0.1 == 200 })
  }

  @Test func aCallIsCheckedAgainstOpenAPI30() throws {
    let server = try HTTPDouble(["*": [Answer()]], contract: "twilio_calls.json")
    let account = "AC" + String(repeating: "0a", count: 16)
    let call = [("To", "+15550100"), ("From", "+15550101")]

    for (form, status) in [
      (call + [("Url", "https://a.example/"), ("Record", "true")], 200),
      (call + [("StatusCallbackEvent", "ringing"), ("StatusCallbackEvent", "answered")], 200),
      (Array(call.dropFirst()), 400), (call + [("Timeout", "soon")], 400),
      (call + [("Uri", "https://a.example/")], 400),
    ] {
      var request = HTTPRequest(
        .post, server.url + "/2010-04-01/Accounts/\(account)/Calls.json")
      request.body = .form(form)
      let response = try client.send(request)
      #expect(response.status == status, "\(form): \(response.text)")
    }
  }

  @Test func aLeadIsCheckedAgainstSwagger2() throws {
    let server = try HTTPDouble(["*": [Answer()]], contract: "marketo_mapi.json")
    let cases: [(method: HTTPMethod, path: String, body: String, status: Int)] = [
      (.get, "leads.json?filterType=email&filterValues=a@b.example", "", 200),
      (.get, "leads.json?filterValues=a@b.example", "", 400),
      (.get, "leads.json?filterType=email&filterValues=a&batchSize=x", "", 400),
      (.get, "lead/318581.json", "", 200), (.get, "lead/abc.json", "", 400),
      (.delete, "lead/318581.json", "", 400), (.get, "nothing.json", "", 400),
      (
        .post, "leads.json",
        #"{"action":"createOrUpdate","input":[{"email":"a@b.example"}]}"#, 200
      ),
      (.post, "leads.json", #"{"action":"invent","input":[]}"#, 400),
      (.post, "leads.json", "", 400),
    ]

    for one in cases {
      var request = HTTPRequest(one.method, server.url + "/rest/v1/" + one.path)
      if !one.body.isEmpty { request.body = .json(bytes: Array(one.body.utf8)) }
      let response = try client.send(request)
      #expect(response.status == one.status, "\(one.path): \(response.text)")
    }
  }
}
