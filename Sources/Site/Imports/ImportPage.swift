import Foundation
import HTTPTypes
import Outreach
import Postgres
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
  let failures: [String]
  let progress: [Progress]
  let metrics: [Metric]
  let metricsLabel: String
  let columns: [Column]
  let columnsUsed: String
  let mayMap: Bool
  let region: [FormField]
  let rows: [RowItem]
  let rowsCount: String
  let hasRows: Bool
  let rowsPaging: Paging
  let confirm: [Confirm]
  let mayCancel: Bool
  /// It comes further by itself.
  let isWorking: Bool
  let listLinks: [ListLink]

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

  struct Column {
    let number: Int
    let name: String
    let how: String
    let sample: String
    let isReadOnly: Bool
    let field: String
    let options: [Option]
  }

  struct Option {
    let value: String
    let label: String
    let isChosen: Bool
  }

  struct RowItem {
    let row: String
    let column: String
    let hasColumn: Bool
    let value: String
    let hasValue: Bool
    let reason: String
    let then: Badge
  }

  struct Confirm {
    let verb: String
    let errors: [FormErrors]
    let list: FormField
    let overwrite: FormField
  }

  struct ListLink {
    let href: String
    let name: String
  }
}

extension Site {
  func importDetail(_ request: Request) throws -> Response {
    try importPage(request, errors: [])
  }

  func mapImport(_ request: Request) throws -> Response {
    let id: Import.ID = try request.parameter("import")
    let file = try database.importNumber(id)
    var columns: [ImportField: Int] = [:]
    for (number, name) in file.header.enumerated() {
      let choice = request.form["column-\(number)"]
      let field = choice == "custom" ? .custom(name.trimmingBlanks()) : ImportField(key: choice)
      guard let field else { continue }
      guard columns[field] == nil else {
        return try importPage(
          request, errors: FormErrors.plain("Not checked. Two columns go to \(field.label)."))
      }
      columns[field] = number
    }
    guard columns[.email] != nil else {
      return try importPage(
        request, errors: FormErrors.plain("Not checked. Say which column is the Contact e-mail."))
    }
    let region = request.form["region"].trimmingBlanks().uppercased()
    guard region.isEmpty || (region.count == 2 && region.allSatisfy(\.isASCII)) else {
      return try importPage(
        request,
        errors: FormErrors.plain("Not checked. A country's code has two letters, as in DE."))
    }
    try database.map(id, ImportMapping(columns), region: region)
    return .seeOther("/imports/\(id)")
  }

  func confirmImport(_ request: Request) throws -> Response {
    let id: Import.ID = try request.parameter("import")
    _ = try database.importNumber(id)
    let name = request.form["list"].trimmingBlanks()
    guard !name.isEmpty else {
      return try importPage(request, errors: [])
    }
    _ = try database.confirm(
      id, listName: name, overwrite: request.form["overwrite"] == "yes")
    return .seeOther("/imports/\(id)")
  }

  func cancelImport(_ request: Request) throws -> Response {
    let id: Import.ID = try request.parameter("import")
    _ = try database.importNumber(id)
    try database.cancelImport(id)
    return try seeOther(
      "/imports/\(id)", saying: .done("Import canceled. What it had brought stays."))
  }

  /// `errors` are of a form that was refused; a list without a name is one, too.
  private func importPage(_ request: Request, errors: [FormErrors]) throws -> Response {
    let file = try database.importNumber(request.parameter("import"))
    let isRefused = request.method == .post
    let turn = PageTurn(request)
    let key = turn.key?.first.flatMap(Int.init)
    let rows = try database.rowsToLookAt(
      in: file, after: turn.isBackwards ? 0 : key ?? 0, before: turn.isBackwards ? key : nil,
      limit: 21)
    let count = file.preview.keptBack + file.preview.double
    let (shown, paging) = Paging.of(rows, limit: 20, turn, request, of: ("row", "rows")) {
      ["\($0.row)"]
    }
    let mayEdit = try viewer.may(.edit)
    let isOpen = [.mapping, .ready].contains(file.state) && mayEdit
    let same = try database.sameFile(as: file)
    return try page(
      ImportPage(
        frame: frame(.imports), id: file.id.rawValue, facts: file.facts,
        state: Badge.importing(file.state).filled, stages: ImportPage.stages(of: file),
        notes: same.map { [sentence(about: $0)] } ?? [],
        failures: file.state == .failed ? [file.error ?? ""] : [],
        progress: ImportPage.progress(of: file), metrics: ImportPage.metrics(of: file),
        metricsLabel: file.isWritten ? "What the import did" : "What the import would do",
        columns: ImportPage.columns(of: file, isOpen: isOpen),
        columnsUsed: "\(file.mapping.columns.count) of \(file.header.count) used", mayMap: isOpen,
        region: [
          FormField(
            "region", "Telephone numbers without a country code are from", value: file.region,
            hint: "Two letters, as in DE. Left empty, such numbers are left out.",
            isOptional: true, attributes: ["maxlength": "2", "size": "4"])
        ],
        rows: shown.map { ImportPage.RowItem($0, header: file.header) },
        rowsCount: count == 0 ? "" : Words.number(count), hasRows: !shown.isEmpty,
        rowsPaging: paging,
        confirm: file.state == .ready && mayEdit
          ? [ImportPage.confirm(file, request, isRefused: isRefused, errors: errors)] : [],
        mayCancel: mayEdit
          && [.reading, .mapping, .ready, .checking, .importing].contains(file.state),
        isWorking: [.reading, .checking, .importing].contains(file.state),
        listLinks: file.list.map {
          [ImportPage.ListLink(href: "/lists/\($0)", name: file.listName)]
        } ?? []), status: isRefused ? .unprocessableContent : .ok)
  }

  private func sentence(about same: Import) -> String {
    let when = words.day(same.finishedAt ?? same.createdAt)
    return "This very file was imported on \(when) into \(same.listName). "
      + "Importing it again changes nothing that is unchanged there."
  }
}
