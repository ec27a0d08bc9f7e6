/// Sayings for an address that is not there: a thing, and what is wrong with it, in either order.
let missingAddresses: [String] =
  addressNouns.flatMap { noun in
    missingStates.map { "\(noun) \($0)" } + missingMarks.map { "\($0) \(noun)" }
  } + missingAbroad

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
