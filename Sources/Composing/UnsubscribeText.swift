/// The unsubscribe texts of our emails in the reader's language: the link in the footer, and the
/// page behind it.
package struct UnsubscribeText: Sendable, Equatable {
  /// ISO 639-1, the language of these words.
  package let language: String
  /// The link and the button.
  package let unsubscribe: String
  package let question: String
  package let promise: String
  package let note: String
  package let done: String
  package let doneWords: String

  /// English for a language that has no words here.
  package static func speaking(_ language: String) -> UnsubscribeText {
    byLanguage[String(language.prefix { $0 != "-" && $0 != "_" }).lowercased()] ?? english
  }

  private init(
    _ language: String, _ unsubscribe: String, _ question: String, _ promise: String,
    _ note: String, done: String, _ doneWords: String
  ) {
    self.language = language
    self.unsubscribe = unsubscribe
    self.question = question
    self.promise = promise
    self.note = note
    self.done = done
    self.doneWords = doneWords
  }

  private static let byLanguage: [String: UnsubscribeText] = {
    var words = Dictionary(uniqueKeysWithValues: all.map { ($0.language, $0) })
    for norwegian in ["nb", "nn"] { words[norwegian] = words["no"] }
    return words
  }()

  private static let english = UnsubscribeText(
    "en", "Unsubscribe", "Stop these emails?",
    "The sender of this email will not write to your address any more.",
    "It takes effect at once. No sign-in is needed.", done: "Done",
    "No more emails from this sender come to your address, whatever the campaign. You can close this page."
  )

  private static let all: [UnsubscribeText] = [
    english,
    UnsubscribeText(
      "de", "Abmelden", "Keine E-Mails mehr?",
      "Der Absender dieser E-Mail schreibt nicht mehr an Ihre Adresse.",
      "Es gilt sofort. Eine Anmeldung ist nicht nötig.", done: "Erledigt",
      "An Ihre Adresse kommen keine E-Mails dieses Absenders mehr. Sie können diese Seite schließen."
    ),
    UnsubscribeText(
      "fr", "Se désabonner", "Ne plus recevoir ces e-mails ?",
      "L’expéditeur de cet e-mail n’écrira plus à votre adresse.",
      "C’est immédiat. Aucune connexion n’est nécessaire.", done: "C’est fait",
      "Votre adresse ne recevra plus d’e-mails de cet expéditeur. Vous pouvez fermer cette page."),
    UnsubscribeText(
      "es", "Darse de baja", "¿No recibir más estos correos?",
      "El remitente de este correo no volverá a escribir a su dirección.",
      "Es inmediato. No hace falta iniciar sesión.", done: "Hecho",
      "Su dirección no recibirá más correos de este remitente. Puede cerrar esta página."),
    UnsubscribeText(
      "ca", "Donar-se de baixa", "No voleu rebre més aquests correus?",
      "El remitent d’aquest correu no tornarà a escriure a la vostra adreça.",
      "És immediat. No cal iniciar la sessió.", done: "Fet",
      "La vostra adreça no rebrà més correus d’aquest remitent. Podeu tancar aquesta pàgina."),
    UnsubscribeText(
      "it", "Annulla l’iscrizione", "Non ricevere più queste e-mail?",
      "Il mittente di questa e-mail non scriverà più al suo indirizzo.",
      "Ha effetto immediato. Non serve accedere.", done: "Fatto",
      "Al suo indirizzo non arriveranno più e-mail di questo mittente. Può chiudere questa pagina."),
    UnsubscribeText(
      "pt", "Cancelar a subscrição", "Não receber mais estes e-mails?",
      "O remetente deste e-mail não voltará a escrever para o seu endereço.",
      "Tem efeito imediato. Não é preciso iniciar sessão.", done: "Feito",
      "O seu endereço não receberá mais e-mails deste remetente. Pode fechar esta página."),
    UnsubscribeText(
      "nl", "Afmelden", "Deze e-mails niet meer ontvangen?",
      "De afzender van deze e-mail schrijft niet meer naar uw adres.",
      "Het gaat meteen in. U hoeft niet in te loggen.", done: "Klaar",
      "Op uw adres komen geen e-mails van deze afzender meer. U kunt deze pagina sluiten."),
    UnsubscribeText(
      "pl", "Wypisz się", "Nie otrzymywać więcej tych e-maili?",
      "Nadawca tego e-maila nie będzie już pisać na ten adres.",
      "Działa od razu. Logowanie nie jest potrzebne.", done: "Gotowe",
      "Na ten adres nie przyjdzie więcej żaden e-mail od tego nadawcy. Można zamknąć tę stronę."),
    UnsubscribeText(
      "cs", "Odhlásit odběr", "Už nedostávat tyto e-maily?",
      "Odesílatel tohoto e-mailu už na vaši adresu nenapíše.",
      "Platí to okamžitě. Přihlášení není potřeba.", done: "Hotovo",
      "Na vaši adresu už od tohoto odesílatele nepřijde žádný e-mail. Stránku můžete zavřít."),
    UnsubscribeText(
      "sk", "Odhlásiť odber", "Už nedostávať tieto e-maily?",
      "Odosielateľ tohto e-mailu už na vašu adresu nenapíše.",
      "Platí to okamžite. Prihlásenie nie je potrebné.", done: "Hotovo",
      "Na vašu adresu už od tohto odosielateľa nepríde žiadny e-mail. Stránku môžete zavrieť."),
    UnsubscribeText(
      "sv", "Avregistrera", "Vill du inte få fler sådana mejl?",
      "Avsändaren av detta mejl skriver inte till din adress igen.",
      "Det gäller genast. Du behöver inte logga in.", done: "Klart",
      "Inga fler mejl från denna avsändare kommer till din adress. Du kan stänga sidan."),
    UnsubscribeText(
      "da", "Afmeld", "Vil du ikke have flere af disse e-mails?",
      "Afsenderen af denne e-mail skriver ikke til din adresse igen.",
      "Det gælder straks. Du behøver ikke logge ind.", done: "Færdig",
      "Der kommer ikke flere e-mails fra denne afsender til din adresse. Du kan lukke siden."),
    UnsubscribeText(
      "no", "Meld deg av", "Vil du ikke ha flere slike e-poster?",
      "Avsenderen av denne e-posten skriver ikke til adressen din igjen.",
      "Det gjelder straks. Du trenger ikke å logge inn.", done: "Ferdig",
      "Det kommer ikke flere e-poster fra denne avsenderen til adressen din. Du kan lukke siden."),
    UnsubscribeText(
      "fi", "Peruuta tilaus", "Etkö halua enää näitä sähköposteja?",
      "Tämän sähköpostin lähettäjä ei enää kirjoita osoitteeseesi.",
      "Muutos on voimassa heti. Kirjautumista ei tarvita.", done: "Valmis",
      "Osoitteeseesi ei enää tule sähköpostia tältä lähettäjältä. Voit sulkea sivun."),
    UnsubscribeText(
      "hu", "Leiratkozás", "Nem kér több ilyen e-mailt?",
      "Ennek az e-mailnek a feladója többé nem ír az Ön címére.",
      "Azonnal érvényes. Nem kell bejelentkezni.", done: "Kész",
      "Erre a címre nem érkezik több e-mail ettől a feladótól. Az oldalt bezárhatja."),
    UnsubscribeText(
      "ro", "Dezabonare", "Nu mai doriți aceste e-mailuri?",
      "Expeditorul acestui e-mail nu va mai scrie la adresa dumneavoastră.",
      "Are efect imediat. Nu este nevoie de autentificare.", done: "Gata",
      "La adresa dumneavoastră nu vor mai veni e-mailuri de la acest expeditor. Puteți închide pagina."
    ),
    UnsubscribeText(
      "tr", "Abonelikten çık", "Bu e-postaları artık almak istemiyor musunuz?",
      "Bu e-postayı gönderen, adresinize bir daha yazmayacak.",
      "Hemen geçerli olur. Oturum açmanız gerekmez.", done: "Tamam",
      "Adresinize bu gönderenden artık e-posta gelmeyecek. Bu sayfayı kapatabilirsiniz."),
    UnsubscribeText(
      "ru", "Отписаться", "Больше не получать эти письма?",
      "Отправитель этого письма больше не будет писать на ваш адрес.",
      "Действует сразу. Входить в систему не нужно.", done: "Готово",
      "На ваш адрес больше не придут письма этого отправителя. Страницу можно закрыть."),
    UnsubscribeText(
      "uk", "Відписатися", "Більше не отримувати ці листи?",
      "Відправник цього листа більше не писатиме на вашу адресу.",
      "Діє одразу. Входити в систему не потрібно.", done: "Готово",
      "На вашу адресу більше не надходитимуть листи цього відправника. Сторінку можна закрити."),
    UnsubscribeText(
      "el", "Κατάργηση εγγραφής", "Να μη λαμβάνετε πια αυτά τα e-mail;",
      "Ο αποστολέας αυτού του e-mail δεν θα ξαναγράψει στη διεύθυνσή σας.",
      "Ισχύει αμέσως. Δεν χρειάζεται σύνδεση.", done: "Έγινε",
      "Στη διεύθυνσή σας δεν θα έρθουν άλλα e-mail από αυτόν τον αποστολέα. Μπορείτε να κλείσετε τη σελίδα."
    ),
    UnsubscribeText(
      "ja", "配信停止", "このメールの配信を停止しますか？", "このメールの送信者から、今後メールは届きません。",
      "すぐに反映されます。ログインは不要です。", done: "完了しました",
      "この送信者からのメールは今後届きません。このページを閉じてかまいません。"),
    UnsubscribeText(
      "zh", "退订", "不再接收这些邮件？", "此邮件的发件人将不再向您的地址发送邮件。", "立即生效，无需登录。",
      done: "已完成", "您的地址将不再收到此发件人的邮件。您可以关闭此页面。"),
    UnsubscribeText(
      "ko", "수신 거부", "이 이메일을 그만 받으시겠습니까?", "이 이메일의 발신자는 더 이상 귀하의 주소로 메일을 보내지 않습니다.",
      "즉시 적용됩니다. 로그인은 필요하지 않습니다.", done: "완료",
      "이 발신자의 이메일은 더 이상 귀하의 주소로 오지 않습니다. 이 페이지를 닫으셔도 됩니다."),
  ]
}
