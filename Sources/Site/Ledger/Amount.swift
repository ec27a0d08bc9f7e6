import Foundation
import Postgres
import Text

/// An amount as people type it, in either convention: `1250`, `1,250.00` or `1.250,00`. Exact, or
/// an error.
enum Amount: Equatable {
  case exact(Decimal)
  case wrong(String)

  init(_ text: String) {
    let example = "Write digits with at most two decimals, such as 1250.00 or 1.250,00."
    guard !text.isEmpty else {
      self = .wrong("How much? \(example)")
      return
    }
    if text.contains(where: \.isLetter) {
      self = .wrong("“\(text)” holds a letter. \(example)")
      return
    }
    guard let parts = TypedDecimal(text), (parts.whole + parts.decimals).count <= 14 else {
      self = .wrong("“\(text)” is not an amount. \(example)")
      return
    }
    if parts.isAmbiguous {
      let plain = parts.whole + parts.decimals
      self = .wrong(
        "“\(text)” can be read as thousands or as decimals. Write \(plain).00 if it is \(plain).")
    } else if parts.decimals.count > 2 {
      self = .wrong("“\(text)” has more than two decimals. \(example)")
    } else if let amount = Decimal(sqlText: "\(parts.whole).\(parts.decimals)0") {
      self = amount > 0 ? .exact(amount) : .wrong("Enter an amount above 0.")
    } else {
      self = .wrong("“\(text)” is not an amount. \(example)")
    }
  }
}

extension Day {
  /// It exists in the calendar: February has 28 days, or 29.
  var isReal: Bool {
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1900...2200).contains(year) && (1...12).contains(month) && day >= 1
      && day <= lengths[month - 1]
  }

  /// The same day a year later, for comparisons: it may be a 29th of February that does not exist.
  var aYearLater: Day { Day(year: year + 1, month: month, day: day) }

  private var isLeap: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}

/// The currencies of ISO 4217 that amounts are paid in.
enum Currencies {
  /// How many decimals an amount has, by the standard's list of minor units.
  static func decimals(of code: String) -> Int {
    whole.contains(code) ? 0 : thousandths.contains(code) ? 3 : 2
  }

  private static let whole: Set<String> = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
  ]
  private static let thousandths: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

  static let all: Set<String> = Set(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP \
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR \
    KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK \
    MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR \
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS \
    UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split(separator: " ").map(String.init))
}
