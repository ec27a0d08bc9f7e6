/// Why a request is refused by the server itself, before any page sees it. The connection is closed
/// after the answer: where the next request would begin is no longer certain.
package struct RequestFault: Error, Equatable, Sendable {
  package let status: Int
  package let reason: String

  package init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  static let lineEnd = RequestFault(400, "A line does not end in CRLF.")
  static let control = RequestFault(400, "There is a control character where none may be.")
  static let requestLine = RequestFault(400, "The request line cannot be read.")
  static let method = RequestFault(400, "The method is not a word.")
  static let target = RequestFault(400, "The address is not written as an address.")
  static let percent = RequestFault(400, "A percent sign is not followed by two hex digits.")
  static let version = RequestFault(400, "The protocol version cannot be read.")
  static let otherVersion = RequestFault(505, "This server speaks HTTP/1.1 and HTTP/1.0.")
  static let folded = RequestFault(400, "A header is folded over several lines.")
  static let fieldName = RequestFault(400, "The name of a header is not a word.")
  static let noHost = RequestFault(400, "The header Host is missing.")
  static let twoHosts = RequestFault(400, "The header Host was sent twice.")
  static let host = RequestFault(400, "The header Host does not name a host.")
  static let length = RequestFault(400, "The header Content-Length is not a number.")
  static let twoLengths = RequestFault(400, "The length of the body was said twice.")
  static let lengthAndCoding = RequestFault(
    400, "Content-Length and Transfer-Encoding do not go together.")
  static let coding = RequestFault(400, "The header Transfer-Encoding cannot be read.")
  static let unknownCoding = RequestFault(501, "The only transfer encoding known here is chunked.")
  static let unknownMethod = RequestFault(501, "This method is not known here.")
  static let expectation = RequestFault(417, "The only expectation known here is 100-continue.")
  static let longLine = RequestFault(414, "The address is too long.")
  static let manyHeaders = RequestFault(431, "The headers are too many or too long.")
  static let longBody = RequestFault(413, "The body is larger than this address takes.")
  static let chunk = RequestFault(400, "The chunked body cannot be read.")
  static let slow = RequestFault(408, "The request did not arrive in time.")
  static let cutShort = RequestFault(400, "The request ended before it was complete.")
  static let form = RequestFault(400, "The form cannot be read.")
  static let zero = RequestFault(400, "The form holds a zero byte.")
  static let file = RequestFault(400, "This address takes no files.")
  static let formToken = RequestFault(
    403, "The form does not show that it is ours before its file. Open its page here and try again."
  )
  static let otherHost = RequestFault(
    421,
    "This server does not answer under the name in this request. Open it under its own address, or "
      + "have its operator add the name to OVERTURE_PUBLIC_URL or OVERTURE_HOSTS.")
  static let busy = RequestFault(
    503, "Too many requests are waiting here. Try again in a few seconds.")
  static let manyBodies = RequestFault(
    503, "Too much is being sent here at this moment. Try again in a few seconds.")
  static let manyUploads = RequestFault(
    503, "Too many uploads are running. Try again when one of them has ended.")
  static let noRoom = RequestFault(507, "There is no room left to keep the upload.")
}
