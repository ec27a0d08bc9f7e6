import Outreach

/// A request as a receiver gets it, and how a receiver verifies it: Templates/Webhooks/example.mustache. The
/// signature is that of the secret in the second part, so that a receiver can be tried with both.
enum WebhookExample {
  private static let secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
  private static let id = "evt_4711_1795944612482"
  private static let timestamp = 1_795_944_613
  private static let body = """
    {"type":"reply.classified","timestamp":"2026-11-29T09:30:12.482Z","data":{"event_id":4711,\
    "workspace_id":1,"campaign_id":7,"reply_id":12,"class":"positive","confidence":0.93}}
    """

  static var request: String {
    let signature = WebhookSecret(secret)?.signature(id: id, timestamp: timestamp, body: body)
    return """
      POST /your/path HTTP/1.1
      content-type: application/json
      webhook-id: \(id)
      webhook-timestamp: \(timestamp)
      webhook-signature: \(signature ?? "")

      \(body)
      """
  }

  static let receiver = """
    from standardwebhooks.webhooks import Webhook

    # The secret of this example. Yours is shown when you add a webhook.
    webhook = Webhook("\(secret)")
    # The body as it came, before anything parses it. An error is raised if the signature is wrong or old.
    event = webhook.verify(body, headers)
    """
}
