/// What the notices under business mail are made of. One of these says little; two or three of
/// different kinds in one paragraph are a notice that a firm hangs below every mail.
enum FooterSign: Int, CaseIterable {
  /// "This message", as the thing that is spoken of.
  case mailItself
  /// "If you are not …", "if you no longer …": said to whoever reads it.
  case anyReader
  case heading, confidential, addressee, mistake, deletion, misuse, liability
  case privacy, rights, register, printing, outside
  /// The way out of a newsletter.
  case leaving
}

extension FooterSign {
  /// What a person who writes to us has no use for.
  var isOfNoticesOnly: Bool {
    ![.deletion, .privacy, .rights, .leaving, .liability].contains(self)
  }
}

let footerIndex = PhraseIndex(
  footerTable.flatMap { sign, words in
    words.split(separator: "|").map { phrase in
      (
        text: folded(phrase.split(whereSeparator: \.isWhitespace).joined(separator: " ")),
        number: sign.rawValue
      )
    }
  })

/// Folded: small letters without accents and apostrophes. The languages follow one another in each:
/// English, German, French, Spanish, Catalan, Italian, Portuguese, Dutch, Polish, Czech, Swedish,
/// Danish, Norwegian, Finnish, Japanese and others.
private let footerTable: [(FooterSign, String)] = [
  (
    .mailItself,
    """
    this message | this e-mail | this email | this mail | this communication | this transmission
    | this electronic | the information contained | information in this | contents of this
    | the contents of | the information transmitted | any attachment | its attachments | e-mail and
    | diese nachricht | diese e-mail | diese email | diese mail | dieser e-mail | dieser nachricht
    | dieser mail | diesem mail | dieses mail | der inhalt dieser | inhalt dieser
    | ce message | cet e-mail | cet email | ce courriel | ce mail | ce courrier | cette communication
    | le present message | present message | present courriel | le contenu de ce
    | este mensaje | este correo | este e-mail | este email | esta comunicacion | el presente mensaje
    | presente mensaje | presente correo | aquest missatge | aquest correu | el present missatge
    | questo messaggio | questa e-mail | questa email | questa mail | questa comunicazione
    | il presente messaggio | la presente e-mail | la presente email | la presente comunicazione
    | presente messaggio | il contenuto del
    | esta mensagem | esta comunicacao | a presente mensagem | este e mail | mensagem eletronica
    | dit bericht | deze e-mail | deze email | deze mail | dit e-mailbericht | dit mailbericht
    | de informatie in | ta wiadomosc | niniejsza wiadomosc | tej wiadomosci | niniejszy e-mail
    | niniejsza korespondencja | tresc tej | tato zprava | tento e-mail | tento email | teto zpravy
    | tohoto e-mailu | tato e-mailova | detta meddelande | detta mejl | detta e-postmeddelande
    | denna e-post | detta mail | denne e-mail | denne mail | denne meddelelse | denne e-post
    | denne e-posten | denne eposten | denne meldingen | denne melding | dette e-postmeldingen
    | tama viesti | taman viestin | tama sahkoposti | taman sahkopostin | このメール | 本メール | このメッセージ
    | 本メッセージ | 当メール | это сообщение | данное сообщение | настоящее сообщение | acest mesaj
    | 本邮件 | 此邮件 | 本郵件 | 이 메일 | 본 메일 | bu e-posta | bu ileti
    | ez az uzenet | ez az e-mail | jelen uzenet | ezt az uzenet | το παρον μηνυμα | tato sprava
    """
  ),
  (
    .anyReader,
    """
    if you are not | if you have received | if you received | if youre not | if you no longer
    | if you do not want | if you dont want | if you prefer not | if you would like to stop
    | if you wish to unsub | if youd rather | if youd prefer | dont want to hear from us
    | dont want these | no longer want to hear | if you would rather | you are receiving | you receive this
    | you received this | you have received this | to stop receiving | to no longer receive
    | to unsubscribe | to opt out
    | wenn sie nicht | sind sie nicht | falls sie nicht | sollten sie nicht | wenn sie diese
    | sollten sie diese | falls sie diese | wenn sie keine | falls sie keine | sollten sie keine
    | mochten sie keine | sie erhalten diese | um sich abzumelden | zum abmelden
    | si vous netes pas | si vous nest pas | si vous avez recu | si vous ne souhaitez plus
    | si vous ne desirez plus | si vous recevez | vous recevez ce | pour vous desinscrire
    | pour vous desabonner | pour ne plus recevoir | vous disposez
    | si usted no es | si no es usted | si no es el | si ha recibido | si usted ha recibido
    | si recibe | si ya no desea | si no desea | si no quiere recibir | para darse de baja
    | para dejar de recibir | puede ejercer | podra ejercer | usted recibe | recibe este
    | si no sou | si heu rebut | si ha rebut | si no voleu | si no vol | per donar-se
    | se non siete | se lei non e | se non e il | se avete ricevuto | se ha ricevuto | qualora
    | se non desidera | se non desiderate | se non vuole | per cancellarsi | per disiscriversi
    | per non ricevere | nel caso in cui | riceve questa
    | se voce nao e | se nao for | caso nao seja | se recebeu | caso tenha recebido
    | se nao deseja | caso nao deseje | se nao pretende | para cancelar | para deixar de receber
    | se voce recebeu | recebeu esta | caso receba
    | als u niet | indien u niet | mocht u niet | indien u deze | als u deze | als u dit
    | indien u dit | als u geen | wilt u geen | wilt u niet langer | indien u geen | u ontvangt deze
    | om u af te melden | om je uit te schrijven
    | jesli nie jest | jezeli nie jest | jesli otrzymal | jezeli otrzymal | jesli nie chc
    | jezeli nie chc | aby zrezygnowac | aby wypisac | jesli nie sa | w przypadku otrzymania
    | pokud nejste | pokud jste | pokud si neprejete | pokud nechcete | jestlize nejste
    | obdrzeli-li | om du inte | om ni inte | om du har fatt | om du fatt | om ni fatt
    | vill du inte | hvis du ikke | hvis de ikke | hvis du har modtaget | hvis de har modtaget
    | hvis du modtager | onsker du ikke | hvis du har mottatt | dersom du | hvis du mottar
    | jos et ole | jos ette ole | jos olet saanut | jos et halua | jos olette | mikali olet
    | mikali et | 心当たりのない | 宛先でない | 誤って受信 | 誤って届 | если вы не | если вы получили | 如果您不是 | 如您不是
    | 如果您收到 | 수신인이 아닌 | 잘못 수신
    | ha nem on | ak nie ste | daca nu sunteti | eger alici
    """
  ),
  (
    .heading,
    """
    disclaimer | confidentiality notice | confidentiality note | legal notice | privacy notice
    | important notice | haftungsausschluss | rechtlicher hinweis | wichtiger hinweis
    | avis de confidentialite | avertissement | clause de | aviso legal | aviso de confidencialidad
    | clausula | advertencia legal | avis legal | avvertenza | avviso di riservatezza | informativa
    | nota de confidencialidade | aviso de confidencialidade | klauzula | zastrzezenie | upozorneni
    | ansvarsfriskrivning | fortrolighed | ansvarsfraskrivelse | vastuuvapaus | 免責事項 | ご注意
    """
  ),
  (
    .confidential,
    """
    confidential | privileged | proprietary information | vertraulich | confidentiel | confidencial
    | riservat | confidenzial | vertrouwelijk | poufn | duvern | konfidenti | sekretess | fortrolig
    | taushet | luottamuksell | salassa | 機密 | 秘匿 | 守秘 | конфиденциал | 保密 | 机密 | 기밀 | bizalmas | εμπιστευτικ | dovern
    | gizli
    """
  ),
  (
    .addressee,
    """
    intended recipient | intended only | intended solely | intended for | solely for | sole use
    | exclusively for | addressee | named recipient | individual or entity | for the use of
    | ausschliesslich fur | nur fur den | bestimmt fur | empfanger bestimmt | bestimmungsgemasse
    | richtige adressat | der adressat | richtige empfanger | vorgesehene empfanger | fur den adressat
    | beabsichtigte empfanger
    | son destinataire | ses destinataires | lintention exclusive | lattention exclusive
    | usage exclusif | le destinataire | du destinataire | destinataires
    | destinatario | destinatari | uso exclusivo | dirigid | adrecat | us exclusiu
    | destinato | esclusivamente | uso esclusivo | seu destinatario | exclusivo do
    | geadresseerde | uitsluitend bestemd | bestemd voor | beoogde ontvanger | adresata
    | adresat | wylacznie dla | przeznaczona | przeznaczony | pouze pro | urcen | adresata
    | avsedd | avsett | mottagaren | avsedda mottagar | tiltaenkt | beregnet | retmaessige modtager
    | rette modtager | bestemt for | tiltenkt | rette mottaker | riktig mottaker
    | tarkoitettu | vastaanottaja | 受取人 | 名宛人 | 宛先の方 | адресат | предназначен | destinat | 收件人 | 수신자
    | cimzett | παραληπτ | alici
    """
  ),
  (
    .mistake,
    """
    in error | by mistake | erroneously | mistakenly | irrtumlich | versehentlich | faelschlich
    | irrtum | par erreur | par inadvertance | por error | per error | por equivocacion | per errore
    | erroneamente | por engano | por erro | indevidamente | abusivamente | per abuis | per ongeluk
    | ten onrechte | per vergissing | foutief | omylkow | przez pomylke | pomylkowo | omylem
    | av misstag | felaktigt | ved en fejl | ved en fejltagelse | ved en feil | ved en feiltakelse
    | erehdyksessa | vahingossa | virheellisesti | 誤って | 誤送信 | по ошибке | din greseala | 误收 | 误发 | 잘못
    | tevedesbol | yanlislikla | εκ παραδρομης
    """
  ),
  (
    .deletion,
    """
    delete | destroy | notify the sender | inform the sender | tell the sender | advise the sender
    | contact the sender | return it to the sender | loschen | loschung | vernichten | absender
    | detruire | supprimer | lexpediteur | expediteur | elimine | borre | destruya | remitente
    | notifique | esborr | elimineu | cancellare | cancellar | distrugg | mittente | eliminar
    | apague | remetente | exclua | vernietig | verwijder | afzender | usun | skasow | zniszcz
    | nadawc | smaz | odstran | odesilatel | radera | forstor | avsandar | slette | slet den
    | afsender | avsender | makuler | poista | tuhoa | lahettaja | havita | 削除 | 破棄 | 送信者 | 発信者
    | удалите | отправител | expeditor | 删除 | 發件人 | 发件人 | 삭제
    | torolje | silin | stergeti | διαγραψ | vymaz | feladot
    """
  ),
  (
    .misuse,
    """
    unauthori | disclosure | dissemination | strictly prohibited | copying | redistribut
    | unbefugt | weitergabe | weiterverbreit | nicht gestattet | untersagt | unzulassig
    | interdit | divulgation | diffusion | reproduction | non autorise | prohibid | divulgacion
    | difusion | sin autorizacion | no autorizad | prohibit | vietat | diffusione | divulgazione
    | proibit | proibid | divulgacao | nao autorizad | verboden | openbaarmaking | vermenigvuldig
    | niet toegestaan | verspreiding | zabron | rozpowszechn | kopiowani | zakazan | sireni
    | zverejn | forbjud | otillat | obehorig | spridning | ikke tilladt | forbudt | uberettiget
    | videreformidling | ikke tillatt | uvedkommende | kielletty | luvaton | 禁じ | 無断 | запрещ
    """
  ),
  (
    .liability,
    """
    liability | liable | virus | accept no responsib | no responsibility | haftung | haftet
    | responsabilite | responsabilidad | responsabilita | responsabilidade | aansprakelijk
    | odpowiedzialnosc | odpovednost | ansvar | vastuu | 責任
    """
  ),
  (
    .privacy,
    """
    data protection | privacy policy | privacy notice | privacy statement | our privacy | privacy at
    | cookie policy | gdpr | ccpa | datenschutz | dsgvo | personenbezogene daten
    | protection des donnees | donnees personnelles | donnees a caractere | rgpd | confidentialite
    | proteccion de datos | datos personales | datos de caracter | lopd | politica de privacidad
    | proteccio de dades | dades personals | protezione dei dati | dati personali | privacy policy
    | informativa privacy | regolamento ue | protecao de dados | dados pessoais | lgpd
    | politica de privacidade | gegevensbescherming | persoonsgegevens | privacyverklaring
    | privacybeleid | ochron danych | ochronie danych | ochrony danych | danych osobowych | rodo
    | polityka prywatnosci | polityce prywatnosci | ochrane osobnich | ochrana osobnich | osobnich udaju | osobnimi udaji
    | dataskydd | personuppgift | integritetspolicy | databeskyttelse | personoplysning
    | persondatapolitik | privatlivspolitik | personvern | personopplysning | tietosuoja
    | henkilotieto | 個人情報 | プライバシー | персональных данных | 隐私 | 개인정보
    """
  ),
  (
    .rights,
    """
    right of access | rights of access | your rights | right to object | right to lodge
    | ihre rechte | auskunft | widerspruchsrecht | betroffenenrechte | droit dacces
    | droits dacces | rectification | derechos de acceso | sus derechos | rectificacion
    | els seus drets | drets dacces | i suoi diritti | diritti di | seus direitos | direitos de acesso
    | uw rechten | prawo dostepu | prawo do | vase prava | dina rattigheter | dine rettigheder
    | dine rettigheter | oikeutesi
    """
  ),
  (
    .register,
    """
    registered office | registered in | registered address | company number | company no
    | company registration | incorporated in | vat no | vat number | vat reg | amtsgericht
    | handelsregister | registergericht | geschaftsfuhr | sitz der gesellschaft | hrb | ust-id
    | ustid | firmenbuch | siret | siren | capital de | au capital | registro mercantil | c.i.f
    | capitale sociale | registro imprese | partita iva | p.iva | codice fiscale | cnpj | nipc
    | kvk | k.v.k | btw | krs | regon | kapital zakladowy | obchodni rejstrik | obchodnim rejstriku
    | spisova znacka | org.nr | organisationsnummer | styrelsens sate | cvr | foretaksregister
    | y-tunnus | kotipaikka
    """
  ),
  (
    .printing,
    """
    before printing | before you print | think before you | consider the environment | save paper
    | vor dem drucken | bevor sie diese e-mail aus | ausdruck | umwelt zuliebe | avant dimprimer
    | nimprimez | antes de imprimir | medio ambiente | abans dimprimir | prima di stampare
    | non stampare | rispetta lambiente | pense antes | meio ambiente | voordat u deze | denk aan het milieu
    | print deze | zanim wydrukujesz | drukowac | nez vytisknete | nez budete tisknout | tisknout
    | innan du skriver ut | tank pa miljon | skriv inte ut | for du printer | taenk pa miljoet
    | udskriver | for du skriver ut | tenk pa miljoet | tulosta | ymparisto | 印刷する前
    """
  ),
  (
    .outside,
    """
    external email | external e-mail | external sender | external message | originated from outside
    | came from outside | outside of your organi | outside your organi | outside the organi
    | outside our organi | do not click | dont often get email from | externe e-mail | externer absender
    | externen absender | mail externe | correo externo | e-mail esterna | mittente esterno
    | mensagem externa | externe afzender | wiadomosc zewnetrzna | externt mejl | ekstern
    """
  ),
  (
    .leaving,
    """
    unsubscribe | opt out | opt-out | opting out | manage your preferences | manage preferences
    | email preferences | e-mail preferences | mailing preferences | update your preferences
    | manage subscription | newsletter | view in browser | view this email | view online
    | stop receiving | no longer wish to receive | mailing list | removed from our | off our list
    | off our mailing | reply stop | replying stop | text stop | reply with
    | abmelden | abbestellen | abzumelden | austragen | im browser | keine weiteren e-mails
    | keine e-mails mehr | desinscri | desabonn | ne plus recevoir | lettre dinformation
    | darse de baja | darte de baja | dar de baja | boletin | cancelar la suscripcion
    | cancelar suscripcion | anular la suscripcion | dejar de recibir | donar-se de baixa
    | donar-vos de baixa | butlleti | disiscriv | cancella liscrizione | annulla liscrizione
    | cancellarsi | cancellati | non ricevere piu | cancelar a inscricao | cancelar inscricao
    | cancelar subscricao | cancelar a subscricao | deixar de receber | descadastr | anular subscricao
    | uitschrijven | afmelden | nieuwsbrief | schrijf je uit | schrijf u uit | wypisz | wypisac
    | zrezygnowac | rezygnacja z | odhlasit | odhlaseni | odber | avregistrera | avprenumerera
    | nyhetsbrev | avsluta prenumeration | afmeld | nyhedsbrev | frameld | avmeld | meld deg av
    | peruuta tilaus | uutiskirje | lopeta tilaus | 配信停止 | 配信解除 | メルマガ | отписаться | рассылк
    | 退订 | 取消訂閱 | 수신거부 | 수신 거부 | aboneligi
    """
  ),
]
