import Foundation
import Outreach
import Site
import Testing
import Web

/// Somebody who is signed in, in this test's workspace, with one role.
package func someone(_ role: Role = .owner) -> CurrentUser {
  CurrentUser(
    person: Person.ID(rawValue: 1), name: "Dana", email: "dana@example.com", role: role,
    workspace: workspace.id, workspaceName: "Ours", timeZone: "UTC", csrfToken: "token",
    session: 1)
}

/// The real door over the test's database: no socket, all the rest. What breaks fails the test.
package func door() throws -> Door {
  Door(
    database: database,
    templates: try templates.get(),
    hashing: HashingPool(places: 2, waiting: 1_000),
    report: { Issue.record($0) })
}

/// The real templates, read once.
package let templates = Result { try Templates(folder: packageFolder.appending(path: "Templates")) }
