import Composing

/// The text of one step for one lead: the same in the preview and when it is sent.
package struct StepText: Sendable, Equatable {
  package let subject: String
  package let html: String
}

extension Step {
  /// Which of the subjects this lead gets: by even rotation, fixed.
  package func arm(of lead: Lead) -> Int {
    lead.rotation % max(subjects.count, 1)
  }

  /// `first` is the step that began the thread.
  package func text(for lead: Lead, first: Step) throws(TemplateProblem) -> StepText {
    let seed = templateSeed(enrollment: lead.enrollment, position: position)
    var subject = try MessageTemplate(parsing: subjects[arm(of: lead)])
      .render(lead.fields, seed: seed, as: .subject)
    if isFollowUp {
      let began = try MessageTemplate(parsing: first.subjects[first.arm(of: lead)])
        .render(
          lead.fields, seed: templateSeed(enrollment: lead.enrollment, position: first.position),
          as: .subject)
      subject = followUpSubject(subject, to: began)
    }
    let html = try MessageTemplate(parsing: body).render(lead.fields, seed: seed, as: .html)
    return StepText(subject: subject, html: html)
  }
}

/// The seed of an enrollment's step.
package func templateSeed(enrollment: Enrollment.ID, position: Int) -> UInt64 {
  Composing.templateSeed(enrollment: enrollment.rawValue, position: position)
}

/// A follow-up answers the email before it: with a subject of its own, or with the first one's.
package func followUpSubject(_ own: String, to first: String) -> String {
  if own.lowercased().hasPrefix("re:") { return own }
  return "Re: " + (own.allSatisfy(\.isWhitespace) ? first : own)
}
