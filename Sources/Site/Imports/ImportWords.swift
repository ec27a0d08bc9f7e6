import Foundation
import Outreach
import Text
import Web

/// The words for a file in each state.
extension Import {
  var facts: String {
    let delimiters = [";": "semicolons", ",": "commas", "\t": "tabs", "|": "bars"]
    guard state != .reading, !encoding.isEmpty else {
      return "\(fileName) · \(Self.size(bytes))"
    }
    return [
      fileName, Words.count(rowsRead, "row"),
      "\(encoding), \(delimiters[delimiter] ?? delimiter)", Self.size(bytes),
    ].joined(separator: " · ")
  }

  /// No column is mapped to the addresses: which one to choose, or that the file has none.
  var noAddresses: String {
    samples.contains { $0.contains("@") }
      ? "Choose the column that holds the email addresses: nothing is imported without it."
      : "No column holds email addresses, and an import takes people by their addresses. Add a column "
        + "with them and upload the file again. A company without people is added under Accounts."
  }

  /// "3 rows join an account of another name …"; nil if none does.
  var joinedWords: String? {
    let figures = preview
    guard figures.joined > 0, ![.reading, .checking].contains(state) else { return nil }
    let isOne = figures.joined == 1
    let verb = state == .done ? "joined" : isOne ? "joins" : "join"
    let examples = figures.joinedExamples.map { "“\($0.company)” in \($0.account)" }
    return "\(Words.count(figures.joined, "row")) \(verb) an account of another name, because "
      + "\(isOne ? "its address has" : "their addresses have") the account’s domain: "
      + "\(examples.joined(separator: ", "))"
      + (figures.joined > examples.count ? " and others" : "") + "."
  }

  var isWritten: Bool { [.done, .canceled, .importing, .failed].contains(state) }

  private static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1_000: "\(bytes) bytes"
    case ..<1_000_000: "\(bytes / 1_000) kB"
    default: "\(Words.tenths(Double(bytes) / 1e6)) MB"
    }
  }
}

extension ImportPage {
  static func stages(of file: Import) -> [Stage] {
    let place =
      switch file.state {
      case .reading: 0
      case .mapping: 1
      case .checking, .ready: 2
      case .importing: 3
      case .done: 4
      case .canceled, .failed: file.list != nil ? 3 : file.rowsRead > 0 ? 2 : 0
      }
    let hasEnded = [.canceled, .failed].contains(file.state)
    return ["Upload", "Map columns", "Check", "Import"].enumerated().map { number, word in
      let isDone = number < place
      let isCurrent = number == place && !hasEnded
      return Stage(
        word: word, isDone: isDone, isCurrent: isCurrent,
        glyph: isDone ? "g-ok" : isCurrent ? "g-live" : number == place ? "g-slash" : "g-ring")
    }
  }

  static func progress(of file: Import) -> Progress? {
    if file.state == .reading {
      return Progress(width: Words.length(file.share), words: reading(file))
    }
    guard [.checking, .importing].contains(file.state) else { return nil }
    let rows = Int((file.share * Double(file.rowsRead)).rounded())
    let act = file.state == .checking ? "checked" : "imported"
    return Progress(
      width: Words.length(file.share),
      words: "\(Words.number(rows)) of \(Words.number(file.rowsRead)) rows \(act), "
        + Words.percent(file.share))
  }

  /// The number of rows is known when all of them are read; until then, the number of lines.
  private static func reading(_ file: Import) -> String {
    if file.lastRow == 0 { return "Queued" }
    if file.rowDone >= file.lastRow {
      return "All rows read; comparing them with existing contacts"
    }
    return "\(Words.number(file.rowDone)) rows read and checked, of \(Words.number(file.lastRow)) "
      + "lines, \(Words.percent(file.share))"
  }

