import Outreach
import Postgres
import Testing
import Workers

@Suite struct ReturnDayTests {
  static let reader = RuleReader()

  @Test(
    "A day of return, in many languages and forms",
    arguments: [
      ("I am out of the office until 12/7/2026.", "2026-12-07"),
      ("I will be back on 07/12/2026.", "2026-12-07"), ("Back 2026-12-07.", "2026-12-07"),
      ("Out of office, returning Monday, December 7th.", "2026-12-07"),
      ("I am away from 30 November to 7 December.", "2026-12-07"),
      ("I'm on leave 30 Nov – 6 Dec and return on 7 Dec.", "2026-12-07"),
      ("I am out of the office today and will return tomorrow.", "2026-11-29"),
      ("I'll be back next week.", "2026-11-30"), ("Back in two weeks.", "2026-12-12"),
      ("On December 7 I will be back in the office.", "2026-12-07"),
      ("Out until the 7th of December 2026", "2026-12-07"),
      ("Ich bin bis einschließlich 7. Dezember nicht im Büro.", "2026-12-07"),
      ("Ich bin vom 30.11. bis 7.12.2026 im Urlaub.", "2026-12-07"),
      ("Ab Montag, 7.12., bin ich wieder erreichbar.", "2026-12-07"),
      ("Ich bin morgen wieder im Büro.", "2026-11-29"),
      ("Je suis absente jusqu'au lundi 7 décembre inclus.", "2026-12-07"),
      ("De retour le 7/12.", "2026-12-07"), ("Je serai de retour demain.", "2026-11-29"),
      ("Estaré fuera hasta el 7 de diciembre.", "2026-12-07"), ("Vuelvo el lunes.", "2026-11-30"),
      ("Vuelvo mañana.", "2026-11-29"),
      ("Seré fora de l'oficina fins al 7 de desembre.", "2026-12-07"),
      ("Sono assente fino al 7 dicembre.", "2026-12-07"), ("Rientro lunedì.", "2026-11-30"),
      ("Estou de férias até 7 de dezembro.", "2026-12-07"),
      ("Volto na segunda-feira.", "2026-11-30"),
      ("Ik ben afwezig tot en met 7 december.", "2026-12-07"),
      ("Ik ben maandag weer aanwezig.", "2026-11-30"),
      ("Jestem poza biurem do 7 grudnia.", "2026-12-07"), ("Wracam w poniedziałek.", "2026-11-30"),
      ("Jsem mimo kancelář do 7. prosince.", "2026-12-07"), ("Vrátím se v pondělí.", "2026-11-30"),
      ("Jag är på semester till den 7 december.", "2026-12-07"),
      ("Jag är tillbaka på måndag.", "2026-11-30"),
      ("Jeg er tilbage den 7. december.", "2026-12-07"),
      ("Jeg er tilbake mandag 7. desember.", "2026-12-07"),
      ("Olen poissa 7.12. asti.", "2026-12-07"),
      ("Olen lomalla 7. joulukuuta saakka.", "2026-12-07"), ("Palaan maanantaina.", "2026-11-30"),
      ("December 7-ig szabadságon vagyok.", "2026-12-07"),
      ("7 Aralık'a kadar izindeyim.", "2026-12-07"),
      ("Sunt în concediu până pe 7 decembrie.", "2026-12-07"),
      ("Я в отпуске до 7 декабря.", "2026-12-07"), ("Я у відпустці до 7 грудня.", "2026-12-07"),
      ("Απουσιάζω έως 7 Δεκεμβρίου.", "2026-12-07"),
      ("12月7日まで休暇をいただいております。", "2026-12-07"),
      ("11月30日から12月7日まで不在です。", "2026-12-07"), ("我12月7日返回，目前休假。", "2026-12-07"),
      ("12월 7일까지 휴가입니다.", "2026-12-07"), ("明日まで不在です。", "2026-11-29"),
    ])
  func aDayOfReturn(text: String, day: String) {
    let verdict = Self.reader.classify(
      text, subject: "Automatic reply: x", isAutomatic: true,
      on: Day(year: 2026, month: 11, day: 28))
    #expect(verdict.backOn?.description == day, "\(verdict.replyClass) \(verdict.reasons)")
  }

  @Test(
    "No day is better than a wrong one",
    arguments: [
      "I am out of the office.", "Back on 31 February.", "I was away until 20 November.",
      "Call +44 20 7946 0000.", "Away from 3 December.", "Back at 99/99/9999.",
    ])
  func noDay(text: String) {
    let verdict = Self.reader.classify(
      text, subject: "Automatic reply: x", isAutomatic: true,
      on: Day(year: 2026, month: 11, day: 28))
    #expect(verdict.backOn == nil)
  }
}
