import Outreach
import Web

/// Limits the queue to accounts that fit at least moderately: `fit` in its addresses and forms.
enum ReviewFloor {
  static let score = FitBand.moderate.lowest

  static func isAsked(_ form: Form) -> Bool { form["fit"] == "\(score)" }
}
