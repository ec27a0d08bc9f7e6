import HTTPTypes
import Web

extension Response {
  /// HTML that somebody else wrote, for a sandboxed frame: no script, no style of ours, and nothing
  /// fetched from anywhere. Nobody learns that it was looked at.
  package static func mailFrame(_ html: String) -> Response {
    var response = Response.html(html)
    response.headers[.contentSecurityPolicy] =
      "sandbox; default-src 'none'; img-src data:; frame-ancestors 'self'"
    return response
  }
}
