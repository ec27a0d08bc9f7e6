/// What is wrong with a request, as far as a page can tell; the door makes an answer of it.
package enum HTTPError: Error, Equatable {
  case notFound
  case signedOut
  case forbidden(String)
  case badRequest(String)
}
