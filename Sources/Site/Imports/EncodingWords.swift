import CSV

extension TextEncoding {
  /// The words by which people know an encoding, and its name.
  var words: String { "\(script) (\(rawValue))" }

  private var script: String {
    switch self {
    case .utf8: "Unicode"
    case .utf16LittleEndian, .utf16BigEndian: "Unicode, 16 bits"
    case .latin1, .windows1252: "Western European"
    case .ibm850, .macintosh: "Western European, old"
    case .windows1250, .latin2: "Central European"
    case .ibm852, .macCentralEurope: "Central European, old"
    case .windows1251, .latinCyrillic: "Cyrillic"
    case .koi8R: "Russian"
    case .koi8U: "Ukrainian"
    case .ibm866, .macCyrillic: "Cyrillic, old"
    case .windows1253, .latinGreek: "Greek"
    case .windows1254: "Turkish"
    case .windows1255: "Hebrew"
    case .windows1256: "Arabic"
    case .windows1257: "Baltic"
    case .windows874: "Thai"
    case .shiftJIS, .eucJP: "Japanese"
    case .gbk: "Simplified Chinese"
    case .big5: "Traditional Chinese"
    case .eucKR: "Korean"
    }
  }
}
