import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// Walks every address of the table as nobody, as each role, and as another workspace.
@Suite(.database) struct RouteWalkTests {
  @Test func nobodyIsLedToSignInFromWhateverIsNotForAnyone() throws {
    for route in Site.routes {
      let response = try door().respond(to: request(route), as: nil)
      switch route.access {
      case .anyone, .oneClick: #expect(response.headers[.location] != "/sign-in", "\(name(route))")
      default:
        #expect(response.status == .seeOther, "\(name(route))")
        #expect(response.headers[.location]?.hasPrefix("/sign-in") == true, "\(name(route))")
      }
    }
  }

  @Test(
    "S0-072 each role sees and does what is its own, and nothing else", arguments: Role.allCases)
  func everyRoleMeetsItsRights(role: Role) throws {
    for route in Site.routes {
      guard case .right(let right) = route.access, !role.may(right) else { continue }
      let response = try door().respond(to: request(route), as: someone(role))
      let wanted: HTTPResponse.Status =
        right == .see || right == .seeCosts ? .notFound : .forbidden
      #expect(response.status == wanted, "\(role) at \(name(route))")
    }
  }

  @Test("S0-072 the rights of the seven roles are those that were decided")
  func theRightsAreAsDecided() {
    let rights: [Role: Set<Right>] = [
      .owner: Set(Right.allCases), .admin: Set(Right.allCases),
      .campaignManager: [.see, .seeCosts, .edit, .approve, .launch, .settleReplies, .enterCosts],
      .sales: [.see, .settleReplies], .finance: [.see, .seeCosts, .enterCosts],
      .crmAdmin: [.see, .manageCRM], .viewer: [.see],
    ]
    for role in Role.allCases {
      #expect(Set(Right.allCases.filter(role.may)) == rights[role], "\(role)")
    }
  }

  /// Every page of ours with a number in its address, asked for by somebody of another workspace
  /// with the numbers of our records.
  @Test func ourRecordsAreNotFoundByAnotherWorkspace() throws {
    let campaign = try workspace.makeCampaign("Ours only")
    let member = try workspace.makeMember("Ada", .owner)
    let stranger = try otherWorkspace.signIn("Eve", as: .owner)
    let ours = ["campaign": "\(campaign)", "person": "\(member)"]

    for route in Site.routes where route.pattern.contains(":") {
      guard case .right = route.access else { continue }
      let path = route.pattern.replacing(#/:(\w+)/#) { ours[String($0.1)] ?? "1" }
      let response = try door().respond(
        to: stranger.request(path, form: route.method == .get ? nil : ["role": "viewer"]))
      #expect(response.status == .notFound, "\(name(route)) gave \(response.status)")
    }
  }

  private func request(_ route: Route<Site, Access>) -> Request {
    Request(route.method, route.pattern.replacing(#/:\w+/#, with: "1"))
  }

  private func name(_ route: Route<Site, Access>) -> String {
    "\(route.method) \(route.pattern)"
  }
}
