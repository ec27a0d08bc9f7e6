import Foundation

/// An East Asian encoding, in which most characters are two bytes: how likely cells are in it.
///
/// Frequent characters have rows of their own, kana or the first level of the characters; and a few
/// hundred characters, those of names, companies and headers among them, make up most of any text.
struct PairEncoding: Sendable {
  enum Kind: Sendable { case wrong, sign, kana, first, second, other }

  private let frequent: Set<UInt16>
  private let kind: @Sendable (_ first: UInt8, _ second: UInt8) -> Kind
  /// Single bytes that are characters.
  private let singles: ClosedRange<UInt8>?
  private let chances: [Kind: Double]

  fileprivate init(
    _ encoding: TextEncoding, frequent text: String, kana: Double, singles: ClosedRange<UInt8>?,
    kind: @escaping @Sendable (UInt8, UInt8) -> Kind
  ) {
    self.kind = kind
    self.singles = singles
    var frequent: Set<UInt16> = []
    if let converter = CharacterConverter(from: "UTF-8", to: encoding.converterName) {
      for scalar in text.unicodeScalars where scalar.value > 0x80 {
        var out: [UInt8] = []
        var one = String(scalar)
        one.withUTF8 { _ = converter.convert($0, into: &out) }
        if out.count == 2 { frequent.insert(UInt16(out[0]) << 8 | UInt16(out[1])) }
      }
    }
    self.frequent = frequent
    chances = [
      .wrong: 1e-8, .sign: 5e-4, .kana: kana, .first: 0.3 / 3500, .second: 0.02 / 4000,
      .other: 2e-7,
    ]
  }

  func score(of sample: [UInt8]) -> Double {
    var score = 0.0
    var place = 0
    while place < sample.count {
      let first = sample[place]
      guard first >= 0x80 else {
        place += 1
        continue
      }
      if let singles, singles.contains(first) {
        score += log(3e-4)
        place += 1
        continue
      }
      let second = place + 1 < sample.count ? sample[place + 1] : 10
      let kind = kind(first, second)
      if kind != .wrong, frequent.contains(UInt16(first) << 8 | UInt16(second)) {
        score += log(0.5 / Double(max(frequent.count, 1)))
      } else {
        score += log(chances[kind] ?? 1e-8)
      }
      place += kind == .wrong ? 1 : 2
    }
    return score
  }
}

let pairEncodings: [TextEncoding: PairEncoding] = [
  .shiftJIS: PairEncoding(.shiftJIS, frequent: japanese, kana: 0.006, singles: 0xA1...0xDF) {
    guard (0x81...0x9F).contains($0) || (0xE0...0xFC).contains($0),
      (0x40...0x7E).contains($1) || (0x80...0xFC).contains($1)
    else { return .wrong }
    return switch $0 {
    case 0x81: .sign
    case 0x82: $1 >= 0x9F ? .kana : .sign
    case 0x83: $1 <= 0x96 ? .kana : .sign
    case 0x88...0x97: .first
    case 0x98...0x9F, 0xE0...0xEA: .second
    default: .other
    }
  },
  .eucJP: PairEncoding(.eucJP, frequent: japanese, kana: 0.006, singles: nil) {
    guard (0xA1...0xFE).contains($0) || $0 == 0x8E, (0xA1...0xFE).contains($1) else {
      return .wrong
    }
    return switch $0 {
    case 0xA4, 0xA5: .kana
    case 0xB0...0xCF: .first
    case 0xD0...0xF4: .second
    case 0xA1...0xA3: .sign
    default: .other
    }
  },
  .gbk: PairEncoding(.gbk, frequent: simplified, kana: 1e-5, singles: nil) {
    guard (0x81...0xFE).contains($0), (0x40...0x7E).contains($1) || (0x80...0xFE).contains($1)
    else { return .wrong }
    guard $1 >= 0xA1 else { return .other }
    return switch $0 {
    case 0xA4, 0xA5: .kana
    case 0xB0...0xD7: .first
    case 0xD8...0xF7: .second
    case 0xA1...0xA3: .sign
    default: .other
    }
  },
  .big5: PairEncoding(.big5, frequent: traditional, kana: 1e-6, singles: nil) {
    guard (0x87...0xFE).contains($0), (0x40...0x7E).contains($1) || (0xA1...0xFE).contains($1)
    else { return .wrong }
    return switch $0 {
    case 0xA4...0xC6: .first
    case 0xC9...0xF9: .second
    case 0xA1...0xA3: .sign
    default: .other
    }
  },
  .eucKR: PairEncoding(.eucKR, frequent: korean, kana: 1e-6, singles: nil) {
    guard (0x81...0xFE).contains($0),
      (0x41...0x5A).contains($1) || (0x61...0x7A).contains($1) || (0x81...0xFE).contains($1)
    else { return .wrong }
    guard $1 >= 0xA1 else { return $0 <= 0xC6 ? .other : .wrong }
    return switch $0 {
    case 0xB0...0xC8: .first
    case 0xCA...0xFD: .second
    case 0xA1, 0xA2: .sign
    case 0xAA, 0xAB: .kana
    default: .other
    }
  },
]

private let japanese = """
  日本人大年会国社名前氏姓電話番号住所郵便役職部署担当者様株式有限合同業種東京都道府県市区町村備考性別生月時分
  田中山佐藤鈴木高橋伊渡辺林小川加吉松井上村清水斎森池阿石原岡野長谷藤後近坂青福西三太一二郎子美真由香里恵健
  翔陽菜結愛和幸正明博隆浩誠学工場店商事物産製作販売開発技術研究支営業課長取締代表本新北南中央第機械冷凍食品倉庫
  """

private let simplified = """
  的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多
  定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因
  由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解
  姓名邮箱公司电话职位地址城市省份行业备注手机客户联系经理总裁王李张刘陈杨黄赵周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯
  北京上海广州深圳杭州有限股份科技集团贸易冷链物流食品伟芳娜秀英敏静丽强磊军洋勇艳杰涛超霞平刚桂
  """

private let traditional = """
  的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多
  定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因
  姓名郵件信箱公司電話職稱地址城市備註手機客戶聯絡經理王李張劉陳楊黃趙周吳徐孫胡朱林何郭馬羅梁宋鄭謝韓唐馮蔡許曾
  台北臺灣香港新竹高雄股份有限科技集團貿易冷鏈物流食品偉芳娜秀英敏靜麗強磊軍洋勇艷傑濤明超霞平剛桂志雅淑美玲怡君俊
  """

private let korean = """
  이다는의에가을지은고하를도한로사어서기자리시아나대인그정일해수있것보들과주부만라등스제전상안장조원성민세구
  니면오여게공신동유소선경교우비했화위내거까적연마때관문으무미방실개용회간산음물중말국명모발진
  김박최강윤임한권황송류홍현영준희철호민지훈진은혜숙재석승름메일번직책서식회사업체주소연락처담당
  울부산천광구인대전충남북도시냉동물류식품유통무역상
  """
