import Text

/// The passwords of at least eight characters that attackers try first: the most frequent ones, and
/// those that people choose who are asked for a digit or live in another country.
let commonPasswords = WordLists.made(readCommonPasswords)

package func readCommonPasswords(_ lists: WordLists) throws -> Set<String> {
  Set(try lists.words(of: "passwords/frequent") + lists.words(of: "passwords/likely"))
}
