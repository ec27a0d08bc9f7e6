import Text

/// Reads everything that this module takes from lists of words, so that a fault of them is told when the
/// program starts.
package func checkMailWords(_ lists: WordLists) throws {
  _ = try readBouncePhrases(lists)
  _ = try HeaderWords(lists)
}
