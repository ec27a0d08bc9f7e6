import Composing
import HTTPTypes
import Outreach
import Text
import Web

/// Templates/Sequences/preview.mustache: the email that one real lead would get.
struct StepPreview {
  let campaign: Int
  let step: Int
  let leads: [Choice]
  let lead: Int
  let next: Int?
  /// Empty if the campaign has no mailbox.
  let from: String
  /// The lead has no mailbox yet, and the campaign has several.
  let isDrawn: Bool
  let to: String
  let subject: String
  let arm: String
  let isPlain: Bool
  let source: String
  let problem: String
  let mayTest: Bool

  struct Choice {
    let enrollment: Int
    let name: String
    let isChosen: Bool
  }
}

extension Site {
  /// None without a step or a lead.
  func preview(
    _ request: Request, _ campaign: SequenceCampaign, _ steps: [Step], _ step: Step?
  ) throws -> StepPreview? {
    let wanted = Enrollment.ID(request.query["lead"])
    let leads = try database.leads(of: campaign.id, from: wanted, limit: 20)
    guard let step, let first = steps.first, let lead = leads.first else { return nil }
    let isPlain = request.query["as"] == "plain"
    let sender = try database.likelySender(to: lead.enrollment, of: campaign.id)
    var subject = ""
    var problem = ""
    do {
      subject = try step.text(for: lead, first: first).subject
    } catch {
      problem = "\(lead.name): \(error.message) This delivery would stop with this reason."
    }
    return StepPreview(
      campaign: campaign.id.rawValue, step: step.position,
      leads: leads.map {
        .init(
          enrollment: $0.enrollment.rawValue,
          name: [$0.name, $0.company].filter { !$0.isEmpty }.joined(separator: ", "),
          isChosen: $0.enrollment == lead.enrollment)
      }, lead: lead.enrollment.rawValue, next: leads.dropFirst().first?.enrollment.rawValue,
      from: sender?.email ?? "", isDrawn: sender?.isDrawn ?? false, to: lead.email,
      subject: subject,
      arm: step.subjects.count > 1 ? ["A", "B", "C", "D", "E"][min(step.arm(of: lead), 4)] : "",
      isPlain: isPlain,
      source: "/campaigns/\(campaign.id)/sequence/preview?step=\(step.position)"
        + "&lead=\(lead.enrollment)\(isPlain ? "&as=plain" : "")",
      problem: problem, mayTest: try currentUser.may(.edit) && problem.isEmpty)
  }

  /// The email itself, for a sandboxed frame.
  func stepPreview(_ request: Request) throws -> Response {
    let campaign = try database.sequenceCampaign(request.parameter("campaign"))
    let steps = try database.steps(of: campaign.id)
    let wanted = Enrollment.ID(request.query["lead"])
    guard let first = steps.first,
      let step = steps.first(where: { "\($0.position)" == request.query["step"] }),
      let lead = try database.leads(of: campaign.id, from: wanted, limit: 1).first,
      lead.enrollment == wanted
    else { throw HTTPError.notFound }
    let html = (try? step.text(for: lead, first: first))?.html ?? ""
    let sender = try database.likelySender(to: lead.enrollment, of: campaign.id)
    let dressed = dress(
      html: html, token: "preview", base: "", trackOpens: false, trackClicks: false,
      signature: sender?.signature ?? "", footer: campaign.footer, language: lead.language)
    let text = "<pre>\(escapedForHTML(dressed.text))</pre>"
    let body = request.query["as"] == "plain" ? text : dressed.html
    return .mailFrame(
      """
      <!doctype html><html lang="\(escapedForHTML(lead.language))"><head><meta charset="utf-8">\
      <title>Preview</title></head>\
      <body>\(body)</body></html>
      """)
  }
}
