import Client
import Foundation
import Outreach
import Web

/// A setting of the operator: its name in the environment and in the file, its default, its
/// purpose, and for a number its limits.
struct Setting: Sendable, Hashable {
  let name: String
  let standard: String
  let explanation: String
  var range: ClosedRange<Int>?
  var isSecret = false

  private static let server = ServerConfiguration()
  private static let ports = 0...65_535
  private static let threadCounts = 1...256

  static let all: [Setting] = [
    databaseURL, appDatabaseURL, workerDatabaseURL, preparedStatements, statementTimeout, host,
    port, publicURL, hosts, proxies, maxConnections, threads, apiRate, secretFile, practicePort,
    allowPrivate, outboundExceptions, senderConnections, lease, lapse, home, data, log, logLevel,
  ]

  static let databaseURL = Setting(
    name: "OVERTURE_DATABASE_URL", standard: "",
    explanation: "PostgreSQL connection as the owner; empty: a private cluster",
    isSecret: true)
  static let appDatabaseURL = Setting(
    name: "OVERTURE_APP_DATABASE_URL", standard: "",
    explanation: "the same database as overture_app; empty: the owner assumes the role",
    isSecret: true)
  static let workerDatabaseURL = Setting(
    name: "OVERTURE_WORKER_DATABASE_URL", standard: "",
    explanation: "the same database as overture_worker; empty: the owner assumes the role",
    isSecret: true)
  static let preparedStatements = Setting(
    name: "OVERTURE_PREPARED_STATEMENTS", standard: "on",
    explanation: "off when a pooler in between does not support them")
  static let statementTimeout = Setting(
    name: "OVERTURE_STATEMENT_TIMEOUT", standard: "30",
    explanation: "seconds until a page's statement is canceled", range: 1...3_600)
  static let host = Setting(
    name: "OVERTURE_HOST", standard: server.host, explanation: "address to listen on")
  static let port = Setting(
    name: "OVERTURE_PORT", standard: "\(server.port)", explanation: "port to listen on",
    range: ports)
  static let publicURL = Setting(
    name: "OVERTURE_PUBLIC_URL", standard: "",
    explanation: "public URL of the pages, for links in emails; empty: host and port")
  static let hosts = Setting(
    name: "OVERTURE_HOSTS", standard: "",
    explanation:
      "more host names of the pages, separated by commas; others get 421")
  static let proxies = Setting(
    name: "OVERTURE_PROXIES", standard: "",
    explanation: "trusted proxies, separated by commas: X-Forwarded-For and -Proto are used")
  static let maxConnections = Setting(
    name: "OVERTURE_MAX_CONNECTIONS", standard: "\(server.connections)",
    explanation: "maximum connections; more get 503", range: 1...1_000_000)
  static let threads = Setting(
    name: "OVERTURE_THREADS", standard: "\(server.workers)",
    explanation: "page threads, each with a database connection", range: threadCounts)
  static let apiRate = Setting(
    name: "OVERTURE_API_RATE", standard: "600",
    explanation: "API requests a minute of one token or person; more get 429", range: 1...1_000_000)
  static let secretFile = Setting(
    name: "OVERTURE_SECRET_FILE", standard: "",
    explanation: "key file that encrypts mailbox passwords; empty: secret.key beside the data")
  static let practicePort = Setting(
    name: "OVERTURE_PRACTICE_PORT", standard: "2526",
    explanation: "port of the practice mailbox's SMTP server, on loopback", range: 1...65_535)
  static let allowPrivate = Setting(
    name: "OVERTURE_ALLOW_PRIVATE", standard: "off",
    explanation: "on: mailboxes may use private addresses, such as your own relay")
  static let outboundExceptions = Setting(
    name: "OVERTURE_OUTBOUND_EXCEPTIONS", standard: "",
    explanation:
      "private networks and hosts that webhooks may call, also by http, separated by commas")
  static let senderConnections = Setting(
    name: "OVERTURE_SENDER_CONNECTIONS", standard: "8",
    explanation:
      "SMTP connections per sender for one workspace or one mail server; "
      + "up to a third more serve the others", range: threadCounts)
  static let lease = Setting(
    name: "OVERTURE_LEASE_SECONDS", standard: "120",
    explanation: "lease of a claimed email",
    // With more, a mailbox's rolling day would end before everything claimed in it has left.
    range: 1...180)
  static let lapse = Setting(
    name: "OVERTURE_LAPSE_SECONDS", standard: "60",
    explanation: "seconds after the lease in which a live sender may still return the email",
    range: 1...3_600)
  static let home = Setting(
    name: "OVERTURE_HOME", standard: "",
    explanation: "folder with Templates, Public, Migrations and Words; empty: the nearest one above"
  )
  static let data = Setting(
    name: "OVERTURE_DATA", standard: "",
    explanation: "folder of the private cluster; empty: .overture, or /var/lib/overture as root")
  static let log = Setting(name: "OVERTURE_LOG", standard: "text", explanation: "text or json")
  static let logLevel = Setting(
    name: "OVERTURE_LOG_LEVEL", standard: "info",
    explanation: "trace, debug, info, notice, warning, error or critical")
}

