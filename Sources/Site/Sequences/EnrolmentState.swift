import Outreach

extension Enrolment.State {
  var words: String {
    switch self {
    case .active: "active"
    case .finished: "finished"
    case .exited: "exited"
    }
  }
}
