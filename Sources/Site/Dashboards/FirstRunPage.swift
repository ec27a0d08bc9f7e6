import Outreach
import Web

/// Templates/Dashboards/first-run.mustache: five steps to the first answer.
struct FirstRunPage: Page {
  static let template = "Dashboards/first-run"

  let frame: Frame
  let done: String
  let steps: [Step]
  let canEdit: Bool
  let canInvite: Bool
  let empty: EmptyState

  struct Step {
    let number: Int
    let state: String
    let isDone: Bool
    let title: String
    let text: String
    let verb: String
    let href: String
    let isPrimary: Bool
    let isOpen: Bool
  }
}

extension Site {
  func firstRun(_ figures: StartFigures) throws -> Response {
    let practice = figures.practiceMailboxes > 0
    let all: [(String, String, String, String, Bool)] = [
      (
        "A mailbox to send from",
        practice
          ? """
          The practice mailbox is set up with test recipients who open, reply and bounce. Add your own \
          when you like.
          """
          : "Your own, tested before it is saved, or the practice mailbox with its test recipients.",
        practice ? "Add a real one" : "Add a mailbox", "/mailboxes", figures.mailboxes > 0
      ),
      (
        "People to contact",
        """
        A CSV with email addresses. You see every row that does not fit \
        before anything is written.
        """, "Import leads", "/imports", figures.lists > 0
      ),
      (
        "What you offer and who it is for", "A product and its ideal customer profile.",
        "Create a product", "/products", figures.products > 0
      ),
      (
        "A campaign with two emails",
        "Choose the list, write two steps, and preview them for a real lead.",
        "New campaign", "/campaigns/new", false
      ),
      (
        "Launch", "The plan shows who gets which email and when.", "Launch",
        "/campaigns", false
      ),
    ]
    let next = all.firstIndex { !$0.4 } ?? 0
    let canEdit = try viewer.may(.edit)
    return try page(
      FirstRunPage(
        frame: frame(.dashboard), done: "\(all.filter(\.4).count) of 5 done",
        steps: all.enumerated().map { place, step in
          .init(
            number: place + 1, state: step.4 ? "done" : place == next ? "now" : "", isDone: step.4,
            title: step.0, text: step.1, verb: step.2, href: step.3, isPrimary: place == next,
            isOpen: canEdit && place < 4)
        }, canEdit: canEdit, canInvite: try viewer.may(.administer),
        empty: EmptyState(
          "No replies yet",
          "Replies appear here about two seconds after they arrive, sorted by category.")))
  }
}
