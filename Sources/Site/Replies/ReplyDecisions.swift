import Foundation
import HTTPTypes
import Outreach
import Web

/// What a person does about a reply.
extension Site {
  /// One stays at the reply, and in its tray: to settle it is the next thing to do.
  func correctReply(_ request: Request) throws -> Response {
    let id: Reply.ID = try request.parameter("reply")
    let wanted: Reply.Class = try request.field("class")
    let before = try database.reply(id).replyClass
    try database.correct(id, to: wanted)
    let word = wanted.badge.word.lowercased()
    let undo = before.map {
      Flash.Undo("/replies/\(id)/class", [HiddenField("class", $0.rawValue), tray(of: request)])
    }
    return try seeOther(address(of: id, request), saying: .done("Class: \(word).", undo: undo))
  }

  /// On to the next one of the tray.
  func settleReply(_ request: Request) throws -> Response {
    let id: Reply.ID = try request.parameter("reply")
    let isSettled = request.form["settled"] != "no"
    guard try database.putAway(id, isSettled) else { throw HTTPError.notFound }
    guard isSettled else {
      return try seeOther(address(of: id, request), saying: .done("Back in the tray."))
    }
    let undo = Flash.Undo(
      "/replies/\(id)/settle", [HiddenField("settled", "no"), tray(of: request)])
    return try seeOther(next(request), saying: .done("Settled.", undo: undo))
  }

  func assignReply(_ request: Request) throws -> Response {
    let id: Reply.ID = try request.parameter("reply")
    guard let contact = Contact.ID(request.form["contact"]),
      let campaign = Campaign.ID(request.form["campaign"])
    else { throw HTTPError.badRequest("This form names no lead.") }
    try database.assign(id, to: contact, in: campaign)
    return try seeOther(address(of: id, request), saying: .done("This reply has its lead now."))
  }

  /// The next of the tray that the form stood in, or what is left of it.
  private func next(_ request: Request) -> String {
    if let next = Reply.ID(request.form["next"]) { return address(of: next, request) }
    let tray = ReplyTray(rawValue: request.form["tray"])
    return tray.map { "/replies?tray=\($0.rawValue)" } ?? "/replies"
  }

  private func address(of reply: Reply.ID, _ request: Request) -> String {
    let tray = ReplyTray(rawValue: request.form["tray"])
    return "/replies/\(reply)" + (tray.map { "?tray=\($0.rawValue)" } ?? "")
  }

  private func tray(of request: Request) -> HiddenField {
    HiddenField("tray", ReplyTray(rawValue: request.form["tray"])?.rawValue ?? "")
  }
}
