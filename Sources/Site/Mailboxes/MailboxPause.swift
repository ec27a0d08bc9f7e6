import HTTPTypes
import Outreach
import Web

extension Site {
  func pauseMailbox(_ request: Request) throws -> Response {
    try setPaused(true, request, "It sends nothing until you resume it; scheduled emails wait.")
  }

  func resumeMailbox(_ request: Request) throws -> Response {
    try setPaused(false, request, "Mailbox resumed.")
  }

  private func setPaused(
    _ isPaused: Bool, _ request: Request, _ words: String
  ) throws -> Response {
    let id = try request.mailbox
    try database.setPaused(isPaused, mailbox: id)
    let back = "/mailboxes/\(id)/\(isPaused ? "resume" : "pause")"
    return try seeOther("/mailboxes/\(id)", saying: .done(words, undo: .init(back)))
  }
}
