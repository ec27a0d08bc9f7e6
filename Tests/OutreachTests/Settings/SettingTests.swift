import Outreach
import TestKit
import Testing

@Suite(.database) struct SettingTests {
  @Test func whatIsNotSetIsTheStandard() throws {
    let setting = try #require(try workspace.settings().first { $0.key == "replies.sla_hours" })

    #expect(setting.own == nil)
    #expect(setting.inForce == "24")
  }

  @Test func aWorkspacesOwnValueHoldsThereOnlyAndCanBePutBack() throws {
    try workspace.set("replies.sla_hours", to: "4")

    #expect(try inForce(workspace) == "4")
    #expect(try inForce(otherWorkspace) == "24")

    try workspace.set("replies.sla_hours", to: nil)
    #expect(try inForce(workspace) == "24")
  }

  private func inForce(_ workspace: TestWorkspace) throws -> String? {
    try workspace.settings().first { $0.key == "replies.sla_hours" }?.inForce
  }
}
