import Foundation

/// Whether the element is invisible to readers: previews, tracking, and traps for programs.
func isUnseen(_ attributes: String) -> Bool {
  guard !attributes.isEmpty else { return false }
  let words = attributes.lowercased()
  // Every other piece is between quotes.
  let names = words.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    .filter { $0.offset.isMultiple(of: 2) }.map(\.element)
  if names.contains(where: { $0.split(whereSeparator: \.isWhitespace).contains("hidden") }) {
    return !words.contains("hidden=\"false") && !words.contains("until-found")
  }
  guard words.contains("style") else { return false }
  let style = words.filter { !$0.isWhitespace }.replacing("\"", with: ";").replacing("'", with: ";")
  return style.contains("display:none") || style.contains("visibility:hidden")
    || style.contains("mso-hide:all") || style.contains("font-size:0;")
    || style.contains("font-size:0px") || style.contains("opacity:0;")
    || style.contains("left:-9999") || style.contains("text-indent:-9999")
    || style.contains("height:0;") && style.contains("overflow:hidden")
    || style.contains("max-height:0") && style.contains("overflow:hidden")
}
