import Foundation

/// Values that no field means: at the edges of every type that a value may be read as, and beyond them.
package let extremes: [String] =
  edges + dates + texts + [
    String(repeating: "9", count: 400), String(repeating: "x", count: 30_000),
    "a" + String(repeating: "\u{301}", count: 5_000), String(repeating: "a.", count: 10_000),
    String(repeating: "{", count: 2_000), String(repeating: "{{A}}", count: 2_000),
  ]

/// Of them, those that stand for the others: one for each way in which a value can be beyond its type. Few,
/// because each goes into every field by itself.
package let vitalExtremes: Set<String> = [
  "9223372036854775807", "-9223372036854775808", "nan", "inf_1", "nan_1",
  "99999999999999999999999-01-01 00:00:00", "a\u{0}b",
]

private let edges = [
  "", " ", "0", "-1", "+1", "-0", "1.5", "1,5", "2147483647", "2147483648", "-2147483649",
  "9223372036854775807", "9223372036854775806", "-9223372036854775808", "9223372036854775808",
  "99999999999999.99", "1e300", "-1e300", "1e-300", "nan", "-nan", "inf", "-inf", "Infinity",
  "0x7f",
  "٣٤", "8.4_9223372036854775807", "inf_1", "nan_1", "1e300_1", "score-9223372036854775807",
]

private let dates = [
  "99999999999999999999999-01-01", "99999999999999999999999-01-01 00:00:00", "2026-99-99",
  "2026-02-30", "0000-00-00", "-2026-01-01", "292278994-08-17", "292278994-08-17 00:00:00",
  "294277-01-01 00:00:00+00", "290000-12-31 23:59:59+00", "2026-01-01 00:00:00",
  "2026-01-01 00:00:00+99999999999999999999", "2026-01-01T09:00", "99999-12-31T23:59",
  "2026-01-01T25:61", "+1:00", "-0:00", "24:00", "99:99", "UTC+99", "Etc/GMT+99", "PLT",
]

private let texts = [
  "\u{301}", "\u{FE0F}/", "/\u{34F}/evil.example", "\u{FFFF}", "\u{202E}", "\r\n\t", "a\u{0}b",
  "\u{0}", "'\";--", "%00", "%", "\\", "*", "[]", "{}", "null", "../../etc/passwd", "a@b",
  "a@b@c.example", "😀", "İ", "ß", "}}", "{a|b", "<a =\"", "http:///u/", "🏳️‍🌈@🏳️‍🌈.example",
]
