import Foundation

extension String {
  /// A name as it is saved: composed letters (NFC) without blanks at both ends; empty if a reader would see
  /// nothing of it.
  package var typedName: String {
    let name = precomposedStringWithCanonicalMapping.trimmingBlanks()
    return name.unicodeScalars.contains(where: \.isVisible) ? name : ""
  }

  /// No line break, tab or other control character.
  package var isSingleLine: Bool {
    !unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .nonspacingMark,
      .enclosingMark, .unassigned:
      false
    // Letters and a pattern that are drawn as nothing: fillers of Hangul, the empty cell of Braille.
    default: !properties.isDefaultIgnorableCodePoint && self != "\u{2800}"
    }
  }
}
