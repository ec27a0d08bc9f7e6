/// How people put off to a later day, to somebody else, or say that they are away. See `PhraseTable`
/// for the signs.
let elsewhereForms = """
  not_now 7: budget/budgets/money/funds is/are/was/has/have/already/been/all _ spent/gone/exhausted
      /allocated/frozen/tight/committed/finished/used | freeze until/on/for/this | hiring/spending
      /budget freeze | try/ping/check/circle/remind/come/ask me/us/again/back/in _ again/later/once
      /when/after/january/february/march/april/may/june/july/august/september/october/november
      /december/spring/summer/autumn/fall/winter/q1/q2/q3/q4 | contact/write/email/call/catch
      /approach/reach/talk/speak/get me/us/again/back/in/out/to _ later/january/february/march/april
      /may/june/july/august/september/october/november/december/spring/summer/autumn/fall/winter/q1
      /q2/q3/q4 | contact/write/call/ask/ping/email/try me/us/again _ next year/quarter/month/half |
    nothing _ before/until next/spring/summer/autumn/fall/winter/q1/q2/q3/q4/january/the | further
    down the/line | down the line | once/after/until/when the/we/our _ merger/reorganisation
      /reorganization/restructuring/move/migration/holidays/season/project/relaunch/quarter/round |
    middle of a/an _ reorg*/restructuring/move/merger/migration/project/audit | bad/poor/wrong
      /difficult/terrible timing/moment/time | not the moment | perhaps/maybe/possibly later/once |
    perhaps/maybe/possibly _ next year/quarter/month/spring/summer/autumn/winter | after that _
    maybe/perhaps/possibly | but _ at the moment | in/around/from/until/by/after/before early/late
      /mid/the january/february/march/april/may/june/july/august/september/october/november/december
      /spring/summer/autumn/fall/winter/year/quarter
  not_now 6: before/until/after next/spring/summer/autumn/fall/winter/christmas/easter | danach/dann
      /hinterher/anschliessend/spater/nachher gern/gerne | verplant | ausgebucht | ausgelastet | au
      /pour/des/avant printemps/lete/lautomne/lhiver/janvier/septembre | a lautomne | en automne
  not_now 7: gern/gerne _ wieder/spater/erneut/nochmal/nochmals | gern/gerne _ nachstes/nachsten
      /kommendes/kommenden jahr/monat/quartal/halbjahr/fruhjahr/sommer/herbst/winter | gern/gerne
      /noch/wieder _ in _ monaten/wochen/jahren/monat/jahr | nachstes/nachsten/kommendes/kommenden
      /neuen/neues jahr/jahres/quartal/quartals/monat/fruhjahr/sommer/herbst/winter/halbjahr | im/ab
      /anfang/ende/mitte/bis/zum januar/februar/marz/april/mai/juni/juli/august/september/oktober
      /november/dezember/fruhling/fruhjahr/sommer/herbst/winter/ersten/zweiten/dritten/vierten/neuen
      /jahres | budget/budgets/mittel/etat _ ausgeschopft/erschopft/aufgebraucht/verplant/verbraucht
      /vergeben/weg/eingefroren/leer | verschoben/vertagt/zuruckgestellt/auf/eis gestellt/gelegt
      /worden/auf/nachstes | verschoben | vertagt | andere/anderen prioritaten/themen/projekte
      /baustellen | keine/wenig/fehlen kapazitaten/kapazitat/zeit/ressourcen/luft | zeitlich _ nicht
    | passt _ zeitlich | in _ paar/einigen/drei/sechs/zwei/vier/3/6/12 monaten/wochen/jahren | zu
    einem/zum spateren/spaterem zeitpunkt
  not_now 7: budget/budgets _ epuise/epuises/consomme/boucle/clos/gele/geles | pas _ moment/priorite
      /timing | revenez/revenir/recontactez/recontacter/reparle/reparler/reparlera/reparlons
      /rappelez/relancez/reecrivez/rediscuter _ janvier/fevrier/mars/avril/mai/juin/juillet/aout
      /septembre/octobre/novembre/decembre/lete/rentree/mois/printemps/automne/tard/lannee | en
      /apres/debut/fin/courant/dici/a janvier/fevrier/mars/avril/mai/juin/juillet/aout/septembre
      /octobre/novembre/decembre/lete/lannee/2025/2026/2027/2028/automne/printemps/hiver/rentree |
    dans quelques/deux/trois/six/3/6/un/plusieurs mois/semaines/ans/an
  not_now 7: presupuesto _ agotado/gastado/cerrado/congelado/acabado/asignado | ya no _ presupuesto
    | este ano _ no | escribame/escribeme/escribanos/llameme/contacteme/contactenos/contactame
      /vuelva/vuelve/hablamos/hablemos/retomamos/vemos _ tras/adelante/enero/febrero/septiembre
      /octubre/otono/primavera/verano | en/despues/desde/para/hasta/a/tras enero/febrero/marzo/abril
      /mayo/junio/julio/agosto/septiembre/octubre/noviembre/diciembre/verano/otono/primavera
      /vacaciones | despues del verano/ano | dentro de/en unos/tres/seis/3/6/dos/un meses/mes
      /semanas | con otro/otros proyecto/proyectos
  not_now 7: budget _ esaurito/finito/chiuso/bloccato/gia | ci/risentiamoci/sentiamoci/risentirci
    risentiamo/aggiorniamo/a/in/dopo | ci sentiamo _ gennaio/settembre/avanti/anno | non e/sia/era
    il/un _ momento | a/da/dopo/in/verso/entro gennaio/febbraio/marzo/aprile/maggio/giugno/luglio
      /agosto/settembre/ottobre/novembre/dicembre/lestate/autunno/primavera | magari/forse piu/lanno
    | troppo/molto impegnati/presi | tra/fra qualche/alcuni/sei/tre/due/6/3 mesi/mese/settimane |
    dopo lestate | richiamatemi/richiamami/ricontattatemi a/in/dopo/tra
  not_now 7: budget _ op/besteed/vergeven/uitgegeven/bevroren | niet/nu nu/even/even niet/niet | nu
    even niet | probeer/bel/mail/neem/kom/vraag/benader het/me/ons/mij/contact/eens/over/dan _ weer
      /later/opnieuw/terug | volgend/volgende/komend/begin/eind/nieuwe/nieuw jaar/kwartaal/maand
      /voorjaar/najaar/zomer/winter | in/vanaf/na/over het/de/een januari/februari/maart/april/mei
      /juni/juli/augustus/september/oktober/november/december/najaar/voorjaar/zomer/winter/herfst
      /paar/zes/drie/nieuwe | andere/geen prioriteiten/prioriteit/capaciteit | geen tijd
  not_now 7: budzet _ wyczerpany/wykorzystany/zamkniety/zamrozony/rozdysponowany/wydany | odezwac
      /wrocic/wrocmy/wroc/napisac/zadzwonic/skontaktowac/wrocimy/odezwij/odezwijcie _ jesienia
      /wiosna/latem/zima/tematu/pozniej | w/od/do/po styczniu/lutym/marcu/kwietniu/maju/czerwcu
      /lipcu/sierpniu/wrzesniu/pazdzierniku/listopadzie/grudniu/stycznia/wakacjach/nowym | w
    przyszlym/nowym roku/kwartale/miesiacu | nie mamy/mam teraz/obecnie/czasu/czas | za kilka/pare
      /pol/trzy/szesc miesiecy/tygodni/roku | jesienia | wiosna
  not_now 7: orcamento _ acabou/esgotado/fechado/comprometido | volte/volta/fale/procure/retome _
    janeiro/fevereiro/marco/ano/tarde | em/depois/apos/ate/a janeiro/fevereiro/marco/abril/maio
      /junho/julho/agosto/setembro/outubro/novembro/dezembro/ferias
  wrong_person 7: talk/talking/speak/speaking/chat/connect to/with our/my _ director/head/manager
      /team/department/colleague*/boss/ceo/cto/cfo/coo/cmo/it/hr/purchasing/procurement/marketing
      /sales/finance/operations/buyer/partner/assistant/owner/lead/office/chief | contact/contacting
      /ask/asking our/my _ director/head/manager/team/department/colleague*/boss/ceo/cto/cfo/coo/cmo
      /it/hr/purchasing/procurement/marketing/finance/operations/buyer/partner | better/best/should
      /suggest/recommend/need/want/try/please/advise/ought/must _ talk/talking/speak/speaking
      /contact/contacting/ask/asking/approach/try/write/reach _ our/my/his/her/him/them | try _
    contacting/asking/emailing/reaching | be/is/are one/question/matter/topic for our/my/the/his/her
    | not involved/responsible/dealing in/for/with | not my/our area/department/responsibility/remit
      /field/decision/call/job/role/thing/team | isnt/not _ my/our area/department/remit
      /responsibility/decision/call | no longer _ work/working/handle/handling/responsible/involved
      /charge/deal/manage | dont handle/manage this/that/these | dont make _ decision/decisions |
    dont look after | looks/takes/is/are after/care/responsible/charge of/for/this/that/in _ this
      /that/it/these/all | has/have taken over | taken over from | forwarded/forwarding/passed
      /passing/handed/redirected your/this/it/the/on _ to/note/on/email/message/mail | you need/want
    _ in/from facilities/purchasing/procurement/it/hr/marketing/finance/sales/operations/accounting
    | only/just an/a intern/trainee/student/assistant/temp | would decide that | decided/handled
      /managed/made by our/head/the/my | best person is/to/would/for | right/correct/appropriate
    person is/to/would/for | better off talking/speaking/contacting/asking/with
  wrong_person 7: nicht der/die/das _ passende/zustandige/richtige/korrekte/geeignete | nicht _
    ansprechpartner*/zustandig*/verantwortlich* | ist/sind _ frau/herr/kollege/kollegin/kollegen _
    zustandig/verantwortlich/ansprechpartner* | zustandig/verantwortlich ist/sind/ware | wenden sie
    sich | wende/wendet dich/euch | sprechen/kontaktieren/fragen/schreiben/mailen/versuchen
      /probieren sie _ mit/bei/an/herrn/frau/meinen/meine/unsere/unseren/unserer/unserem/kollegen
      /kollegin _ herrn/herr/frau/kollegen/kollegin/abteilung/einkauf/zentrale/unsere/unseren
      /unserer/it/marketing/geschaftsfuhrung/vertrieb | an _ weitergegeben/weitergeleitet
      /weiterleiten/weitergereicht/ubergeben/geschickt | weitergegeben | weitergeleitet | arbeitet
      /arbeite/ist/bin nicht mehr/langer bei/fur/im/hier/tatig | entscheidet/entscheiden/macht
      /regelt/verantwortet _ unsere/unser/die/der/frau/herr _ zentrale/chef*/geschaftsfuhr*/vorstand
      /einkauf/abteilung/kollege/kollegin/mutterkonzern/mutter | bin _ aussen vor
  wrong_person 7: voyez/voir/contactez/contacter/adressez/adresser/rapprochez/rapprocher/ecrivez
      /parlez/demandez vous/avec/a/directement/mon/ma/notre/plutot/le _ avec/mme/madame/monsieur/m
      /mon/ma/notre/service/collegue/responsable/direction/directeur | ne moccupe/gere plus/pas | ne
    travaille plus | ne suis plus/pas _ responsable/charge/bonne/bon/concerne/concernee
      /decisionnaire | nest/est pas/plus de/mon/ma/dans _ ressort/domaine/service/responsabilite
      /perimetre | jai/avons/ai/nous transmis/transfere/fait/transmettons/transferons _ demande
      /message/mail/au/a/suivre | service concerne | cest _ qui gere/soccupe/decide/voit
  wrong_person 7: no llevo/gestiono/decido | no me encargo/ocupo | no soy _ persona/responsable
      /encargado/encargada/indicado | se encarga/ocupa | hable/hablar/contactar/contacte/escriba
      /dirijase/consulte/habla/contacta con/al/directamente _ compras/companero/companera/director
      /directora/responsable/departamento/jefe/marketing | persona/el/la encargada/encargado
      /responsable/adecuada/indicada es | quien/quienes lleva/llevan/decide/gestiona | le/te paso
      /dejo su correo/contacto/mail/telefono | he/hemos reenviado/pasado/trasladado
  wrong_person 7: non mi/ne occupo | non me ne occupo | non sono io/il/la _ responsabile/persona
      /referente | non e _ competenza
    | non essere/sono io/la/il _ persona/responsabile/referente | deve/dovrebbe/puo/provi/provate/contatti/contattate/parli
      /scriva/rivolga parlare/sentire/contattare/con/il/la/a/lufficio/scrivere/rivolgersi _ con/il
      /nostro/nostra/lufficio/al/responsabile/collega/ufficio | ho/abbiamo inoltrato/girato/passato
    | se ne occupa | lufficio/ufficio acquisti/marketing/it/commerciale
  wrong_person 7: ga ik niet/over | ik niet _ over | moet/kunt/kan/zou/beter u/je/zijn/jij/contact _
    bij/met/zijn/onze/opnemen/mijn _ directeur/manager/collega/afdeling/zijn/inkoop/onze |
    doorgestuurd/doorgezet/doorgegeven aan/naar/een | collega _ over/gaat/verantwoordelijk | niet
    verantwoordelijk/mijn/de voor/afdeling/juiste | werkt/werk hier/niet niet/meer _ meer/bij
  wrong_person 7: nie zajmuje/odpowiadam/decyduje/pracuje _ sie/za/tym/juz/o/u | prosze/prosimy _
    pisac/kontaktowac/skontaktowac/dzwonic/zwrocic/kontakt _ do/z/dzialu/kolega/kolezanka/dzialem
      /panem/pania | przekazalem/przekazalam/przekazalismy/przekazuje/przeslalem/przeslalam |
    zajmuje sie tym/u
  wrong_person 7: quem cuida/responde/decide/trata/e/ve disso/por/sobre/o/isso/responsavel/isto _ e
    | fale/falar/contate/contacte/procure/encaminhei/encaminhamos/repassei com/a/o/para/meu/minha |
    nao _ cuido/respondo/trabalho/responsavel
  ooo 7: little/limited/no/restricted/intermittent/poor/patchy/reduced/sporadic _ access to _ mail
      /mails/email*/e/internet/messages/laptop/inbox | travelling/traveling/away this/next/until
      /till/from/all/for/today/tomorrow/on _ week/monday/tuesday/wednesday/thursday/friday/day/days
      /weeks/month/january/february/march/april/may/june/july/august/september/october/november
      /december | im/am/be/is/are out/off this/next/until/till/from/all/for/today/tomorrow | on
    secondment | when/once/after im back | when/once i am back | when/once i get back to/from the |
    upon/on my return | in my absence | offices/office/shop/company/business are/is/will/remain
      /remains be/shut/closed _ shut/closed/from/between/until/for/over | are shut | is shut |
    between christmas and | in the meantime _ contact/please/email/reach | contact _ in the meantime
  ooo 7: nicht im/in hause/haus/buro/office/dienst | bin/befinde/sind mich/ich/wir/bis/vom/derzeit
      /momentan/zur/aktuell/im/in/einschliesslich _ urlaub/elternzeit/mutterschutz/dienstreise
      /abwesend/unterwegs/krank/krankgeschrieben/ferien/sabbatical | meine vertretung | vertretung
    ubernimmt/ist/durch | vertritt mich | erst/wieder _ erreichbar | auf geschaftsreise | auf
    dienstreise | mails/emails nur/selten/unregelmassig | dringenden/dringende/eiligen/eilige
      /dringlichen fallen/angelegenheiten/anliegen/fragen _ wenden/wende/kontaktieren/erreichen/sich
      /sie/an | wird/werden nicht weitergeleitet/gelesen/bearbeitet | ab/am _ wieder da/zuruck
      /erreichbar/im
  ooo 6: on a/an course/training/conference/trip/retreat/holiday _ until/till/from/this/and
    | er weer op/ben/terug | mail/mails/mailbox/berichten _ niet gelezen
  ooo 6: buro/geschaft/firma/betrieb/praxis/kanzlei/unternehmen _ geschlossen | von/vom _ bis _
    geschlossen | bis _ geschlossen | bureaux/agence/entreprise/magasin _ ferme/fermes/fermee |
    ferme/fermes/fermee jusqu* | cerrado/cerrada/cerrados/cerradas hasta/por/del/desde | chiuso
      /chiusi/chiusa fino/per/dal | gesloten tot/van/wegens | zamkniete/nieczynne do/od
  ooo 7: en conge/conges/vacances/deplacement/formation/arret jusqu*/du/annuel/maternite/parental
      /inclus/et | absent/absente/absents du/jusquau/de/ce/cette/pour/jusqu/le/actuellement | a mon
      /notre retour | en cas durgence | je/vous repondrai/reponds des/a _ retour | de retour le/au
      /lundi
  ooo 7: de/en vacaciones/baja/viaje/permiso hasta/del/por/desde/y | fuera de la/mi/oficina | hasta
    mi/su/el regreso/vuelta | a mi regreso/vuelta | para cualquier/temas/asuntos/casos urgencia
      /urgente/urgentes
  ooo 7: in/per ferie/vacanza/trasferta/maternita fino/dal/sino/e/al | al mio/nostro rientro/ritorno
    | saro/sono/siamo _ ferie/assente/fuori/vacanza/via/rientro | per urgenze/urgenza | in caso di
    urgenza
  ooo 7: afwezig/vakantie/verlof/vrij tot/van/t/wegens/en | beperkt/beperkte/geen toegang/bereikbaar
    | ben ik _ terug/aanwezig/bereikbaar/afwezig | bij dringende/spoed zaken/vragen | weer terug
      /aanwezig/bereikbaar
  ooo 7: przebywam/jestem/bede/do/na _ urlopie/zwolnieniu/delegacji/macierzynskim/nieobecny
      /nieobecna | w pilnych/naglych sprawach | wracam/bede do/w/dostepny/dostepna/z _ biura
      /powrotem
  ooo 7: de/em ferias/viagem/licenca ate/do/de/e | em caso de urgencia | na minha ausencia
  neutral 5: mass/bulk/automated/spam mail/mailing/email/message/letter | raise/discuss/run/share
      /check/bring it/this/with/that/by _ team/internally/colleagues/management/board/boss/partner*
      /up/to | come/get back to you | come across my/our | got/get/have/obtained/find my/our details
      /address/email/contact/name/number | who are you | do i know you | have we met | is this a/an
    bot/scam/robot/mass/automated/real/joke | woher _ meine/meinen/unsere/unseren | comment _ mon
      /notre/mes adresse/email/mail/coordonnees/contact/nom | come _ mio/miei/nostro indirizzo
      /contatto/dati/email | de donde/como _ mi/mis/nuestro/nuestra correo/datos/direccion/contacto
      /email | hoe _ mijn/ons adres/gegevens/mailadres/emailadres | skad _ moj/nasz/moje adres/dane
      /mail/email/kontakt
  """
