// How mail programs name the headers of the message that they quote or pass on.

let senderWords: Set = [
  "from", "von", "de", "da", "van", "od", "från", "fra", "frá", "lähettäjä", "feladó", "kimden",
  "gönderen", "від", "от", "отправитель", "от кого", "发件人", "發件人", "寄件者", "寄件人", "差出人",
  "보낸 사람", "보낸사람", "expéditeur", "remitente", "odesílatel", "odosielateľ", "από", "de la", "de :",
  "expeditor", "afsender", "avsändare", "avsender", "remetente", "mittente", "afzender", "nadawca",
  "absender", "kogult", "nuo", "no", "מאת", "من", "từ", "dari", "จาก", "pošiljatelj", "šalje",
  "от:", "отправлено от", "envoyé par", "from:", "saatja", "sūtītājs", "siuntėjas", "d'", "emisor",
]

let otherHeaderWords: Set = [
  "to", "an", "à", "a", "para", "naar", "aan", "do", "till", "til", "vastaanottaja", "címzett",
  "kime", "alıcı", "кому", "收件人", "收件者", "宛先", "받는 사람", "받는사람", "destinataire", "destinatario",
  "destinatário", "komu", "pro", "προς", "către", "to recipients", "sent", "gesendet", "envoyé",
  "enviado", "enviado el", "enviada em", "enviado em", "inviato", "verzonden", "wysłano", "skickat",
  "sendt", "lähetetty", "elküldve", "gönderildi", "gönderilen", "gönderme tarihi", "відправлено",
  "отправлено", "发送时间", "發送時間", "已傳送", "傳送日期", "送信日時", "보낸 날짜", "date", "datum", "fecha",
  "data", "dato", "päivämäärä", "päiväys", "pvm", "dátum", "tarih", "дата", "日期", "时间", "時間", "日付",
  "날짜", "ημερομηνία", "subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp",
  "temat", "ämne", "emne", "aihe", "tárgy", "konu", "тема", "主题", "主題", "主旨", "件名", "제목", "předmět",
  "predmet", "θέμα", "subiect", "sujet", "cc", "kopie", "kopia", "kopi", "copie", "cc:", "copia",
  "dw", "assumpte", "per a", "enviat el", "رسيد", "به", "تاریخ", "موضوع",
  "reply-to", "antwort an", "répondre à", "responder a", "rispondi a", "svar til", "risposta",
  "odesláno", "odoslané", "poslano", "trimis", "στάλθηκε", "נושא", "תאריך", "אל", "الموضوع",
  "التاريخ",
  "إلى", "chủ đề", "ngày", "đến", "gửi", "kepada", "tanggal", "subjek", "เรื่อง", "วันที่", "ถึง",
  "date and time", "datum och tid", "zadeva", "teema", "kuupäev", "kellele", "tema", "gavėjas",
  "vastaus", "vs", "kopio", "másolat", "bilgi", "копия", "копія", "抄送", "副本", "참조", "assunto:",
]

/// Those that name the subject.
let subjectWords: Set = [
  "subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "temat", "ämne",
  "emne", "aihe",
  "tárgy", "konu", "тема", "主题", "主題", "主旨", "件名", "제목", "předmět", "predmet", "θέμα", "subiect",
  "sujet",
  "נושא", "الموضوع", "chủ đề", "subjek", "เรื่อง", "zadeva", "teema", "tema", "assunto:", "assumpte",
  "موضوع",
]

/// Lines that begin what is passed on or quoted, without a bar.
let historyLines = [
  "begin forwarded message", "début du message réexpédié", "début du message transféré",
  "inizio messaggio inoltrato", "anfang der weitergeleiteten", "beginn der weitergeleiteten",
  "inicio del mensaje reenviado", "início da mensagem encaminhada",
  "início da mensagem reencaminhada",
  "begin doorgestuurd bericht", "påbegynder videresendt", "start på videresendt",
  "vidarebefordrat meddelande", "vidarebefordrat mejl", "videresendt melding",
  "początek przekazywanej",
  "začátek přeposlané", "začiatok preposlanej", "továbbított levél kezdete",
  "välitetty viesti alkaa",
  "välitetty viesti", "iletilen e-posta", "iletilmiş", "i̇letilen", "начало переадресованного",
  "початок переадресованого", "початок листа, що пересилається", "początek przekazanej",
  "proslijeđena poruka",
  "začetek posredovanega",
  "începe mesajul redirecționat", "mesaj redirecționat", "αρχή προωθημένου", "inici del missatge",
  "počátek přeposílaného", "转发的邮件", "转发邮件", "開始轉寄郵件", "轉寄的郵件", "下面是被转发的邮件",
  "転送されたメッセージ", "전달된 메시지", "전달된 이메일", "bắt đầu thư", "reply above this line",
  "please reply above this line", "## please type your reply above", "##- please type your reply",
  "##- bitte tragen sie ihre antwort",
]

/// "Sent from my iPhone", in many languages.
func isDeviceLine(_ words: String) -> Bool {
  guard words.utf8.count < 120 else { return false }
  if isOutlookLine(words) { return true }
  guard let start = deviceStarts.first(where: { words.hasPrefix($0) }) else { return false }
  let rest = words.dropFirst(start.count)
  // A sentence about a desk and a mobile phone goes on longer.
  guard rest.split(separator: " ").count <= 7 || rest.contains("http") else { return false }
  return deviceNames.contains { rest.contains($0) } || words.contains("from outlook")
    || words.contains("yahoo mail") || rest.hasPrefix(" outlook")
}

/// "Get Outlook for iOS", in any language: the two names, and hardly more than a link.
private func isOutlookLine(_ words: String) -> Bool {
  guard words.contains("outlook"), ["ios", "android"].contains(where: { words.contains($0) }) else {
    return false
  }
  let text = words.prefix { $0 != "<" && $0 != "(" && $0 != "[" }.split(separator: " ")
  return text.count <= 7 && !words.hasSuffix(".") && !words.hasSuffix("?")
}

private let deviceStarts = [
  "sent from", "sent via", "sent with", "get outlook", "von meinem", "gesendet", "versendet",
  "diese nachricht wurde", "envoyé de", "envoyé depuis", "enviado desde", "enviado do",
  "enviado de",
  "enviado a partir", "inviato da", "verzonden v", "verstuurd v", "wysłan", "skickat från",
  "sendt fra", "lähetetty", "odesláno z", "odoslané z", "trimis de", "отправлено", "відправлено",
  "надіслано", "iphone", "ipad", "发自", "從我的", "從 my", "나의", "elküldve", "poslano", "στάλθηκε",
  "obtenir outlook", "obtener outlook", "outlook", "télécharger outlook", "holen sie sich outlook",
  "scarica outlook", "download outlook",
]

private let deviceNames = [
  "iphone", "ipad", "android", "blackberry", "samsung", "galaxy", "mobile", "mobil", "windows",
  "outlook", "yahoo", "huawei", "xiaomi", "nokia", "phone", "handy", "smartphone", "tablet",
  "gmail",
  "mail for", "mail app", "protonmail", "proton mail", "telefon", "téléphone", "teléfono",
  "celular",
  "htc", "sony", "lg ", "mac", "hey", "spark", "superhuman", "k-9",
]
