import Composing
import HTTPTypes
import Outreach
import Web

/// Templates/Tracking/unsubscribe.mustache
struct UnsubscribePage: Page {
  static let template = "Tracking/unsubscribe"

  private(set) var frame: Gate
  let token: String
  let isDone: Bool
  let words: UnsubscribeText

  init(_ gate: Gate, token: String, isDone: Bool, _ words: UnsubscribeText) {
    frame = gate
    frame.language = words.language
    self.token = token
    self.isDone = isDone
    self.words = words
  }
}

extension Site {
  /// The pixel: 43 bytes of nothing, for every token.
  func pixel(_ request: Request) throws -> Response {
    if request.method == .get, let token = TrackingToken(request.parameters["token"] ?? "") {
      _ = try database.record(visit(.opened, request), by: token)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "image/gif", .cacheControl: "no-store, private",
        // Web mail programs show it on their own pages.
        .crossOriginResourcePolicy: "cross-origin",
      ],
      body: .bytes(transparentGIF))
  }

  /// Redirects to the link's target, which is in the database and nowhere in the address.
  func click(_ request: Request) throws -> Response {
    guard let token = TrackingToken(request.parameters["token"] ?? ""),
      let number = Int(request.parameters["number"] ?? ""), (1...32_000).contains(number)
    else { throw HTTPError.notFound }
    let target =
      request.method == .head
      ? try database.target(of: number, by: token)
      : try database.record(visit(.clicked, link: number, request), by: token)
    guard let target, !target.isEmpty else { throw HTTPError.notFound }
    return Response(
      status: .found,
      headers: [.location: asLocation(target), .cacheControl: "no-store, private"])
  }

  /// A page with a button: scanners fetch the page, and that must not unsubscribe anyone.
  func unsubscribePage(_ request: Request) throws -> Response {
    let text = request.parameters["token"] ?? ""
    if request.method == .get, let token = TrackingToken(text) {
      _ = try database.record(visit(.unsubscribePage, request), by: token)
    }
    return try unsubscribePage(text, isDone: false)
  }

  /// RFC 8058: immediately, without a session, and without telling whether the token is known. The
  /// button of the page sends the same field.
  func unsubscribe(_ request: Request) throws -> Response {
    guard request.form["List-Unsubscribe"] == "One-Click" else {
      throw HTTPError.badRequest("The body is not List-Unsubscribe=One-Click.")
    }
    if let token = TrackingToken(request.parameters["token"] ?? "") {
      try database.unsubscribe(
        by: token, from: request.address, userAgent: request.headers[.userAgent] ?? "")
    }
    guard request.form.has("page") else { return .text("Unsubscribed.\n") }
    return try unsubscribePage(request.parameters["token"] ?? "", isDone: true)
  }

  private func unsubscribePage(_ text: String, isDone: Bool) throws -> Response {
    let language = try TrackingToken(text).flatMap { try database.language(by: $0) }
    let words = UnsubscribeText.speaking(language ?? "en")
    return try page(UnsubscribePage(gate, token: text, isDone: isDone, words))
  }

  private func visit(_ kind: TrackingKind, link: Int? = nil, _ request: Request) -> Visit {
    Visit(
      kind, link: link, address: request.address, userAgent: request.headers[.userAgent] ?? "")
  }
}

/// A target as a header may contain it: blanks and characters outside ASCII are percent-encoded;
/// existing encoding stays.
private func asLocation(_ target: String) -> String {
  var location = ""
  for byte in target.utf8 {
    if (0x21...0x7e).contains(byte), byte != 0x22, byte != 0x3c, byte != 0x3e {
      location.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      location += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
  return location
}

/// A transparent pixel.
private let transparentGIF: [UInt8] = [
  0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00,
  0xff, 0xff, 0xff, 0x21, 0xf9, 0x04, 0x01, 0x00, 0x00, 0x00, 0x00, 0x2c, 0x00, 0x00, 0x00, 0x00,
  0x01, 0x00, 0x01, 0x00, 0x00, 0x02, 0x02, 0x44, 0x01, 0x00, 0x3b,
]
