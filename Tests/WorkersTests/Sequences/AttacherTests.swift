import Foundation
import Outreach
import Postgres
import TestKit
import Testing
import Workers

@Suite(.database) struct AttacherTests {
  @Test("S1-011 two workers attach a long list, each contact once, for whoever attached it")
  func twoWorkersShareTheWork() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    let campaign = try workspace.makeDraft()
    let leads = try (0..<40).map { try workspace.makeLead("\($0)@x.example", company: "F \($0)") }
    let list = try workspace.makeList(of: leads)
    let id = try database.inWorkspace(workspace.id, as: ada, from: "10.1.2.3") {
      try $0.beginAttachment(of: list, to: campaign)
    }

    try atOnce(2) { number in
      let worker = attacher("worker \(number)")
      while try workspace.attachment(id, of: campaign).state == .working { _ = try worker.work() }
    }

    #expect(try workspace.attachment(id, of: campaign).enrolled == 40)
    #expect(try workspace.value("SELECT count(*) FROM enrollments") == 40)
    #expect(
      try workspace.value(
        """
        SELECT person_id FROM audit_entries
        WHERE action = 'accounts added' AND address = '10.1.2.3'
        """) == ada.rawValue)
  }

  /// What a batch had done when its worker vanished is gone with its transaction, or it stands with the
  /// progress that says so.
  @Test func anotherGoesOnWhereAWorkerVanished() throws {
    let campaign = try workspace.makeDraft()
    let leads = try (0..<9).map { try workspace.makeLead("\($0)@x.example", company: "F \($0)") }
    let id = try workspace.beginAttachment(of: workspace.makeList(of: leads), to: campaign)
    let vanished = try #require(try queue.claimAttachment(for: "vanished", lease: .zero))
    struct Kill: Error {}

    _ = try workspace.attachBatch(vanished.id, atMost: 4)
    #expect(throws: Kill.self) {
      try database.inWorkspace(workspace.id) { connection in
        _ = try connection.attachBatch(vanished.id, atMost: 4)
        throw Kill()
      }
    }
    #expect(try workspace.attachment(id, of: campaign).contactsDone == 4)
    let other = attacher("other")
    while try other.work() > 0 {}

    let attachment = try workspace.attachment(id, of: campaign)
    #expect(attachment.state == .done)
    #expect(attachment.enrolled == 9)
    #expect(try workspace.value("SELECT count(*) FROM deliveries") == 9)
  }

  @Test func aLongListIsDetachedInBatchesAndGoesOnAfterAKill() throws {
    let campaign = try workspace.makeDraft()
    let leads = try (0..<9).map { try workspace.makeLead("\($0)@x.example", company: "F \($0)") }
    let list = try workspace.makeList(of: leads)
    _ = try workspace.attach(list: list, to: campaign)
    let id = try workspace.beginDetachment(of: list, from: campaign, ends: false)
    let vanished = try #require(try queue.claimAttachment(for: "vanished", lease: .zero))
    struct Kill: Error {}

    _ = try workspace.detachBatch(vanished.id, atMost: 4)
    #expect(throws: Kill.self) {
      try database.inWorkspace(workspace.id) { connection in
        _ = try connection.detachBatch(vanished.id, atMost: 4)
        throw Kill()
      }
    }
    #expect(vanished.detaches)
    #expect(try workspace.detachment(id, of: campaign)?.contactsDone == 4)
    #expect(try workspace.value("SELECT count(*) FROM enrollments") == 5)
    try atOnce(2) { number in
      let worker = attacher("worker \(number)")
      while try workspace.detachment(id, of: campaign)?.state == .working { _ = try worker.work() }
    }

    let detachment = try #require(try workspace.detachment(id, of: campaign))
    #expect(detachment.state == .done)
    #expect((detachment.leadsRemoved, detachment.accountsRemoved) == (9, 9))
    #expect(try workspace.value("SELECT count(*) FROM enrollments") == 0)
    #expect(try workspace.value("SELECT count(*) FROM deliveries") == 0)
    #expect(try workspace.lists(for: campaign).map(\.isAttached) == [false])
  }

  @Test func whatCannotGoOnSaysWhy() throws {
    let campaign = try workspace.makeDraft()
    let list = try workspace.makeList(of: [workspace.makeLead()])
    let id = try workspace.beginAttachment(of: list, to: campaign)
    try workspace.run("UPDATE attachments SET flags = '{include_nobody}' WHERE id = \(id)")

    #expect(try attacher("worker").work() == 1)

    let attachment = try workspace.attachment(id, of: campaign)
    #expect(attachment.state == .failed)
    #expect(attachment.error?.contains("include_nobody") == true)
  }

  private func attacher(_ name: String) -> Attacher {
    Attacher(database: database, queue: queue, name: name, batch: 4)
  }
}
