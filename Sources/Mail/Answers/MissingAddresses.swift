/// Sayings for an address that is not there: a thing, and what is wrong with it, in either order.
let missingAddresses: [String] =
  addressNouns.flatMap { noun in
    missingStates.map { "\(noun) \($0)" } + missingMarks.map { "\($0) \(noun)" }
  } + missingAbroad + [
    // Of a domain, which the words name.
    "% does not exist", "% doesn't exist", "bad_recipient", "invalid_recipient",
    "unknown_recipient",
    "unknown_user", "user_unknown", "invalid_user", "no_such_user", "no_such_recipient",
  ]

private let addressNouns = [
  "user", "username", "user name", "userid", "recipient", "recipients", "addressee", "mailbox",
  "mailbox name", "mail box", "account", "mail account", "email account", "e-mail account",
  "address", "email address", "e-mail address", "mail address", "person", "local part", "alias",
  "customer", "subscriber", "inbox", "recipient address", "destination address",
  "destination mailbox", "user account",
]

private let missingStates = [
  "unknown", "not found", "not exist", "does not exist", "doesn't exist", "no longer exist",
  "is unknown", "was not found", "not known", "is not known", "invalid", "is invalid",
  "not recognized", "not recognised", "is not recognized", "is not recognised", "cannot be found",
  "can't be found", "could not be found", "couldn't be found", "is not valid", "not valid",
  "nonexistent", "non-existent", "non existent", "is not registered", "not registered",
  "has been deleted", "has been removed", "was deleted", "no longer available",
  "is no longer available", "is no longer valid", "isn't valid", "does not live here",
]

private let missingMarks = [
  "no such", "no", "unknown", "invalid", "nonexistent", "non-existent", "non existent",
  "not a valid", "no valid", "cannot find", "can't find", "could not find", "couldn't find",
  "not a known", "unrecognized", "unrecognised", "no local", "no matching", "unknown local",
]

/// What is not there may also be a record, a sender's server or a name on a list: these say that an
/// address is missing only near a word for one.
private let missingAnything = PhraseIndex([
  "not listed", "not known", "not found", "there is no", "is not a valid", "not exist",
  "doesn't exist", "could not be found", "couldn't be found", "cannot be found", "couldn't find",
  "we could not find", "not recognized", "not recognised", "nonexistent", "non-existent",
  "unknown in", "unknown or invalid", "not on file", "no longer exist", "no longer valid",
  "does not have a", "doesn't have a", "not in directory", "not a member", "not local",
  "not our customer", "no existe", "não existe", "existiert nicht", "unbekannt", "n'existe pas",
  "inconnu", "no esta disponible",
])

private let addressWords = PhraseIndex(
  (addressNouns + [
    "users", "mailboxes", "accounts", "addresses", "recipient's", "user's", "name here",
    "by that name",
    "that name", "employee", "member", "login", "userid", "e-mail", "empfänger", "postfach",
    "konto",
    "benutzer", "adresse", "adressat", "destinataire", "utilisateur", "boîte", "boite", "compte",
    "usuario", "usuário", "destinatario", "destinatário", "buzón", "buzon", "cuenta", "dirección",
    "casilla", "conta", "endereço", "caixa", "utente", "casella", "indirizzo", "%@%",
  ]).map { (text: $0, number: 0) })

/// Words that take what is missing away from the recipient.
private let otherThings = PhraseIndex([
  "ip address", "client", "host", "hostname", "helo", "ehlo", "record", "records", "sender",
  "certificate",
  "key", "selector", "ptr", "dns", "spf", "dkim", "dmarc", "allow list", "allowlist", "whitelist",
  "domain", "server", "route", "file", "program", "command",
])

extension ServerWords {
  /// Something is missing, and the nearest word before it, or one right behind, is for an address.
  var sayAddressIsMissing: Bool {
    missingAnything.places(in: bytes).contains { place in
      let before = Array(bytes[max(0, place.lowerBound - 80)..<place.lowerBound])
      let behind = Array(bytes[place.upperBound..<min(bytes.count, place.upperBound + 40)])
      let thing = otherThings.places(in: before).last?.lowerBound ?? -1
      if let noun = addressWords.places(in: before).last?.lowerBound { return noun > thing }
      return thing < 0 && addressWords.matches(behind) && !otherThings.matches(behind)
    }
  }
}

/// A client that is unknown is no recipient.
let unknownClients = [
  "ip address", "client address", "source address", "connecting address", "host address",
].flatMap { noun in
  missingStates.map { "\(noun) \($0)" } + ["\(noun) is not listed", "\(noun) not listed"]
}

private let missingAbroad = [
  "empfänger unbekannt", "unbekannter empfänger", "benutzer unbekannt", "unbekannter benutzer",
  "postfach existiert nicht", "adresse existiert nicht", "empfänger existiert nicht",
  "postfach nicht gefunden", "empfänger nicht gefunden", "kein solches postfach",
  "utilisateur inconnu", "destinataire inconnu", "adresse inconnue", "adresse inexistante",
  "n'existe pas", "boite inexistante", "boîte inexistante", "compte inexistant",
  "usuario desconocido", "destinatario desconocido", "buzón no existe", "buzon no existe",
  "dirección no existe", "cuenta no existe", "usuario no existe", "destinatario inexistente",
  "utente sconosciuto", "destinatario sconosciuto", "casella inesistente", "utente inesistente",
  "indirizzo inesistente", "usuário desconhecido", "usuario desconhecido", "usuário inexistente",
  "destinatário desconhecido", "destinatário inexistente", "conta inexistente",
  "onbekende gebruiker", "gebruiker onbekend", "ontvanger onbekend", "adres bestaat niet",
  "mailbox bestaat niet", "nieznany użytkownik", "nieznany odbiorca", "nie ma takiego",
  "nie istnieje",
  "okänd mottagare", "okänd användare", "ukendt modtager", "ukendt bruger", "ukjent mottaker",
  "ukjent bruker", "tuntematon vastaanottaja", "tuntematon käyttäjä", "neznámý příjemce",
  "neznámý uživatel", "neexistuje", "пользователь не найден", "не существует",
  "неизвестный пользователь", "получатель не найден", "宛先不明", "宛先が見つかりません", "ユーザーが見つかりません",
  "存在しません", "该用户不存在", "用户不存在", "收件人不存在", "使用者不存在", "존재하지 않",
]
