import CSV
import Foundation
import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Imports/import.mustache: one file, in whatever state it is.
struct ImportPage: Page {
  static let template = "Imports/import"

  let frame: Frame
  let id: Int
  let facts: String
  let state: Badge
  let stages: [Stage]
  let notes: [String]
  let failure: String
  let progress: Progress?
  let metrics: [Metric]
  let metricsLabel: String
  let mapping: MappingForm
  let mayMap: Bool
  let rows: [RowItem]
  /// How many have each result: "4 skipped, 3 merged, 46 noted".
  let rowsCount: String
  /// The rows of one result; none where there is only one.
  let results: [ResultFilter]
  let noRows: String
  let rowsPaging: Paging
  let confirm: Confirm?
  let mayCancel: Bool
  /// It progresses without the current user.
  let isWorking: Bool
  let listLink: ListLink?

  struct Stage {
    let word: String
    let isDone: Bool
    let isCurrent: Bool
    let glyph: String
  }

  struct Progress {
    let width: String
    let words: String
  }

  struct RowItem {
    let row: String
    let column: String
    /// The reason is about the row as a whole, such as how many cells it has.
    let isWhole: Bool
    let value: String
    let reason: String
    let then: Badge
  }

  struct ResultFilter {
    let label: String
    let href: String
    let isCurrent: Bool
  }

  struct Confirm {
    let verb: String
    let errors: FormErrors?
    let list: FormField
    /// Names of lists to choose from.
    let lists: [ListName]
    let overwrite: FormField
  }

  struct ListName {
    let name: String
  }

  struct ListLink {
    let href: String
    let name: String
  }
}

extension Site {
  func importDetail(_ request: Request) throws -> Response {
    try importPage(request)
  }

  func mapImport(_ request: Request) throws -> Response {
    let id: Import.ID = try request.parameter("import")
    let file = try database.importNumber(id)
    let typed = MappingForm.Typed(request.form, of: file)
    var fieldErrors = FieldErrors()
    if let encoding = typed.otherEncoding(than: file, &fieldErrors) {
      do {
        try database.savepoint { try database.reread(id, as: encoding) }
        return try seeOther(
          "/imports/\(id)", saying: .done("The file was read again as \(encoding.words)."))
      } catch let refusal as CSVRefusal {
        fieldErrors["encoding"] = refusal.description
      }
    }
    guard let mapping = typed.mapping(&fieldErrors) else {
      return try importPage(request, typed, fieldErrors)
    }
    let name = fieldErrors.name("list", request.form["list"])
    guard fieldErrors.isEmpty else { return try importPage(request, typed, fieldErrors) }
    try database.map(
      id, mapping, region: typed.region, listName: name.isEmpty ? nil : name,
      overwrite: request.form.has("list") ? request.form["overwrite"] == "yes" : nil)
    return .seeOther("/imports/\(id)")
  }

  func confirmImport(_ request: Request) throws -> Response {
    let id: Import.ID = try request.parameter("import")
    let file = try database.importNumber(id)
    var fieldErrors = FieldErrors()
    let name = fieldErrors.name("list", request.form["list"], missing: "A list needs a name.")
    let typed = MappingForm.Typed(request.form, of: file)
    let isChecked = !request.form.has("column-0") || typed == MappingForm.Typed(file)
    if !isChecked {
      fieldErrors["columns"] = "Not imported. The columns were changed; check the rows again first."
    }
    guard fieldErrors.isEmpty else {
      return try importPage(request, isChecked ? nil : typed, fieldErrors)
    }
    _ = try database.confirm(
      id, listName: name, overwrite: request.form["overwrite"] == "yes")
    return .seeOther("/imports/\(id)")
  }

  func askToCancelImport(_ request: Request) throws -> Response {
    let file = try database.importNumber(request.parameter("import"))
    let stays =
      file.state == .importing
      ? """
      It stops after the rows it is working on. Contacts, accounts and list entries that it has \
      already added stay.
      """
      : "Nothing has been imported yet, so nothing is added. The list that you named is not made."
    return try page(
      ConfirmPage(
        frame: frame(.imports), question: "Cancel the import of \(file.fileName)?",
        stays: "\(stays) This cannot be undone; the file can be uploaded again.",
        action: "/imports/\(file.id)/cancel", verb: "Cancel the import",
        back: "/imports/\(file.id)"))
  }

  func cancelImport(_ request: Request) throws -> Response {
    let id: Import.ID = try request.parameter("import")
    _ = try database.importNumber(id)
    do {
      try database.savepoint { try database.cancelImport(id) }
    } catch Refusal.conflict(let why) {
      return try seeOther("/imports/\(id)", saying: .bad(why))
    }
    // The rows that a batch has added by now are known.
    let file = try database.importNumber(id)
    let brought =
      file.rowDone > 0 && file.list != nil
      ? "What its first \(Words.count(file.rowDone, "row")) added stays."
      : "Nothing was imported."
    return try seeOther("/imports/\(id)", saying: .done("Import canceled. \(brought)"))
  }

