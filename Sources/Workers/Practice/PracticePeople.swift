import Client
import Foundation
import Outreach
import Postgres

/// Plays the acts of test recipients: opens and clicks as real requests to our own address, replies and
/// reports as messages that are received like all others.
package struct PracticePeople: Worker {
  /// `overture_worker`: only to take what is due.
  private let queue: Database
  private let database: Database
  private let base: String
  private let client: HTTPClient
  private let report: @Sendable (any Error) -> Void

  /// `base` is where this program answers. Only links that lead there are followed: see `OwnLinks`.
  package init(
    queue: Database, database: Database, base: String,
    report: @escaping @Sendable (any Error) -> Void
  ) {
    self.queue = queue
    self.database = database
    self.base = base
    var policy = HTTPPolicy()
    // Only our own address is called (see `OwnLinks`), and it is often a private one.
    policy.exceptions = [AddressException(url: base)].compactMap(\.self)
    policy.proxies = .none
    client = HTTPClient(policy: policy)
    self.report = report
  }

  package func work() throws -> Int {
    let acts = try queue.takePracticeActs(atMost: 20)
    for act in acts {
      do {
        try play(act)
      } catch {
        // A lost act of a test recipient harms no one; the next one is played.
        report(error)
      }
    }
    return acts.count
  }

  private func play(_ act: PracticeAct) throws {
    let own = OwnLinks(base: base, messageID: act.messageID)
    switch act.act {
    case .open: try visit(PracticeMail(act.raw).pixel(own), as: person(act))
    case .machineOpen: try visit(PracticeMail(act.raw).pixel(own), as: "Mozilla/5.0")
    case .click:
      let links = PracticeMail(act.raw).links(own)
      try visit(links.isEmpty ? nil : links[act.seed % links.count], as: person(act))
    case .machineClick:
      for link in PracticeMail(act.raw).links(own) {
        try visit(link, as: "Mozilla/5.0 (compatible; Proofpoint URL Defense)")
      }
    case .oneClick: try unsubscribe(act, own)
    case .unsubscribePage:
      try visit(PracticeMail(act.raw).oneClick(own), as: person(act))
      try unsubscribe(act, own)
    case .hardBounce: try deliver(PracticeReport(act: act).bounce(isHard: true), act)
    case .softBounce: try deliver(PracticeReport(act: act).bounce(isHard: false), act)
    case .complaint: try deliver(PracticeReport(act: act).complaint(), act)
    case .outOfOffice, .positive, .neutral, .negative, .notNow, .wrongPerson, .unsubscribe:
      try deliver(PracticeLetter(act: act).bytes(), act)
    }
  }

  private func deliver(_ raw: [UInt8], _ act: PracticeAct) throws {
    _ = try database.inWorkspace(act.workspace) {
      try $0.receive(raw: raw, mailbox: act.mailbox, sourceKey: "practice:\(act.id)")
    }
  }

  private func visit(_ address: String?, as agent: String) throws {
    guard let address else { return }
    try call(HTTPRequest(.get, address), as: agent)
  }

  private func unsubscribe(_ act: PracticeAct, _ own: OwnLinks) throws {
    guard let address = PracticeMail(act.raw).oneClick(own) else { return }
    var request = HTTPRequest(.post, address)
    // RFC 8058, section 3.1.
    request.body = .form([("List-Unsubscribe", "One-Click")])
    try call(request, as: person(act))
  }

  /// Redirects are not followed.
  private func call(_ request: HTTPRequest, as agent: String) throws {
    var request = request
    request.headers = [("User-Agent", agent)]
    request.timeout = .seconds(5)
    request.truncatesAnswer = true
    _ = try client.send(request)
  }

  private func person(_ act: PracticeAct) -> String {
    let agents = [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Thunderbird/128.4",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 Safari/605.1.15",
      "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    ]
    return agents[act.seed % agents.count]
  }
}
