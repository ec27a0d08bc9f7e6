import Outreach

/// What the API says and takes of campaigns.
enum CampaignObjects {
  private static let reference = APIObject(
    "Reference", [.required("id", .id, "The record's id.")])

  private static let step = APIObject(
    "Step",
    [
      .required(
        "position", .integer(0...99), "Its place in the sequence; the first step has position 0."),
      .required(
        "subjects", .text(1...20_000),
        "A JSON array of subjects, encoded as a string. Several are the variants of an A/B test."),
      .required("body", .text(1...200_000), "The text of the email: HTML with tags and spintax."),
      APIField(
        "wait_days", .integer(0...365), "Days to wait after the step before.", standard: 0),
      APIField(
        "wait_hours", .integer(0...23), "Hours to wait after those days.", standard: 0),
      APIField(
        "trigger_condition", .choice(StepCondition.allCases.map(\.rawValue)),
        "When to send, by the last email that the lead was sent.", standard: "always"),
    ])

  static let schedule = APIObject(
    "Schedule",
    [
      .required("days", .array(.integer(0...6), atMost: 7), "Days of the week; Sunday is 0."),
      .required("start", .text(1...5), "The time from which emails are sent, such as 09:00."),
      .required("end", .text(1...5), "The time until which they are sent."),
      .required("timezone", .text(1...100), "An IANA time zone, such as Europe/Berlin."),
    ])

  private static let settings: [APIField] = [
    APIField(
      "goal", .choice(Goal.allCases.map(\.rawValue)), "Why it contacts accounts.",
      standard: "sales"),
    APIField(
      "language", .nullable(.text(2...2)), "ISO 639-1; null for the language of its product."),
    APIField(
      "check_reply", .boolean, "Stop the sequence when a lead replies.", standard: true),
    APIField("track_opens", .boolean, "Add a tracking pixel to each email.", standard: true),
    APIField("track_clicks", .boolean, "Route links through this server.", standard: true),
    APIField(
      "only_approved", .boolean, "Send to approved accounts only.", standard: false),
  ]

  /// The body of `POST /v1/outreach/campaigns`.
  static let new = APIObject(
    "NewCampaign",
    [
      .required("name", .text(1...200), "Its name, which leads never see."),
      APIField(
        "status", .choice(["draft", "running"]),
        "With `running` it is launched as soon as its lists are attached.", standard: "draft"),
    ] + settings + [
      APIField(
        "schedule_config", .nullable(.text(1...2_000)),
        "When it may send: an object with days, start, end and timezone as JSON, encoded as a string. "
          + "Null: at any time."),
      APIField(
        "lists", .array(.object(reference), atMost: 50), "The lists whose contacts are enrolled."),
      APIField(
        "senders", .array(.object(reference), atMost: 500), "The mailboxes that it sends from."),
      APIField("steps", .array(.object(step), atMost: 100), "The emails of its sequence."),
      APIField(
        "product", .object(reference),
        "What it offers; the default product of the workspace if left out."),
    ])

  static let changes = APIObject(
    "CampaignChanges",
    [
      APIField("name", .text(1...200), "Its name, which leads never see."),
      APIField(
        "stage", .choice(Stage.allCases.map(\.rawValue)),
        "For the team only; it does not change what is sent."),
    ] + settings.map { (field: APIField) in APIField(field.name, field.type, field.meaning) })

  private static let product = APIObject(
    "NamedReference",
    [
      .required("id", .id, "The record's id."), .required("name", .text(0...1_000), "Its name."),
    ])

  static let summary = APIObject(
    "CampaignSummary",
    [
      .required("id", .id, "The campaign's id."),
      .required("name", .text(0...1_000), "Its name."),
      .required("status", .choice(CampaignStatus.allCases.map(\.rawValue)), "Whether it sends."),
      .required("goal", .choice(Goal.allCases.map(\.rawValue)), "Why it contacts accounts."),
      .required("stage", .choice(Stage.allCases.map(\.rawValue)), "What the team calls its stage."),
      .required("product_name", .text(0...1_000), "What it offers."),
      .required(
        "launch_at", .nullable(.moment), "When it begins to send; null: it began at its launch."),
    ])

  /// The counts, which are no part of the ETag.
  static let counts: [(name: String, meaning: String)] = [
    ("leads", "Leads that it has or had."),
    ("sent", "Emails that were sent."),
    ("opened", "Emails that people opened."),
    ("clicked", "Emails in which people clicked a link."),
    ("replied", "Emails that were answered."),
    ("bounced", "Emails that bounced."),
    ("unsubscribed", "Leads that unsubscribed."),
  ]

  private static let awaited = APIObject(
    "AwaitedLaunch",
    [
      .required(
        "state", .choice(["waiting", "refused"]),
        "`waiting`: its lists are still being attached. `refused`: it was not launched then."),
      .required("detail", .nullable(.text(0...10_000)), "Why it was refused."),
    ])

  private static let countFields: [APIField] =
    counts.map { APIField.required($0.name, .count, $0.meaning) } + [
      APIField.required(
        "launch", .nullable(.object(awaited)),
        "A launch that waits for lists or was refused; null otherwise.")
    ]

  static let campaign = APIObject(
    "Campaign",
    [
      .required("id", .id, "The campaign's id."),
      .required("name", .text(0...1_000), "Its name."),
      .required("status", .choice(CampaignStatus.allCases.map(\.rawValue)), "Whether it sends."),
      .required("product", .object(product), "What it offers."),
      .required("goal", .choice(Goal.allCases.map(\.rawValue)), "Why it contacts accounts."),
      .required("stage", .choice(Stage.allCases.map(\.rawValue)), "What the team calls its stage."),
      .required(
        "language", .nullable(.text(0...10)), "ISO 639-1; null: the language of its product."),
      .required("check_reply", .boolean, "Whether a reply stops the sequence."),
      .required("track_opens", .boolean, "Whether opens are tracked."),
      .required("track_clicks", .boolean, "Whether clicks are tracked."),
      .required("only_approved", .boolean, "Whether it sends to approved accounts only."),
      .required("is_archived", .boolean, "Whether it is archived."),
      .required(
        "launch_at", .nullable(.moment), "When it begins to send; null: it began at its launch."),
      .required("created_at", .moment, "When it was created."),
    ] + countFields)
}
