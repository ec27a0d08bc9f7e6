import Outreach
import Web

/// The queue of those only who fit at least moderately: `fit` in its addresses and forms.
enum ReviewFloor {
  static let score = FitBand.moderate.lowest

  static func isAsked(_ form: Form) -> Bool { form["fit"] == "\(score)" }

  /// The part of an address that keeps the queue's floor.
  static func query(_ form: Form) -> String { isAsked(form) ? "&fit=\(score)" : "" }
}
