import Outreach

/// Templates/Conversations/message.mustache: one line of a conversation.
struct MessageItem {
  let id: Int
  let isOurs: Bool
  let initials: String
  let author: String
  let detail: String
  let when: String
  let subject: String
  let paragraphs: [Paragraph]
  let quoted: String
  let quotedLines: String
  let html: HTMLPart?
  let badge: Badge?
  let isSummary: Bool
  /// For a message that a person has logged and may change: the address to do so.
  let entry: String?

  struct Paragraph {
    let text: String
  }

  /// Shown only on request, and only in a frame in which nothing runs or loads.
  struct HTMLPart {
    let href: String
    let title: String
  }

  /// `isSummary`: our own earlier emails are shortened to a few lines. `entries` is the address
  /// under which logged entries are changed; nil if they cannot be.
  init(
    _ line: ConversationLine, words: Words, isSummary: Bool = false, entries: String? = nil
  ) {
    id = line.id.rawValue
    isOurs = !line.isInbound
    initials = letters(of: line.author)
    author = line.author
    detail = Self.detail(of: line)
    when = words.time(line.at)
    subject = line.subject.isEmpty && isSummary ? Self.beginning(of: line.text) : line.subject
    paragraphs = Self.paragraphs(of: line.text)
    quoted = line.quoted
    let lines = line.quoted.split(separator: "\n", omittingEmptySubsequences: false).count
    quotedLines = Words.count(lines, "line")
    html =
      line.hasHTML
      ? line.reply.map {
        HTMLPart(
          href: "/replies/\($0)/html", title: "The HTML of this message, without its pictures")
      } : nil
    badge = line.isDraft ? OutreachStatus.draft.badge : line.replyClass?.badge
    self.isSummary = isSummary
    entry = entries.flatMap { line.isLogged ? "\($0)/\(line.id)" : nil }
  }

  static func paragraphs(of text: String) -> [Paragraph] {
    text.replacing("\r\n", with: "\n").split(separator: /\n[ \t]*\n/)
      .map { $0.trimmingPrefix { $0 == "\n" } }
      .filter { !$0.allSatisfy(\.isWhitespace) }
      .map { Paragraph(text: String($0)) }
  }

  /// The words for a message that has no subject.
  private static func beginning(of text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 80 ? "\(words.prefix(80)) …" : words
  }

  private static func detail(of line: ConversationLine) -> String {
    let channel = line.channel == .email ? "" : line.channel.words
    if line.isInbound { return line.channel == .email ? line.address : channel }
    let step = line.step.map { "step \($0 + 1)" } ?? ""
    let from = line.address.isEmpty ? "" : "from \(line.address)"
    return [channel, step, line.to, from].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension ConversationLine {
  /// "to Petra Acme, petra@acme.example"; empty for an inbound.
  var to: String {
    let isMail = channel == .email && !recipientAddress.isEmpty
    let whom = [recipient, isMail ? recipientAddress : ""].filter { !$0.isEmpty }
    return whom.isEmpty ? "" : "to \(whom.joined(separator: ", "))"
  }
}

/// The initials of a name; a free function because the struct has a property of that name.
private func letters(of name: String) -> String { initials(of: name) }
