import Outreach

/// A key may be written as a number in tests: `workspace.account(1)`.
extension ID: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) {
    self.init(rawValue: value)
  }
}

extension ID: Comparable {
  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
