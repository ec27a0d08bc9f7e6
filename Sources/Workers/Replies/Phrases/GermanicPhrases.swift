/// German, Dutch, Swedish, Danish, Norwegian; see `PhraseTable` for the signs.
let germanicPhrases = """
  unsubscribe 6: keine weiteren mails | keine weiteren e mails | keine weiteren nachrichten
    | keine mails mehr | keine e mails mehr | keine nachrichten mehr | keine werbung
    | keine newsletter | abmelden | melden sie mich ab | abbestellen | austragen | abmeldung
    | aus dem verteiler | aus ihrem verteiler | von der liste | von ihrer liste | aus ihrer liste
    |  loschen sie mein* | loschen sie meine _ | meine daten loschen
    | daten zu loschen | loschung meiner | nicht mehr kontaktieren | nicht mehr anschreiben
    | nicht mehr schreiben | nicht weiter kontaktieren | kontaktieren sie mich nicht
    | schreiben sie mir nicht | schreiben sie uns nicht | horen sie auf | lassen sie mich in ruhe
    | widerspreche der | dsgvo | unterlassen sie | unerwunschte werbung | wunschen keine
    | mochte keine _ mails | mochte keine weiteren | will keine _ mails | stoppen sie
    | kein weiterer kontakt | keine kontaktaufnahme
  unsubscribe 6: afmelden | uitschrijven | schrijf mij uit | schrijf me uit | verwijder mij
    | verwijder me | geen mails meer | geen e mails meer | niet meer mailen | niet meer benaderen
    | geen contact meer | stop met mailen | van de lijst | uit uw bestand | uit jullie bestand
    | mail mij niet | geen reclame | niet meer contacteren | avregistrera | avsluta prenumeration*
    | ta bort mig | sluta mejla | sluta maila | sluta kontakta | inga fler mejl | inga fler mail
    | kontakta mig inte | maila mig inte | mejla mig inte | vill inte ha fler | avanmal* | afmeld*
    | fjern mig | slet mig | slet mine | stop med at | ikke flere mails | kontakt mig ikke
    | skriv ikke til | frabeder mig | meld meg av | avmeld* | fjern meg | slett meg
    | ikke flere e poster | ikke kontakt meg | slutt a | onsker ikke flere | slet mine data
  ooo 6: nicht im buro | ausser haus | im urlaub | in urlaub | abwesend | abwesenheit*
    | automatische antwort | automatische ruckmeldung | automatisch erstellt* | bin derzeit nicht
    | zur zeit nicht im | momentan nicht im | nicht erreichbar | wieder erreichbar
    | wieder im buro | wieder fur sie da | bin ich zuruck | ab dem _ wieder | elternzeit
    | mutterschutz | krankgeschrieben | auf dienstreise | betriebsferien | bis zum _ nicht
    | in dringenden fallen | e mails werden nicht weitergeleitet
    | mails werden nicht weitergeleitet | kehre _ zuruck | nicht weitergeleitet
  ooo 6: niet op kantoor | buiten kantoor | afwezig* | op vakantie | met vakantie | met verlof
    | automatisch antwoord | niet aanwezig | weer aanwezig | weer bereikbaar | beperkt bereikbaar
    | terug op kantoor | zwangerschapsverlof | ouderschapsverlof | bij afwezigheid | ben ik terug
    | inte pa kontoret | pa semester | har semester | foraldraledig* | automatiskt svar | autosvar
    | ar tillbaka | ater pa kontoret | tjanstledig | bortrest | ikke pa kontoret | pa ferie
    | holder ferie | automatisk svar | er tilbage | tilbage pa kontoret | tilbake pa kontoret
    | er tilbake | har ferie | barselsorlov | foraldrapermisjon | foreldrepermisjon
    | ute av kontoret | ude af huset | fravaerende | begrenset tilgang | begransad
  wrong_person 6: nicht der richtige | nicht die richtige | falscher ansprechpartner
    | falsche ansprechpartner* | nicht zustandig | nicht verantwortlich | nicht mein bereich
    | zustandig ist | zustandig dafur | ansprechpartner ist | ansprechpartnerin ist
    | wenden sie sich | nicht mehr im unternehmen | nicht mehr bei | nicht mehr fur _ tatig
    | nicht mehr tatig | habe das unternehmen verlassen | hat das unternehmen verlassen
    | leite ich weiter | leite es weiter | weitergeleitet an | leite ihre _ weiter
    | kollege _ zustandig | kollegin _ zustandig | falsche person | andere abteilung
    | niet de juiste persoon | verkeerde persoon | niet verantwoordelijk | niet meer werkzaam
    | werk hier niet | ga ik niet over | stuur ik door | neem contact op met | andere afdeling
    | mijn collega | fel person | inte ratt person | inte ansvarig | slutat pa | jobbar inte
    | arbetar inte | vidarebefordrar | kontakta min kollega | annan avdelning | forkert person
    | ikke den rette | ikke ansvarlig | arbejder ikke laengere | videresender
    | kontakt min kollega | feil person | ikke rett person | ikke riktig person
    | jobber ikke lenger | sluttet i
  not_now 6: nicht jetzt | jetzt nicht | im moment nicht | momentan nicht | derzeit nicht
    | zur zeit nicht | aktuell nicht | gerade nicht | aktuell kein bedarf | derzeit kein bedarf
    | momentan kein bedarf | aktuell keinen bedarf | derzeit keinen bedarf | spater
    | nachstes jahr | nachsten jahr | nachstes quartal | nachsten quartal | im fruhjahr
    | im herbst | im sommer | nach dem sommer | in ein paar monaten | in einigen monaten
    | in drei monaten | in sechs monaten | melden sie sich _ wieder
    | melden sie sich _ noch einmal | noch zu fruh | kein guter zeitpunkt | falscher zeitpunkt
    | keine zeit | zu viel zu tun | erst im | vielleicht spater | kommen sie _ auf mich zu
  not_now 6: niet nu | nu niet | op dit moment niet | momenteel niet | later dit jaar
    | volgend jaar | volgend kwartaal | misschien later | over een paar maanden | geen goed moment
    | neem later | kom later | inte just nu | inte nu | just nu inte | senare i ar | nasta ar
    | nasta kvartal | kanske senare | aterkom | hor av dig igen | dalig tajming | om nagra manader
    | ikke lige nu | ikke nu | naeste ar | naeste kvartal | senere pa aret | maske senere
    | vend tilbage | om nogle maneder | darlig timing | neste ar | neste kvartal | kanskje senere
    | senere i ar | ta kontakt igjen | darlig tidspunkt | ikke na
  negative 6: kein interesse | nicht interessiert | nicht interessant | keinen bedarf
    | kein bedarf | nicht relevant | brauchen wir nicht | benotigen wir nicht | nein danke
    | danke nein | haben bereits | haben schon | sind bereits versorgt | sind zufrieden
    | gut aufgestellt | bestens versorgt | zu teuer | kein budget | passt nicht | nicht passend
    | kommt nicht in frage | kommt fur uns nicht | absage | absagen | lehnen ab | lehne ab
    | anwalt | datenschutzbeauftragt* | beschwerde | abmahnung | abmahnen | rechtlich*
    | belastigung | frechheit | unserios | spam | anzeige erstatten | verzichten | nicht notig
    | arbeiten bereits mit | entschieden uns
  negative 4: ^nein$ | ^nein. | ^nein | leider nicht | leider
  negative 6: geen interesse | niet geinteresseerd | geen behoefte | nee bedankt | nee dank
    | hebben al een | hebben we al | te duur | geen budget | niet relevant | niet nodig
    | zijn voorzien | zijn tevreden | niet passend | past niet | inte intresserad*
    | inget intresse | ej intresserad* | nej tack | har redan | for dyrt | ingen budget
    | inte aktuellt | ej aktuellt | inte relevant | behover inte | ar nojda | tackar nej
    | ikke interesseret | ingen interesse | nej tak | har allerede | ikke relevant | ikke aktuelt
    | har ikke brug | er tilfredse | takker nej | ikke interessert | nei takk | trenger ikke
    | er fornoyd | takker nei | ikke aktuell | ikke behov | intet behov
  negative 4: ^nee$ | ^nee | ^nej$ | ^nej | ^nei$ | ^nei | helaas | tyvarr | desvaerre | dessverre
  positive 6: bin interessiert | sind interessiert | klingt interessant | klingt gut
    | klingt spannend | hort sich gut an | hort sich interessant | hort sich spannend
    | habe interesse | haben interesse | sehr interessiert | grundsatzlich interessiert
    | wurde mich interessieren | interessiert mich | interessiert uns | interesse besteht
    | besteht interesse | mehr informationen | weitere informationen | mehr infos | weitere infos
    | mehr erfahren | mehr dazu | schicken sie | senden sie mir | senden sie uns
    | senden sie bitte | schicken sie mir | zusenden | rufen sie mich an | rufen sie an
    | ruf mich an | termin | telefonat | telefonieren | gesprach | was kostet | wie viel kostet
    | preise | preis | preisliste | kosten | angebot | vorfuhrung | demo | kalender | gerne | gern
    | wann passt | wann hatten sie | passt mir | passt uns | konnen wir | konnten wir
    | lassen sie uns | freue mich | ja bitte | wie funktioniert
  positive 5: ^ja | ^gerne | ^klar | ^auf jeden fall | ^sicher
  positive 6: ben geinteresseerd | zijn geinteresseerd | klinkt goed | klinkt interessant
    | interessant | heb interesse | meer informatie | meer info | stuur mij | stuur maar
    | stuur me | kunt u _ sturen | kun je _ sturen | bel mij | bel me | afspraak | kennismaken
    | wat kost | hoeveel kost | prijzen | prijs | offerte | graag | lijkt me goed | lijkt mij
    | wanneer kunnen | wanneer kun | laten we | plan een | ar intresserad* | ar intresserade
    | later intressant | later bra | later spannande | intressant | mer information | mer info
    | skicka | garna | boka | mote | vad kostar | hur mycket kostar | pris | priser | offert
    | ring mig | nar kan | kan vi prata | kan vi ses | passar bra | beratta mer
    | lyder interessant | lyder godt | lyder spaendende | er interesseret | er interesserede
    | mere information | mere info | send mig | send gerne | meget gerne | mode | hvad koster
    | tilbud | ring til mig | hvornar kan | fortael mere | hores interessant ut | hores bra ut
    | hores spennende | er interessert | mer informasjon | gjerne | hva koster | nar kan vi
    | passer bra | fortell mer
  positive 5: ^graag | ^zeker | ^prima | ^jazeker | ^garna | ^absolut | ^javisst | ^gjerne
    | ^sikkert
  neutral 5: wer sind sie | was ist das | was genau machen sie | woher haben sie | worum geht es
    | wie kommen sie | wie sind sie | im moment lauft es | wie bist du | woher hast du
    | wie zijn jullie | wie bent u | wat is dit | waar heeft u | hoe komt u aan | hoe kom je aan
    | vem ar | vad ar detta | var har du fatt | hur fick | hvem er | hvad er dette | hva er dette
    | hvor har du
  neutral 2: ^danke$ | ^danke | ^ok danke | ^bedankt | ^tack$ | ^tack | ^tak$ | ^takk$ | erhalten
  ooo 6: buro/praxis/betrieb/geschaft vom/von 0*/1*/2*/3* | buro/praxis/betrieb/geschaft _
    geschlossen
  """