  static func metrics(of file: Import) -> [Metric] {
    if [.reading, .mapping].contains(file.state) || (file.rowsRead == 0 && file.state != .importing)
    {
      return []
    }
    let preview = file.preview
    let fills = file.overwrite ? "filled fields are overwritten" : "only empty fields are filled"
    let kept = [
      Metric(
        "Skipped", Words.number(preview.skipped), detail: "see the reason in each row",
        href: preview.skipped > 0 ? "?result=skip#rows-to-look-at" : ""),
      Metric(
        "Duplicates in file", Words.number(preview.duplicates), detail: "the first one is used",
        href: preview.duplicates > 0 ? "?result=duplicate#rows-to-look-at" : ""),
    ]
    if file.isWritten {
      let outcome = file.outcome
      return [
        Metric(
          "New contacts", Words.number(outcome.new),
          detail: "\(Words.count(outcome.accounts, "new account"))"),
        Metric("Updated", Words.number(outcome.updated), detail: fills),
        Metric("Unchanged", Words.number(outcome.unchanged), detail: "no new data"),
      ] + kept
    }
    return [
      Metric(
        "New contacts", Words.number(preview.new),
        detail: preview.new == 0
          ? "all contacts exist" : "of \(Words.count(preview.accounts, "account"))"),
      Metric("Updated", Words.number(preview.updated), detail: fills),
      Metric("Unchanged", Words.number(preview.unchanged), detail: "no new data"),
    ] + kept
  }

  /// `list` is the suggestion in the field, and `complaint` the error of the typed name. `names` are
  /// those of the lists, up to 1,000 of them and one more.
  static func confirm(
    _ file: Import, _ request: Request, list: String, _ complaint: String, among names: [String]
  ) -> Confirm {
    let (adds, creates) = (
      "Adds to the existing list of this name.", "Creates a list with this name."
    )
    let name = request.form.has("list") ? request.form["list"] : list
    let isThere = names.contains { $0.lowercased() == name.trimmingBlanks().lowercased() }
    let areAllKnown = names.count <= 1_000
    let list = FormField(
      "list", "List", value: name,
      hint: isThere
        ? adds
        : areAllKnown ? creates : "Creates a list with this name, or adds to the existing one.",
      error: complaint, isRequired: true,
      attributes: areAllKnown
        ? [
          "maxlength": "200", "list": "lists", "autocomplete": "off", "data-known": adds,
          "data-unknown": creates,
        ] : ["maxlength": "200", "list": "lists", "autocomplete": "off"])
    let rows = "Import \(Words.count(file.preview.taken, "row"))"
    return Confirm(
      verb: file.preview.new == 0 ? "\(rows), no new contacts" : rows,
      errors: FormErrors.of([list], verb: "Not imported."), list: list,
      lists: names.prefix(1_000).map(ListName.init),
      overwrite: FormField(
        "overwrite", "Overwrite filled fields", value: "yes",
        hint: "Off: only empty fields are filled; existing values stay.",
        isChecked: request.form.has("list") ? request.form["overwrite"] == "yes" : file.overwrite))
  }
}

extension ImportPage.RowItem {
  /// One for each thing that is wrong with the row.
  static func all(of item: RowIssue, header: [String]) -> [ImportPage.RowItem] {
    [.init(item, in: item.column, item.reason.words, header: header)]
      + item.further.map { .init(item, in: $0.column, $0.words, header: header) }
  }

  private init(_ item: RowIssue, in column: Int?, _ words: String, header: [String]) {
    row = Words.number(item.row)
    let place = column.flatMap { header.indices.contains($0) ? $0 : nil }
    self.column = place.map { header[$0].trimmingBlanks() } ?? ""
    isWhole = place == nil
    let cell = place.flatMap { item.cells.indices.contains($0) ? item.cells[$0] : nil } ?? ""
    value = String(cell.prefix(120))
    reason = words
    then =
      switch item.verdict {
      case .skip: Badge("Skipped", "g-no", "red")
      case .duplicate: Badge("Merged", "g-eq")
      case .note, .take: Badge("Note only", "g-warn", "amber")
      }
  }
}
