import Text

/// Reads everything that this module takes from word lists, so that an error in them is reported
/// when the program starts.
package func checkMailWords(_ lists: WordLists) throws {
  _ = try readBouncePhrases(lists)
  _ = try HeaderWords(lists)
}
