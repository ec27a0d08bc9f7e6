import Outreach
import Testing

@Suite struct TokenLinksTests {
  @Test func aLinkWithATokenBecomesWhereItLeadsOrWhatItWas() {
    let token = "1-" + String(repeating: "a", count: 32)
    let told = withoutTokens(
      """
      See http://o.example/c/\(token)/2, <https://o.example/u/\(token)> or "http://o.example/o/\(token)"
      http://o.example/c/\(token)/9 httphttps://a/b/http://o.example/c/\(token)/1x
      http://o.example/c/1-aa/1 no/u/\(token) http:///u/\(token)\u{a0}http://a
      """, targets: ["https://a.example", "https://b.example"])

    #expect(
      told == """
        See https://b.example, <their own link> or "a counted link"
        a counted link httphttps://a.examplex
        http://o.example/c/1-aa/1 no/u/\(token) their own link\u{a0}http://a
        """)
  }
}
