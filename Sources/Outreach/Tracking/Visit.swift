import Postgres

/// The maker of a fetch, judged by the fetch itself.
package enum VisitorClass: String, SQLValue, Sendable, CaseIterable {
  case human
  case machine
}

/// A recorded event of a message. A fetch is one of the first three.
package enum TrackingKind: String, SQLValue, Sendable, CaseIterable {
  case opened
  case clicked
  case unsubscribePage = "unsubscribe_page"
  case unsubscribed, bounced, complained, replied
}

/// One fetch of a pixel or a link.
package struct Visit: Sendable, Equatable {
  package let kind: TrackingKind
  package let link: Int?
  package let address: String
  package let userAgent: String

  package init(_ kind: TrackingKind, link: Int? = nil, address: String, userAgent: String) {
    self.kind = kind
    self.link = link
    self.address = address
    self.userAgent = userAgent
  }

  /// The class, and the rule that gave it. Rules that need the past are in fn.record_visit.
  package var judgement: (visitor: VisitorClass, rule: String) {
    let agent = userAgent.lowercased()
    if agent.isEmpty { return (.machine, "no user agent") }
    if kind == .opened, userAgent == "Mozilla/5.0" { return (.machine, "Apple mail privacy") }
    if kind == .opened, address.hasPrefix("17.") { return (.machine, "an address of Apple") }
    if agent.contains("googleimageproxy") || agent.contains("yahoomailproxy") {
      return (.human, "fetched by the provider when opened")
    }
    if let sign = scanners.first(where: { agent.contains($0) }) {
      return (.machine, "scanner: \(sign)")
    }
    return (.human, "")
  }
}

private let scanners = [
  "barracuda", "proofpoint", "mimecast", "tmes", "symantec", "ciscosecureemail", "msoffice",
  "python-requests", "curl", "go-http-client", "headlesschrome", "bot", "spider", "crawler",
]

extension Connection {
  /// Records a visit, and returns its link's target: nil if the token or the link is not known. A
  /// power failure may lose a visit or two: nothing waits for the disk.
  package func record(_ visit: Visit, by token: TrackingToken) throws -> String? {
    try enter(by: token)
    try run("SET LOCAL synchronous_commit = off")
    let (visitor, rule) = visit.judgement
    return try rows(
      """
      SELECT fn.record_visit(\(token.text), \(visit.kind), \(visit.link), \(visitor), \(rule),
        \(visit.address)::inet, \(visit.userAgent)) AS target
      """
    ).first?[optional: "target"]
  }

  /// A link's target, without recording a visit.
  package func target(of link: Int, by token: TrackingToken) throws -> String? {
    try enter(by: token)
    return try rows(
      """
      SELECT l.target
      FROM deliveries d JOIN delivery_links l ON l.delivery_id = d.id
      WHERE d.token = \(token.text) AND l.number = \(link)
      """
    ).first?["target"]
  }

  /// The language in which this email was written, as in fn.claim_deliveries; nil: the email is not
  /// known any more.
  package func language(by token: TrackingToken) throws -> String? {
    try enter(by: token)
    return try rows(
      """
      SELECT coalesce(nullif(a.language, ''), nullif(c.language, ''), p.language) AS language
      FROM deliveries d
        JOIN campaigns c ON (c.workspace_id, c.id) = (d.workspace_id, d.campaign_id)
        JOIN products p ON (p.workspace_id, p.id) = (c.workspace_id, c.product_id)
        JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
        JOIN accounts a ON (a.workspace_id, a.id) = (e.workspace_id, e.account_id)
      WHERE d.token = \(token.text)
      """
    ).first?["language"]
  }

  /// The recipient wants no more emails from this workspace. Written to disk before it is answered.
  package func unsubscribe(
    by token: TrackingToken, from address: String, userAgent: String
  ) throws {
    try enter(by: token)
    try run("SELECT fn.unsubscribe(\(token.text), \(address)::inet, \(userAgent))")
  }
}
