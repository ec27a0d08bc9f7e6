import Foundation
import Postgres

/// An amount as people type it: `1250`, `1250.00` or `1,250.00`. Exact, or what is wrong with it.
enum Amount: Equatable {
  case exact(Decimal)
  case wrong(String)

  init(_ text: String) {
    let example = "Write digits with at most two decimals, such as 1250.00 or 1,250.00."
    guard !text.isEmpty else {
      self = .wrong("How much? \(example)")
      return
    }
    if text.contains(where: \.isLetter) {
      self = .wrong("“\(text)” holds a letter. \(example)")
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped = groups.count == 1 || groups.dropFirst().allSatisfy { $0.count == 3 }
    let digits = groups.joined() + (parts.count > 1 ? parts[1] : "")
    guard parts.count <= 2, isGrouped, groups[0].count >= 1, digits.count <= 14,
      digits.allSatisfy({ $0.isASCII && $0.isNumber }), parts.count == 1 || !parts[1].isEmpty
    else {
      self = .wrong("“\(text)” is no amount. \(example)")
      return
    }
    guard parts.count == 1 || parts[1].count <= 2 else {
      self = .wrong("“\(text)” has more than two decimals. \(example)")
      return
    }
    let plain = groups.joined() + (parts.count > 1 ? ".\(parts[1])" : "")
    guard let amount = Decimal(sqlText: plain) else {
      self = .wrong("“\(text)” is no amount. \(example)")
      return
    }
    self = amount > 0 ? .exact(amount) : .wrong("An expense is more than nothing.")
  }
}

extension Day {
  /// It is in the calendar: February has 28 days, or 29.
  var isReal: Bool {
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1900...2200).contains(year) && (1...12).contains(month) && day >= 1
      && day <= lengths[month - 1]
  }

  private var isLeap: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}

/// The currencies of ISO 4217 that amounts are paid in.
enum Currencies {
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
