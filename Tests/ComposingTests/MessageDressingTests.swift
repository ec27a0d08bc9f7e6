import Composing
import Foundation
import Testing

@Suite struct MessageDressingTests {
  @Test("S1-053 links are wrapped and their targets kept, entities decoded")
  func linksAreWrapped() {
    let made = dressed(
      #"<p>See <a class=x href="https://a.example/?a=1&amp;b=2">this</a> or "#
        + #"<A HREF='http://b.example'>that</A> or <a href=https://c.example/x>more</a></p>"#)

    #expect(
      made.links == ["https://a.example/?a=1&b=2", "http://b.example", "https://c.example/x"])
    #expect(
      made.html.hasPrefix(
        #"<p>See <a class=x href="https://o.example/c/1-ab/1">this</a> or "#
          + #"<A HREF='https://o.example/c/1-ab/2'>that</A> or "#
          + #"<a href="https://o.example/c/1-ab/3">more</a></p>"#))
  }

  @Test("S1-010 without tracking of clicks no link is touched")
  func linksStayWithoutTracking() {
    let html = #"<a href="https://a.example/?a=1&amp;b=2">x</a>"#
    let made = dress(
      html: html, token: "t", base: "https://o.example", trackOpens: false, trackClicks: false,
      footer: "")
    #expect(made.html.hasPrefix(html))
    #expect(made.links == [])
  }

  @Test("S1-009 the pixel is there only when opens are tracked")
  func thePixelIsThereWhenWanted() {
    let pixel = #"<img src="https://o.example/o/1-ab" width="1" height="1" alt="">"#
    #expect(dressed("<p>x</p>").html.hasSuffix(pixel))
    let silent = dress(
      html: "<p>x</p>", token: "1-ab", base: "https://o.example", trackOpens: false,
      trackClicks: true, footer: "")
    #expect(!silent.html.contains("/o/"))
  }

  @Test("S1-054 the footer and the way out stand in HTML and text, inside of the body")
  func theFooterStandsInBoth() {
    let made = dress(
      html: "<html><body><p>Hi</p></body></html>", token: "1-ab", base: "https://o.example",
      trackOpens: true, trackClicks: true, footer: "Tarnbrook <Ltd>\n4 Weir Lane")

    #expect(made.html.contains("Tarnbrook &lt;Ltd&gt;<br>4 Weir Lane<br>"))
    #expect(made.html.contains(#"<a href="https://o.example/u/1-ab">Unsubscribe</a>"#))
    #expect(made.html.hasSuffix("</body></html>"))
    #expect(
      made.text
        == "Hi\n\n-- \nTarnbrook <Ltd>\n4 Weir Lane\nUnsubscribe: https://o.example/u/1-ab\n")
  }

  @Test func theSignatureIsBetweenTheBodyAndTheFooter() throws {
    let made = dress(
      html: "<html><body><p>Hi</p></body></html>", token: "1-ab", base: "https://o.example",
      trackOpens: false, trackClicks: true, signature: "Ines <Weir>\n\nhttps://weir.example",
      footer: "4 Weir Lane")

    let end = try #require(made.html.components(separatedBy: "<p>Hi</p>").last)
    #expect(
      end.hasPrefix(
        "<div style=\"margin-top:16px\">Ines &lt;Weir&gt;<br><br>https://weir.example</div><p"))
    #expect(end.contains("4 Weir Lane<br><a href=\"https://o.example/u/1-ab\">"))
    // One delimiter, above what is not the letter's own text.
    #expect(
      made.text
        == "Hi\n\n-- \nInes <Weir>\n\nhttps://weir.example\n\n4 Weir Lane\n"
        + "Unsubscribe: https://o.example/u/1-ab\n")
    #expect(made.links == [])
  }

  @Test func aTagInASignatureIsText() {
    let made = dress(
      html: "<p>Hi</p>", token: "1-ab", base: "", trackOpens: false, trackClicks: false,
      signature: "{{FIRST_NAME}} {a|b}", footer: "")

    #expect(made.html.contains(">{{FIRST_NAME}} {a|b}</div>"))
    #expect(made.text.contains("\n-- \n{{FIRST_NAME}} {a|b}\n\nUnsubscribe: "))
  }

  @Test func theTextSaysWhatTheHTMLSays() {
    let made = dressed(
      """
      <html><head><title>No</title><style>p { color: red }</style></head><body>
      <h1>Dear&nbsp;Ada,</h1><p>one<br>two  three &amp; four</p>
      <ul><li>a</li><li>b</li></ul><img alt="Logo" src="x">
      <!-- <p>not this</p> --><p><a href="mailto:a@b.example">write</a></p></body></html>
      """)
    let text = made.text.split(separator: "\n\n-- \n")[0]
    #expect(
      text
        == "Dear\u{a0}Ada,\n\none\ntwo three & four\n\n- a\n- b\n\nLogo\n\nwrite (mailto:a@b.example)"
    )
  }

  @Test func oddHTMLIsCopiedAsItIs() {
    let odd = [
      "a < b and c > d", "<p title='a > b'>x</p>", "<!-- <a href=\"https://a.example\"> -->",
      "<a name=\"x\">anchor</a>", "<a href>x</a>", "<a href=>x</a>", "<>", "</>", "<p",
      "<a href=\"",
      "<style>a[href=\"https://x.example\"] { } </style>", "&unknown; &", "<br/><hr / >", "",
      "<a href=\"/relative\">x</a>", "<a href=\"tel:+123\">x</a>", "<![CDATA[x]]>",
      "</p foo=\"bar\">",
    ]
    for html in odd {
      let made = dress(
        html: html, token: "t", base: "b", trackOpens: false, trackClicks: true, footer: "")
      #expect(made.html.hasPrefix(html), "\(html)")
      #expect(made.links == [], "\(html)")
    }
  }

  @Test func aLinkThatWouldRunAScriptLeadsNowhere() {
    for href in ["javascript:alert(1)", " JavaScript:x", "java\nscript:x", "data:text/html,x"] {
      let made = dressed("<a href=\"\(href)\">x</a>")
      #expect(made.html.hasPrefix("<a href=\"#\">x</a>"), "\(href)")
    }
  }

  @Test func theSameTargetHasOneNumber() {
    let made = dressed(#"<a href="https://a.example">1</a><a href="https://a.example">2</a>"#)
    #expect(made.links == ["https://a.example"])
  }

  @Test("the way out is named in the reader's language, in English where it has no words")
  func theWayOutIsNamedInTheReadersLanguage() {
    let words = [
      "de": "Abmelden", "DE-at": "Abmelden", "it": "Annulla l’iscrizione", "nn": "Meld deg av",
      "ja": "配信停止", "cy": "Unsubscribe", "": "Unsubscribe",
    ]
    for (language, word) in words {
      let made = dress(
        html: "", token: "1-ab", base: "b", trackOpens: false, trackClicks: false, footer: "",
        language: language)
      #expect(made.html.contains("<a href=\"b/u/1-ab\">\(word)</a>"), "\(language)")
      #expect(made.text.hasSuffix("-- \n\(word): b/u/1-ab\n"), "\(language)")
    }
  }

  private func dressed(_ html: String) -> (html: String, text: String, links: [String]) {
    dress(
      html: html, token: "1-ab", base: "https://o.example", trackOpens: true, trackClicks: true,
      footer: "")
  }
}
