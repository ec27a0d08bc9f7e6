import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// What every address of the API has in common.
@Suite(.database, .serialized) struct APIProblemTests {
  private let path = "/v1/outreach/campaigns"

  @Test func whatIsWrongWithARequestIsAProblem() throws {
    let program = try APIProgram()
    let campaign = try workspace.makeDraft()
    let answers: [(Response, Int)] = [
      (try door().respond(to: Request(.get, path)), 401),
      (try door().respond(to: Request(.get, path, headers: [.authorization: "Bearer no"])), 401),
      (try APIProgram([.see]).send(.post, path, #"{"name": "A"}"#), 403),
      (try program.send(.get, "\(path)/9999"), 404),
      (try program.send(.get, "/v1/nothing"), 404),
      (try program.send(.delete, path), 405),
      (
        try program.send(
          .patch, "\(path)/\(campaign)", #"{"name": "B"}"#, headers: [.ifMatch: "\"old\""]), 412
      ),
      (try program.send(.post, path, "a=b", headers: [.contentType: "text/plain"]), 415),
      (try program.send(.post, path, "{"), 400),
      (try program.send(.post, path, "[]"), 422),
      (try program.send(.get, path, query: ["limit": "0"]), 422),
      (try program.send(.get, path, query: ["after": "x"]), 422),
      (try program.send(.get, path, query: ["size": "1"]), 422),
    ]

    for (answer, status) in answers {
      #expect(answer.status.code == status, "\(answer.text)")
      #expect(answer.headers[.contentType] == "application/problem+json")
      #expect(answer.text.contains("\"status\":\(status)"))
    }
    #expect(answers[5].0.headers[.allow] == "GET, HEAD, POST")
  }

  @Test func aKeyDoesAWriteOnce() throws {
    let program = try APIProgram()
    _ = try workspace.makeProduct()
    let name = try #require(HTTPField.Name("idempotency-key"))
    func post(_ json: String, _ key: String) throws -> Response {
      try program.send(.post, path, json, headers: [name: key])
    }

    let first = try post(#"{"name": "A"}"#, "one")
    let again = try post(#"{"name": "A"}"#, "one")
    let other = try post(#"{"name": "B"}"#, "one")
    let second = try post(#"{"name": "A"}"#, "two")

    #expect(first.status == .created && again.status == .created)
    #expect(again.text == first.text)
    #expect(again.headers[.location] == first.headers[.location])
    #expect(other.status == .unprocessableContent)
    #expect(second.status == .created)
    #expect(try workspace.value("SELECT count(*) FROM campaigns") == 2)
  }

  @Test func aRefusedWriteDoesNotUseItsKeyUp() throws {
    let program = try APIProgram()
    let name = try #require(HTTPField.Name("idempotency-key"))
    let refused = try program.send(.post, path, #"{"name": "A"}"#, headers: [name: "k"])
    #expect(refused.status == .unprocessableContent)

    _ = try workspace.makeProduct()
    let done = try program.send(.post, path, #"{"name": "A"}"#, headers: [name: "k"])

    #expect(done.status == .created, "\(done.text)")
  }

  @Test func simultaneousWritesWithOneKeyHappenOnce() async throws {
    let program = try APIProgram()
    _ = try workspace.makeProduct()
    let name = try #require(HTTPField.Name("idempotency-key"))
    let door = try door()

    let answers = try await withThrowingTaskGroup(of: Response.self) { group in
      for _ in 0..<3 {
        group.addTask {
          try program.send(
            .post, "/v1/outreach/campaigns", #"{"name": "A"}"#, headers: [name: "k"], door: door)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }

    #expect(answers.allSatisfy { $0.status == .created })
    #expect(Set(answers.map(\.text)).count == 1)
    #expect(try workspace.value("SELECT count(*) FROM campaigns") == 1)
  }

  @Test func tooManyRequestsInAMinuteAreRefused() throws {
    let program = try APIProgram()
    let door = Door(
      database: database, templates: try templates.get(), rates: RateLimiter(limit: 2),
      report: { Issue.record($0) })
    let limit = try #require(HTTPField.Name("ratelimit"))

    let answers = try (0..<3).map { _ in try program.send(.get, path, door: door) }

    #expect(answers.map(\.status.code) == [200, 200, 429])
    #expect(answers[0].headers[limit]?.hasPrefix("\"minute\";r=1;t=") == true)
    #expect(answers[2].headers[.retryAfter] != nil)
  }

  @Test func aListContinuesAfterItsCursor() throws {
    let program = try APIProgram()
    for number in 0..<5 { _ = try workspace.makeDraft("Draft-\(number)") }
    var names: [String] = []
    var query: Form = ["limit": "2"]

    for _ in 0..<3 {
      let page = try program.send(.get, path, query: query).text
      names += page.matches(of: #/"name":"([^"]+)"/#).map { String($0.1) }
      query["after"] = page.firstMatch(of: #/"next":"([^"]+)"/#).map { String($0.1) } ?? ""
    }

    #expect(names == (0..<5).reversed().map { "Draft-\($0)" })
    #expect(query["after"].isEmpty)
  }

  @Test func theDescriptionNamesEveryAddress() throws {
    let json = try door().respond(to: Request(.get, "/v1/openapi.json")).text
    let docs = try door().respond(to: Request(.get, "/v1/docs")).text

    for route in Site.routes {
      guard case .api = route.access else { continue }
      let path = route.pattern.replacing(#/:(\w+)/#) { "{\($0.1)}" }
      #expect(json.contains("\"\(path)\":{"), "\(path)")
      #expect(docs.contains("\(route.method.rawValue) \(path)"), "\(path)")
    }
  }
}