/// The settings in force, and where each value came from.
struct Settings: Sendable {
  struct Value: Sendable {
    let text: String
    let source: String
  }

  private var values: [String: Value] = [:]
  private let flags: [String: String]
  private let file: String?

  /// Flags win over the environment, the environment over the file.
  init(
    flags: [String: String], file: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    self.flags = flags
    self.file = file ?? environment["OVERTURE_CONFIG_FILE"]
    if let path = self.file {
      for (name, text) in try readFile(path) {
        values[name] = Value(text: text, source: path)
      }
    }
    for setting in Setting.all {
      if let text = environment[setting.name] {
        values[setting.name] = Value(text: text, source: "environment")
      }
      if let text = flags[setting.name] {
        values[setting.name] = Value(text: text, source: "flag")
      }
    }
  }

  /// The environment with which another program of ours gets the same settings. Values from a file
  /// are not copied: an environment is easier to read than a file.
  func environment(_ more: [Setting: String] = [:]) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment.merging(flags) { $1 }
    if let file { environment["OVERTURE_CONFIG_FILE"] = file }
    for (setting, text) in more { environment[setting.name] = text }
    return environment
  }

  subscript(_ setting: Setting) -> String { value(of: setting).text }

  func value(of setting: Setting) -> Value {
    values[setting.name] ?? Value(text: setting.standard, source: "default")
  }

  func isOn(_ setting: Setting) throws -> Bool {
    switch self[setting].lowercased() {
    case "on", "1", "true", "yes": true
    case "off", "0", "false", "no", "": false
    default: throw wrong(setting, "on or off")
    }
  }

  /// The range of a setting that has one.
  func number(_ setting: Setting) throws -> Int {
    guard let range = setting.range else { preconditionFailure("\(setting.name) is no number") }
    guard let number = Int(self[setting]), range.contains(number) else {
      throw wrong(setting, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Before anything is started: an unusable value ends the program and is named.
  func validate() throws {
    for setting in Setting.all where setting.range != nil { _ = try number(setting) }
    for setting in [Setting.preparedStatements, .allowPrivate] { _ = try isOn(setting) }
    _ = try outboundExceptions()
    try refuseWrongPublicURL()
  }

  /// The private addresses that may be called. A word that is none of them is named.
  func outboundExceptions() throws -> [AddressException] {
    try OutboundSettings(list: self[.outboundExceptions]).exceptions.map { text in
      guard let exception = AddressException(text) else {
        throw wrong(
          .outboundExceptions,
          "networks, addresses and host names, such as 10.0.0.0/8,hooks.internal")
      }
      return exception
    }
  }

  /// It is part of links, and is sent to the database as an option of each connection.
  private func refuseWrongPublicURL() throws {
    let address = self[.publicURL]
    let isPlain = address.utf8.allSatisfy {
      $0 > 32 && $0 < 127 && $0 != 92 && $0 != 34 && $0 != 39
    }
    let isWeb = ["http://", "https://"].contains { address.lowercased().hasPrefix($0) }
    guard address.isEmpty || (isPlain && isWeb) else {
      throw wrong(.publicURL, "an address such as https://overture.example.com")
    }
  }

  private func wrong(_ setting: Setting, _ wanted: String) -> Failure {
    let value = value(of: setting)
    return .misconfigured(
      "\(setting.name) is \"\(value.text)\" (\(value.source)); it takes \(wanted)")
  }
}

/// `KEY = value` lines; `#` begins a comment. An unknown key is a typo, and is named.
private func readFile(_ path: String) throws -> [String: String] {
  guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
    throw Failure.misconfigured("cannot read the configuration file \(path)")
  }
  let known = Set(Setting.all.map(\.name))
  var values: [String: String] = [:]
  for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    let line = line.trimmingCharacters(in: .whitespaces)
    guard !line.isEmpty, !line.hasPrefix("#") else { continue }
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].trimmingCharacters(in: .whitespaces)
    // A malformed line may be a part of an address, with its password.
    guard parts.count == 2, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      throw Failure.misconfigured("\(path), line \(number + 1) has not the form KEY = value")
    }
    guard known.contains(name) else {
      throw Failure.misconfigured("\(path), line \(number + 1): no setting is named \"\(name)\"")
    }
    values[name] = parts[1].trimmingCharacters(in: .whitespaces)
  }
  return values
}
