import Foundation
import HTTPTypes
import Outreach
import Web

/// A person's decisions on a reply.
extension Site {
  /// The user stays at the reply and in its folder: marking it as done is the next thing to do.
  func correctReply(_ request: Request) throws -> Response {
    let id: Reply.ID = try request.parameter("reply")
    let wanted: Reply.Class = try request.field("class")
    let before = try database.reply(id).replyClass
    try database.correct(id, to: wanted)
    let word = wanted.badge.word.lowercased()
    let undo = before.map {
      Flash.Undo("/replies/\(id)/class", [HiddenField("class", $0.rawValue), folder(of: request)])
    }
    return try seeOther(
      address(of: id, request), saying: .done("Category set to \(word).", undo: undo))
  }

  /// Continues with the next reply of the folder.
  func markReplyDone(_ request: Request) throws -> Response {
    let id: Reply.ID = try request.parameter("reply")
    let isDone = request.form["done"] != "no"
    guard try database.markAsDone(id, isDone) else { throw HTTPError.notFound }
    guard isDone else {
      return try seeOther(address(of: id, request), saying: .done("Reopened."))
    }
    let undo = Flash.Undo(
      "/replies/\(id)/done", [HiddenField("done", "no"), folder(of: request)])
    return try seeOther(next(request), saying: .done("Marked as done.", undo: undo))
  }

  func assignReply(_ request: Request) throws -> Response {
    let id: Reply.ID = try request.parameter("reply")
    guard let contact = Contact.ID(request.form["contact"]),
      let campaign = Campaign.ID(request.form["campaign"])
    else { throw HTTPError.badRequest("Choose a lead.") }
    try database.assign(id, to: contact, in: campaign)
    return try seeOther(address(of: id, request), saying: .done("Reply matched to the lead."))
  }

  /// The next reply of the folder that the form was in, or the folder.
  private func next(_ request: Request) -> String {
    if let next = Reply.ID(request.form["next"]) { return address(of: next, request) }
    let folder = ReplyFolder(rawValue: request.form["folder"])
    return folder.map { "/replies?folder=\($0.rawValue)" } ?? "/replies"
  }

  private func address(of reply: Reply.ID, _ request: Request) -> String {
    let folder = ReplyFolder(rawValue: request.form["folder"])
    return "/replies/\(reply)" + (folder.map { "?folder=\($0.rawValue)" } ?? "")
  }

  private func folder(of request: Request) -> HiddenField {
    HiddenField("folder", ReplyFolder(rawValue: request.form["folder"])?.rawValue ?? "")
  }
}
