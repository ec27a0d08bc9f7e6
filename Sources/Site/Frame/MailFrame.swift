import HTTPTypes
import Web

extension Response {
  /// HTML of a message, for a sandboxed frame: nothing in it runs, is fetched or links anywhere, so
  /// its sender does not learn that it was looked at. Its own styles apply: an email is laid out by
  /// them, and they cannot fetch anything either.
  package static func mailFrame(_ html: String) -> Response {
    var response = Response.html(html)
    response.headers[.contentSecurityPolicy] =
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
    response.headers[.xContentTypeOptions] = "nosniff"
    return response
  }
}
