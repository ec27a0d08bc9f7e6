// How subjects, senders and texts tell what kind of message it is.

let answerSubjects = [
  "re:", "aw:", "sv:", "vs:", "antw:", "odp:", "rif:", "res:", "ynt:", "re :",
]

let bulkHeaders = [
  "List-Id", "List-Unsubscribe", "List-Post", "List-Unsubscribe-Post", "Feedback-ID", "X-Campaign",
  "X-Campaign-Id", "X-CampaignID", "X-Mailgun-Batch-Message", "X-MC-User", "X-CSA-Complaints",
  "X-Mailer-RecptId", "X-Newsletter", "X-Mailing-List",
]

let notifierNames: Set = [
  "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "notifications", "notification",
  "newsletter", "newsletters", "news", "notify", "nicht-antworten", "noresponder", "no-responder",
  "nepasrepondre", "ne-pas-repondre", "nao-responda", "no-responda",
]

let delaySubjects = [
  "delayed", "delay notification", "(delay)", "still being retried", "warning: could not send",
  "warning: message",
  "delivery delay", "verzögert", "zustellung verzögert", "retardé", "différé", "retrasad",
  "demorad", "in ritardo",
  "atrasad", "vertraagd", "opóźnion", "försenad", "forsinket", "viivästy", "配信遅延", "遅延", "отложен",
]

let successSubjects = [
  "successful mail delivery", "delivered:", "relayed:", "delivery status notification (success)",
  "delivery status notification (relay)", "delivery receipt", "zugestellt:", "entregado:",
  "remis :", "remis:", "consegnato:",
  "recapitato:", "bezorgd:", "entregue:", "dostarczono:", "levererat:", "leveret:", "levert:",
  "toimitettu:", "doručeno:",
  "lliurat:", "配信済み:", "weitergeleitet:", "geleverd:", "livré :", "livré:", "doručené:",
  "kézbesítve:", "доставлено:",
]

/// What mail programs write before our subject when they say that it was read or thrown away. Folded.
let receiptSubjects = [
  "read", "not read", "read receipt", "return receipt", "return receipt (displayed)", "displayed",
  "opened", "gelesen",
  "ungelesen", "nicht gelesen", "lesebestatigung", "empfangsbestatigung", "lu", "non lu",
  "accuse de reception",
  "accuse de lecture", "confirmation de lecture", "leido", "no leido", "acuse de recibo",
  "confirmacion de lectura", "llegit",
  "no llegit", "letto", "non letto", "conferma di lettura", "ricevuta di ritorno", "lida", "lido",
  "nao lida", "nao lido",
  "recibo de leitura", "confirmacao de leitura", "gelezen", "niet gelezen", "ongelezen",
  "leesbevestiging",
  "ontvangstbevestiging", "przeczytano", "przeczytane", "nie przeczytano",
  "potwierdzenie przeczytania",
  "potwierdzenie odczytu", "precteno", "neprecteno", "potvrzeni o precteni", "last", "olast",
  "laskvitto", "laest", "ulaest",
  "kvittering for laesning", "lest", "ulest", "lesebekreftelse", "luettu", "ei luettu",
  "lukukuittaus", "開封済み", "開封確認",
  "未開封", "已读", "已讀", "未读", "읽음", "읽지 않음", "прочитано", "не прочитано", "прочетено", "olvasva",
  "elolvasva", "okundu",
  "citit", "loetud", "prebrano", "procitano",
].map(folded)

let receiptTexts = [
  "was read", "was displayed", "has been read", "was opened", "has been opened",
  "has been displayed", "was deleted without",
  "this is a receipt", "return receipt", "read receipt", "wurde gelesen", "wurde am", "gelesen am",
  "angezeigt", "ungelesen",
  "lesebestatigung", "a ete lu", "a ete ouvert", "a ete affiche", "accuse de reception",
  "a ete supprime", "fue leido",
  "se ha leido", "ha sido leido", "se ley", "acuse de recibo", "fue abierto", "sha llegit",
  "e stato letto", "e stata letta",
  "stato visualizzato", "ricevuta di ritorno", "foi lida", "foi lido", "foi aberta", "foi exibida",
  "is gelezen", "werd gelezen",
  "gelezen op", "geopend op", "zostala przeczytana", "zostala odczytana", "przeczytano",
  "wyswietlona", "byla prectena",
  "byla zobrazena", "har lasts", "lastes", "visades", "blev laest", "er laest", "blevet laest",
  "ble lest", "er lest", "on luettu",
  "luettiin", "avattu", "開封", "表示されました", "已阅读", "已于", "被阅读", "읽었", "прочитан", "elolvas", "okundu",
  "citit",
].map(folded)

func isDaemonName(_ from: String) -> Bool {
  let words = from.lowercased()
  return [
    "mailer-daemon", "post_master", "post.master", "mail delivery", "postmaster", "mailerdaemon",
    "mdaemon", "mail-daemon",
    "mailadmin", "mail administrator", "internet mail service", "mail router", "delivery subsystem",
    "mail system", "maildelivery", "bounce@", "mail-delivery", "systemadministrator",
    "system administrator", "mail.daemon", "email delivery", "mailsystem",
  ].contains { words.contains($0) }
}

let bounceSubjects = [
  "undeliver", "returned mail", "delivery failure", "delivery status", "failure notice",
  "mail delivery",
  "delivery notification", "non delivery", "nondeliverable", "not delivered",
  "could not be delivered",
  "couldn't be delivered", "returned to sender", "delivery error", "message delivery",
  "mail could not",
  "failed delivery", "delivery has failed", "delivery problem", "mail failure", "mail system error",
  "unable to deliver", "warning: could not send", "unzustellbar", "nicht zustellbar", "non remis",
  "rejected", "bounce", "mailer-daemon", "user unknown", "delayed", "delivery incomplete", "配信不能",
  "no se puede entregar", "email not delivered", "delivery report", "deferred", "error mail",
]

let bounceTexts = [
  "could not be delivered", "undeliverable", "not delivered", "delivery to the following",
  "unable to deliver",
  "user unknown", "permanent error", "following address", "following recipient",
  "was not delivered",
  "recipient(s)", "delivery failed", "failed to deliver", "550 ", "returned to you",
  "could not deliver",
  "can't be delivered", "cannot be delivered", "did not reach", "error delivering",
  "trouble delivering", "invalid user address", "couldn't be delivered", "not be delivered",
]