  /// `typed` is the mapping that was refused, and `fieldErrors` are about it or about the list's
  /// name.
  private func importPage(
    _ request: Request, _ typed: MappingForm.Typed? = nil,
    _ fieldErrors: FieldErrors = FieldErrors()
  ) throws -> Response {
    let file = try database.importNumber(request.parameter("import"))
    let turn = PageTurn(request)
    let key = turn.key?.number(0)
    let result = ImportVerdict(rawValue: request.query["result"]).flatMap { $0 == .take ? nil : $0 }
    let rows = try database.rowIssues(
      in: file, verdict: result, after: turn.isBackwards ? 0 : key ?? 0,
      before: turn.isBackwards ? key : nil,
      limit: 21)
    let counts = try issueCounts(of: file)
    let (shown, paging) = Paging.of(rows, limit: 20, turn, request, of: ("row", "rows")) {
      ["\($0.row)"]
    }
    let metrics = ImportPage.metrics(of: file)
    let mayEdit = try currentUser.may(.edit)
    let isOpen = [.mapping, .ready].contains(file.state) && mayEdit
    let same = try database.sameFile(as: file)
    let list = try same?.list.map { try database.list($0) }.flatMap { $0.isArchived ? nil : $0 }
    return try page(
      ImportPage(
        frame: frame(.imports), id: file.id.rawValue, facts: file.facts,
        state: file.state.badge.filled, stages: ImportPage.stages(of: file),
        notes: notes(on: file, same, list),
        failure: file.state == .failed ? file.error ?? "" : "",
        progress: ImportPage.progress(of: file), metrics: metrics,
        metricsLabel: file.isWritten ? "Import result" : "Import preview",
        mapping: MappingForm(
          file, typed ?? MappingForm.Typed(file), fieldErrors, isOpen: isOpen),
        mayMap: isOpen,
        rows: shown.flatMap { ImportPage.RowItem.all(of: $0, header: file.header) },
        rowsCount: counts.map { "\($0.figure) \($0.word)" }.joined(separator: ", "),
        results: ImportPage.results(counts.map(\.verdict), request, chosen: result),
        noRows: file.state == .mapping
          ? "Choose the column with email addresses to see the preview."
          : result == nil ? "No rows with issues." : "No rows with this result.",
        rowsPaging: paging,
        confirm: try file.state == .ready && mayEdit
          ? ImportPage.confirm(
            file, request,
            list: file.hasSuggestedListName
              ? list?.name ?? file.listName : file.listName, fieldErrors["list"],
            among: database.listNames(limit: 1_001)) : nil,
        mayCancel: mayEdit
          && [.reading, .mapping, .ready, .checking, .importing].contains(file.state),
        isWorking: [.reading, .checking, .importing].contains(file.state),
        listLink: file.list.map { .init(href: "/lists/\($0)", name: file.listName) }),
      status: fieldErrors.isEmpty ? .ok : .unprocessableContent)
  }

  /// How many rows have each result, without results that no row has.
  private func issueCounts(of file: Import) throws -> [IssueCount] {
    guard ![.reading, .mapping].contains(file.state) else { return [] }
    let notes = try database.totalNotes(in: file)
    return [
      IssueCount(.skip, Words.number(file.preview.skipped)),
      IssueCount(.duplicate, Words.number(file.preview.duplicates)),
      IssueCount(.note, Words.number(notes.figure) + (notes.isMore ? "+" : "")),
    ].filter { $0.figure != "0" }
  }

  /// `same` is the earlier import of the same bytes, `list` its list while there is one.
  private func notes(on file: Import, _ same: Import?, _ list: LeadList?) -> [String] {
    if file.state == .mapping { return [file.noAddresses] }
    let joined = file.joinedWords.map { [$0] } ?? []
    guard let same else { return joined }
    let when = words.day(same.finishedAt ?? same.createdAt)
    guard let list else { return ["This file was already imported on \(when)."] + joined }
    return [
      "This file was already imported on \(when) into \(list.name). Into the same list again it adds "
        + "no contact twice."
    ] + joined
  }
}

/// How many rows of a file have one result.
private struct IssueCount {
  let verdict: ImportVerdict
  let figure: String

  init(_ verdict: ImportVerdict, _ figure: String) {
    self.verdict = verdict
    self.figure = figure
  }

  var word: String { verdict.word.lowercased() }
}

extension ImportVerdict {
  /// What becomes of the row, as its badge says it.
  var word: String {
    switch self {
    case .skip: "Skipped"
    case .duplicate: "Merged"
    case .note: "Noted"
    case .take: "Imported"
    }
  }
}

extension ImportPage {
  /// One for all rows with issues, and one for each result; none where there is only one.
  static func results(
    _ verdicts: [ImportVerdict], _ request: Request, chosen: ImportVerdict?
  ) -> [ResultFilter] {
    guard verdicts.count > 1 || chosen != nil else { return [] }
    let all: [ImportVerdict?] = [nil] + verdicts
    return all.map { verdict in
      ResultFilter(
        label: verdict?.word ?? "All",
        href: request.at("/imports/\(request.parameters["import"] ?? "")", without: "")
          .address(["result": verdict?.rawValue ?? "", "after": "", "before": ""])
          + "#rows-to-look-at",
        isCurrent: verdict == chosen)
    }
  }
}
