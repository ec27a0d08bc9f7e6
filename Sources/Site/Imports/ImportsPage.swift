import CSV
import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Imports/imports.mustache
struct ImportsPage: Page {
  static let template = "Imports/imports"

  let frame: Frame
  let imports: [Item]
  let empty: EmptyState?
  let paging: Paging
  let mayEdit: Bool

  struct Item {
    let id: Int
    let name: String
    let rows: String
    let state: Badge
    let outcome: String
    let when: String
    let whenExactly: String
  }
}

/// Templates/Imports/new.mustache
struct NewImportPage: Page {
  static let template = "Imports/new"

  let frame: Frame
  let errors: FormErrors?
}

extension Site {
  func imports(_ request: Request) throws -> Response {
    let turn = PageTurn(request)
    let key: Import.ID? = turn.key?.id(0)
    let rows = try database.imports(
      before: turn.isBackwards ? nil : key, after: turn.isBackwards ? key : nil, limit: 51)
    let (shown, paging) = Paging.of(rows, limit: 50, turn, request, of: ("import", "imports")) {
      ["\($0.id)"]
    }
    let mayEdit = try currentUser.may(.edit)
    return try page(
      ImportsPage(
        frame: frame(.imports), imports: shown.map { ImportsPage.Item($0, words) },
        empty: shown.isEmpty
          ? EmptyState(
            "No imports yet", "Uploaded files and their results appear here.",
            action: mayEdit ? "Import leads" : "", href: "/imports/new") : nil,
        paging: paging, mayEdit: mayEdit))
  }

  func newImport(_ request: Request) throws -> Response {
    try page(NewImportPage(frame: frame(.imports), errors: nil))
  }

  func upload(_ request: Request) throws -> Response {
    guard let upload = request.uploads["file"], !upload.name.isEmpty else {
      return try refusedUpload("Choose a CSV file first.")
    }
    do {
      if let importFiles, upload.bytes > Import.atOnce {
        let reading = try database.beginReading(
          upload.file, named: upload.name, bytes: upload.bytes, in: currentUser.workspace)
        return afterCommit(.seeOther("/imports/\(reading.id)")) { importFiles.put(reading) }
      }
      let id = try database.savepoint { try database.stage(upload.file, named: upload.name) }
      return .seeOther("/imports/\(id)")
    } catch let refusal as CSVRefusal {
      return try refusedUpload(refusal.description)
    }
  }

  private func refusedUpload(_ why: String) throws -> Response {
    try page(
      NewImportPage(frame: frame(.imports), errors: FormErrors.plain(why)),
      status: .unprocessableContent)
  }
}

extension ImportsPage.Item {
  init(_ file: Import, _ words: Words) {
    id = file.id.rawValue
    name = file.fileName
    rows = Words.number(file.rowsRead)
    state = file.state.badge
    when = words.time(file.finishedAt ?? file.createdAt)
    whenExactly = words.exact(file.finishedAt ?? file.createdAt)
    switch file.state {
    case .done, .importing, .canceled:
      outcome =
        "\(Words.number(file.outcome.new)) new, \(Words.number(file.outcome.updated)) updated"
    case .failed: outcome = file.error ?? ""
    case .reading, .mapping, .checking, .ready: outcome = "Nothing imported yet"
    }
  }
}
