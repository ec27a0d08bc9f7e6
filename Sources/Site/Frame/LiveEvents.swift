import HTTPTypes
import Outreach
import Web

extension Site {
  /// Tells an open page what has moved: `/events?topics=campaign:12,replies`. Each workspace hears
  /// its own, for as long as the session goes on.
  func events(_ request: Request) throws -> Response {
    let viewer = try viewer
    let workspace = viewer.workspace
    let topics = request.query["topics"].split(separator: ",").prefix(20).map(String.init)
    guard !topics.isEmpty, topics.allSatisfy({ $0.wholeMatch(of: #/[a-z-]+(:\d{1,19})?/#) != nil })
    else { throw HTTPError.badRequest("The address names no topic.") }
    return .events(
      topics.map { liveTopic($0, of: workspace) },
      holder: StreamHolder(session: viewer.session.rawValue, workspace: workspace.rawValue))
  }
}

/// What `EventHub.publish` is given for a topic of one workspace: `3/campaign:12`.
package func liveTopic(_ topic: String, of workspace: Workspace.ID) -> String {
  "\(workspace)/\(topic)"
}
