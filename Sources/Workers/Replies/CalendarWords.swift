import Mail

/// Names of months and days, and words for coming back, in the languages of mail. All folded: small
/// letters without accents. A word with a star stands for all that begin so, as cases need it.
enum CalendarWords {
  static let months = WordTable(
    """
    1 january januar janvier enero gener gennaio janeiro januari stycz* led* leden januara janua*
    1 tammi* ocak ianuarie jaanuar* sausio янв* січ* ιαν* jan ene gen janv sijec* janvar*
    2 february februar februari fevrier febrero febrer febbraio fevereiro lut* unor* helmi* subat
    2 februarie veebruar* vasario фев* лют* φεβ* feb fev fevr febr febrer velja*
    3 march marz maerz mars marzo marc marco maart brez* marts maalis* marci* mart martie marta
    3 kovo марта март берез* μαρτ* mar mrt marec ozuj*
    4 april avril abril aprile kwie* dub* huhti* nisan aprilie aprilis balandz* апр* квіт* απρ*
    4 apr avr abr aprill travn*
    5 may mai mayo maig maggio maio mei maj maja kvet* touko* maju* mayis gegu* мая май трав* μαι*
    5 toukokuu* svib*
    6 june juni juin junio juny giugno junho czerw* cerven kesa* jun* haziran iunie juuni* birzel*
    6 июн* черв* ιουν* jun giu cervna cervnu
    7 july juli juillet julio juliol luglio julho lip* cervenec cervence cervenci heina* juli*
    7 temmuz iulie juuli* liepos июл* липн* ιουλ* jul juil lug
    8 august aout agosto agost augustus sierp* srp* augusti elo* augusz* agustos rugpj* авг* серп*
    8 αυγ* aug aou elokuu* kolovoz*
    9 september septembre septiembre setembre settembre setembro wrze* zar* septemb* syys* szept*
    9 eylul septembrie rugsej* сен* верес* σεπτ* sep sept rujan* rujna*
    10 october oktober octobre octubre ottobre outubro pazdz* rij* oktob* loka* okto* ekim octombrie
    10 spalio окт* жовт* οκτ* oct okt ott oktoober* oktoobri*
    11 november novembre noviembre novembro listop* novemb* marras* kasim noiembrie lapkr* ноя*
    11 листоп* νοε* nov studen*
    12 december dezember decembre diciembre desembre dicembre dezembro grud* prosin* desember decemb*
    12 joulu* aralik* decembrie detsemb* gruod* дек* груд* δεκ* dec dez dic
    """)

  /// Monday is 1.
  static let weekdays = WordTable(
    """
    1 monday montag* lundi lunes dilluns lunedi segunda* maandag poniedzial* pondel* mandag*
    1 maanantai* hetfo* pazartesi* luni понедельник* понеділ* δευτερα* esmaspaev* pirmdien* pirmadien*
    1 ponedjelj* ponedelj*
    2 tuesday dienstag* mardi martes dimarts martedi terca* dinsdag wtor* uter* utery tisdag* tirsdag*
    2 tiistai* kedd* sali marti вторник* вівтор* τριτη* teisipaev* otrdien* antradien* utorak utorka torek
    3 wednesday mittwoch* mercredi miercoles dimecres mercoledi quarta* woensdag srod* stred* onsdag*
    3 keskiviik* szerd* carsamba* miercuri среду среда среды серед* τεταρτη* kolmapaev* sreda sredu srijed*
    4 thursday donnerstag* jeudi jueves dijous giovedi quinta* donderdag czwart* ctvrt* torsdag*
    4 torstai* csutort* persembe* joi четверг* четвер* πεμπτη* neljapaev* cetrt* cetvrt*
    5 friday freitag* vendredi viernes divendres venerdi sexta* vrijdag piatek piatku patek patku patk* fredag*
    5 perjantai* pentek* cuma vineri пятниц* пятницу пятниця пятницю παρασκευη* reede* petak petka petek
    6 saturday samstag* sonnabend* samedi sabado dissabte sabato zaterdag sobot* lordag*
    7 sunday sonntag* dimanche domingo diumenge domenica zondag niedziel* nedel* sondag*
    """)

  /// Ahead by so many days.
  static let ahead = WordTable(
    """
    1 tomorrow morgen demain manana dema domani amanha jutro zitra imorgon imorn huomenna huomiseen
    1 holnap yarin maine завтра αυριο homme sutra jutri huomiselle
    2 overmorgen ubermorgen apresdemain pojutrze pozitri overmorgen ylihuomenna ylihuomiseen послезавтра
    2 післязавтра dopodomani overmorgon
    """)

  /// Words for being back: the date beside them is the one.
  static let back = WordSet(
    """
    return returning returns back resume resuming reopen reopening reopens available reachable again
    zuruck wieder erreichbar zuruckkehren kehre retour reviens reviendrai revenu rentre rentrerai joignable
    reouverture regreso regresare vuelvo vuelta volvere incorporo reincorporo incorporare reincorporare
    disponible torno tornare tornada tornero rientro rientrero ritorno ritornero disponibile
    retorno retornarei volto voltarei regresso regressarei volta disponivel terug aanwezig bereikbaar
    wracam wroce powrot powroce powrotem dostepny dostepna vratim zpet navrat zpatky k-dispozici tillbaka ater
    atervander tilbage tilbake palaan takaisin palaa tavoitettavissa visszat* vissza elerheto donuyorum donecegim
    donus вернусь возвращаюсь выхожу выйду буду повернусь επιστρεφω επιστρεψω διαθεσιμος revin revenim tagasi
    atgriez* grisiu griztu vracam vratit* nazaj dosegljiv dostupan
    """)

  /// Words for the end of an absence.
  static let until = WordSet(
    """
    until till til through thru bis einschliesslich jusqu jusquau jusqua jusquen hasta fins ate fino sino
    entro tot do az tills fram indtil til til-og-med frem до по μεχρι εως pana lidz iki kuni asti saakka
    """)

  /// The same, where they stand behind the date.
  static let untilBehind = WordSet(
    """
    asti saakka kadar kader inclusive included inclus einschliesslich incluido incluso compreso tm bezarolag
    """)

  /// Words by which a language says from when on; also said of the beginning of an absence.
  static let from = WordSet("ab vanaf desde des ab dal from od fra fran alkaen")

  static let english = WordSet(
    "until till through thru return returning returns back resume resuming reopen reopening available"
  )
}

/// Words, each with its number.
struct WordTable: Sendable {
  private var whole: [Substring: Int] = [:]
  private var beginnings: [Substring: [(stem: Substring, number: Int)]] = [:]

  init(_ table: String) {
    for line in folded(table).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let number = words.first.flatMap({ Int($0) }) else { continue }
      for word in words.dropFirst() {
        if word.hasSuffix("*") {
          let stem = word.dropLast()
          beginnings[stem.prefix(2), default: []].append((stem, number))
        } else {
          whole[word] = whole[word] ?? number
        }
      }
    }
  }

  subscript(word: Substring) -> Int? {
    if let number = whole[word] { return number }
    let found = beginnings[word.prefix(2)]?.filter { word.hasPrefix($0.stem) }
    return found?.max { $0.stem.count < $1.stem.count }?.number
  }
}

struct WordSet: Sendable {
  private let table: WordTable

  init(_ words: String) {
    table = WordTable(
      words.split(whereSeparator: \.isWhitespace).map { "1 \($0)" }.joined(separator: "\n"))
  }

  func contains(_ word: Substring) -> Bool { table[word] != nil }
}
