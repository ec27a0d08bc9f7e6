import HTTPTypes
import Outreach
import Web

extension Site {
  /// Notifies an open page of changes: `/events?topics=campaign:12,replies`. Each workspace gets
  /// its own events, as long as the session lasts.
  func events(_ request: Request) throws -> Response {
    let currentUser = try currentUser
    let workspace = currentUser.workspace
    let topics = request.query["topics"].split(separator: ",").prefix(20).map(String.init)
    guard !topics.isEmpty, topics.allSatisfy({ $0.wholeMatch(of: #/[a-z-]+(:\d{1,19})?/#) != nil })
    else { throw HTTPError.badRequest("The address names no topic.") }
    return .events(
      topics.map { liveTopic($0, of: workspace) },
      holder: StreamHolder(session: currentUser.session.rawValue, workspace: workspace.rawValue))
  }
}

/// The name of one workspace's topic for `EventHub.publish`: `3/campaign:12`.
package func liveTopic(_ topic: String, of workspace: Workspace.ID) -> String {
  "\(workspace)/\(topic)"
}
