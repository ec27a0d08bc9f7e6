import Testing

@testable import Text

@Suite struct EntityTests {
  @Test(arguments: [
    ("a &amp; b &lt;c&gt;", "a & b <c>"), ("&Zcaron;&#x17D;&#381;", "ŽŽŽ"), ("&copy=1", "&copy=1"),
    ("&nowhere; &", "&nowhere; &"), ("&#0;", "&#0;"), ("&#150;", "–"),
  ])
  func anEntityOfOurOwnTextEndsWithASemicolon(html: String, text: String) {
    #expect(decodedEntities(Array(html.utf8)[...]) == text)
  }

  @Test(arguments: [
    ("&copy 1", "© 1"), ("&nbspx", "\u{a0}x"), ("&amp;amp;", "&amp;"), ("&#8364", "€"),
    ("&Zcaron", "&Zcaron"),
  ])
  func anEntityOfAnybodysTextIsReadAsBrowsersReadIt(html: String, text: String) {
    #expect(readEntities(in: Array(html.utf8)[...]) == text)
  }
}
