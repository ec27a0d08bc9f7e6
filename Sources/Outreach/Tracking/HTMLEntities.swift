/// The text that a piece of HTML stands for: `&amp;` is `&`. An entity that is not known, or that no
/// semicolon ends, stays as it is: in an address `&copy=1` is no sign.
func decodedEntities(_ bytes: some Collection<UInt8>) -> String {
  guard bytes.contains(0x26) else { return String(decoding: bytes, as: UTF8.self) }
  var text = ""
  var rest = Substring(String(decoding: bytes, as: UTF8.self))
  while let start = rest.firstIndex(of: "&") {
    text += rest[..<start]
    let behind = rest[rest.index(after: start)...]
    if let end = behind.prefix(33).firstIndex(of: ";"), let decoded = entity(behind[..<end]) {
      text += decoded
      rest = behind[behind.index(after: end)...]
    } else {
      text += "&"
      rest = behind
    }
  }
  return text + rest
}

private func entity(_ name: Substring) -> String? {
  guard name.first == "#" else { return namedEntities[String(name)] }
  let digits = name.dropFirst()
  let number =
    digits.first?.lowercased() == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
  guard let number, number != 0, let scalar = Unicode.Scalar(number) else { return nil }
  return String(Character(scalar))
}

private let namedEntities: [String: String] = [
  "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}", "shy": "\u{ad}",
  "mdash": "—", "ndash": "–", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
  "rdquo": "”", "sbquo": "‚", "bdquo": "„", "laquo": "«", "raquo": "»", "bull": "•",
  "middot": "·", "copy": "©", "reg": "®", "trade": "™", "euro": "€", "pound": "£", "yen": "¥",
  "cent": "¢", "sect": "§", "para": "¶", "deg": "°", "plusmn": "±", "times": "×", "frac12": "½",
  "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓", "zwnj": "\u{200c}", "zwj": "\u{200d}",
  "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "iexcl": "¡", "iquest": "¿",
  "szlig": "ß", "Auml": "Ä", "auml": "ä", "Ouml": "Ö", "ouml": "ö", "Uuml": "Ü", "uuml": "ü",
  "Aring": "Å", "aring": "å", "AElig": "Æ", "aelig": "æ", "Oslash": "Ø", "oslash": "ø",
  "Agrave": "À", "agrave": "à", "Aacute": "Á", "aacute": "á", "Acirc": "Â", "acirc": "â",
  "Atilde": "Ã", "atilde": "ã", "Ccedil": "Ç", "ccedil": "ç", "Egrave": "È", "egrave": "è",
  "Eacute": "É", "eacute": "é", "Ecirc": "Ê", "ecirc": "ê", "Euml": "Ë", "euml": "ë",
  "Iacute": "Í", "iacute": "í", "Icirc": "Î", "icirc": "î", "Iuml": "Ï", "iuml": "ï",
  "Ntilde": "Ñ", "ntilde": "ñ", "Oacute": "Ó", "oacute": "ó", "Ocirc": "Ô", "ocirc": "ô",
  "Otilde": "Õ", "otilde": "õ", "Uacute": "Ú", "uacute": "ú", "Ugrave": "Ù", "ugrave": "ù",
  "Ucirc": "Û", "ucirc": "û",
]
