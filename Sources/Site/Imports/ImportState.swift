import Outreach

extension Import.State {
  var badge: Badge {
    switch self {
    case .reading: Badge("Reading", "g-live", "blue")
    case .mapping: Badge("Columns to map", "g-half")
    case .checking: Badge("Checking", "g-live", "blue")
    case .ready: Badge("Ready", "g-half", "blue")
    case .importing: Badge("Importing", "g-live", "blue")
    case .done: Badge("Imported", "g-ok", "green")
    case .canceled: Badge("Canceled", "g-slash")
    case .failed: Badge("Failed", "g-no", "red")
    }
  }
}
