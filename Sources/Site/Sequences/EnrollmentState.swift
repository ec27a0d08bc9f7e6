import Outreach

extension Enrollment.State {
  var words: String {
    switch self {
    case .active: "active"
    case .finished: "finished"
    case .exited: "exited"
    }
  }
}
