import HTTPTypes
import Web

extension Response {
  /// HTML of a message, for a sandboxed frame: nothing in it runs, is fetched from anywhere or leads
  /// anywhere, so its sender does not learn that it was looked at.
  package static func mailFrame(_ html: String) -> Response {
    var response = Response.html(html)
    response.headers[.contentSecurityPolicy] =
      "sandbox; default-src 'none'; img-src data:; frame-ancestors 'self'"
    response.headers[.xContentTypeOptions] = "nosniff"
    return response
  }
}
