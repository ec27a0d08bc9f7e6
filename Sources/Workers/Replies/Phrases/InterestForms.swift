/// How people say that they want it, and that they do not. See `PhraseTable` for the signs.
let interestForms = """
  positive 6: put/pull/draw _ a/together quote/proposal/offer/estimate | weve/we/ive/i been
    evaluating | been/are/were evaluating/exploring/comparing options/solutions/vendors/tools
      /providers/suppliers | give me/us a ring/call/shout/bell/buzz | ring/phone/call me/us | can
      /could/would do monday/tuesday/wednesday/thursday/friday/tomorrow/any/next/at | set/get/sort
      /fix something/that/this/it/one up/in/out/booked | set up a/some/time | find/book/pick/suggest
      /propose/arrange/fix/agree a/some/us/me _ slot/time/date/meeting/call/times | might/may/could
      /would/do/definitely/really need something/this/that/such/your | what are/is/would/were/do _
    cost/costs/price/prices/fee/fees/rate/rates/charges/charge/pricing | how does/about/is/would
    monday/tuesday/wednesday/thursday/friday/tomorrow/next/this | in my/the/our diary/calendar
      /agenda | up for a/it/this/that | up for _ call/chat/demo/meeting | send/give/drop/let me/us
      /over/across/through _ times/dates/slots/info*/details/material*/deck/brochure/proposal/quote
      /prices/pricing/know/overview/link | not opposed/averse/against to | not against a/the |
    nothing against | wouldnt mind | would not mind | dont mind a | see no reason not | dont see why
    not | see why not | no reason why not | no objection* | why dont/not we/you/i | cant wait | cant
      /cannot wait until/till/for next/another | couldnt agree more | hear/know/learn/find
      /understand _ more/out | piqued my/our | caught my/our | of interest to us/me/our | of great
    interest | right up our/my | just what we/i | what we/i need/needed/are/were | in the market for
    | on the lookout for | could/would be a good/great/nice/perfect fit | interested to/in | would
    welcome a/the | welcome a | lets make/get/have/find/set/see/catch/hear/arrange/organise/organize
  positive 5: so/but/and/well/actually/then yes | keen | tell me/us what/how/about | go on then | do
    go on | fire away | all ears | willing to listen/talk/meet/try/learn/consider/see
  negative 6: sorted/covered/set on this/that _ front | were/are/im fine/good/ok/okay as/where we/it
      /is/are | were sorted | we are sorted | all sorted | were covered | weve got this/that/it
      /someone/people covered/already | a no from/for us/me | its a no | is a no | answer is no |
    have to say no | say no | no/not requirement/requirements/relevance/demand/appetite/use/interest
    for/to/of/in/here | no relevance | no requirement* | no appetite | dont/not outsource | never
    outsource | stick/sticking/stay/staying/remain with what/our/who | not/dont/doesnt/dont/isnt
    think/see/believe/feel _ fit/match/need/value/use/point | wasnt/isnt/not/arent for us/me/our |
    decided/choose/chose/chosen against/not | wont/not/dont be/want/wish/going taking/moving
      /pursuing/proceed*/pursue/progress* | wont be | not taking _ forward/further/on | we wont/will
    _ needing | isnt/not anything/something we/i/that/for | have _ supplier/provider/vendor/partner
      /agency/system/solution/tool already | already _ supplier/provider/vendor/partner/agency
      /contract/sorted/covered/someone | signed _ with _ else/another/competitor | signed a/an/our _
    contract/deal with | under contract | no plans/intention/intentions to
  positive 6: glad/keen/delighted/pleased/eager to see/hear/meet/talk/discuss/learn/chat/join/try
    | on/nous peut/pouvons/pourrait/pourrions se/nous voir/parler/appeler/rencontrer
  positive 5: monday/tuesday/wednesday/thursday/friday/tomorrow/morning/afternoon _ fine/works/work
      /ok/okay/good/suits/possible | lundi/mardi/mercredi/jeudi/vendredi/demain _ convient/va
      /possible/irait/marche/ira | lunes/martes/miercoles/jueves/viernes/manana _ bien/viene/puedo
      /conviene | lunedi/martedi/mercoledi/giovedi/venerdi/domani _ bene/posso/libero/libera |
    maandag/dinsdag/woensdag/donderdag/vrijdag/morgen _ kan/past/schikt/prima
  negative 6: give it/this a miss | nothing for us/me | pas pour nous/moi/notre/lentreprise
  negative 6: decided/chosen/chose/opted/elected _ another/other/different/else/elsewhere/against |
    go/going/gone/went in/with/for/down another/other/different/someone | beyond/outside/above/over
      /exceeds what/our/my/the _ spend/budget/afford/means/range/reach | our/company policy _ not |
    of no use/interest/value/relevance | no use to/for | wont/not be needing | see/have no reason
      /need/point/benefit to/in/for
  nothing 2: thank/thanks/thankful/appreciate you/for/your/the _ offer/proposal/quote/interest/info*
      /demo | dank/danke fur das/ihr/ihre/ihren/die/den/euer/eure/dein/deine angebot/nachricht/mail
      /anfrage/interesse/informationen/infos/vorschlag/unterlagen | merci/remercie/remercions pour
      /de/vous votre/cette/la/pour/lenvoi/de _ offre/proposition/message/interet/demarche
      /information/informations | gracias por su/tu/la/el/vuestra/vuestro oferta/propuesta/mensaje
      /interes/informacion/correo | grazie per la/il/lofferta/linteresse/sua/vostra _ proposta
      /offerta/mail/messaggio/interesse/informazioni | dank/bedankt voor je/uw/de/het/jullie bericht
      /aanbod/voorstel/offerte/interesse/mail/informatie | dziekuje/dziekujemy/dzieki za oferte
      /wiadomosc/propozycje/kontakt/informacje/maila | obrigado/obrigada/agradeco/agradecemos pela
      /pelo/a/o/sua _ proposta/oferta/contato/mensagem/interesse
  nothing 3: no interest rate | if not interested | if you are not interested
  positive 6: hatte/hatten/habe/haben/besteht/bestunde/grosses/prinzipiell/durchaus/grundsatzlich _
    interesse | ware/waren/bin/sind/sehr/durchaus/grundsatzlich/zusammenarbeit _ interessiert
      /neugierig/offen | konnte/konnten/durfte/wurde/wurden _ interessant/interessieren/passen
      /spannend/helfen/gebrauchen | wurde/wurden/mochte/mochten _ gern/gerne/mehr/kennenlernen
      /ansehen/anschauen/erfahren/testen | unterlagen/infomaterial/informationsmaterial
      /informationen/infos/broschure/prospekt/preisliste/konditionen/referenzen _ zukommen/schicken
      /senden/zusenden/zuschicken/mailen/zumailen | schicken/senden/mailen/zeigen/erklaren/nennen
      /machen/unterbreiten/erstellen sie mir/uns | schick/sende/schickt/zeig mir/uns | lassen sie
    uns/mir _ sprechen/telefonieren/reden/treffen/zukommen/zusammensetzen/sehen/vereinbaren | uns
      /mal/kurz/einmal zusammensetzen/treffen/austauschen/telefonieren/sprechen/kennenlernen | was
      /wieviel/wie _ kosten/kostet/preis/preise | was wurde _ kosten | nicht abgeneigt | melden sie
    sich _ telefonisch/telefon/kurz/bei | rufen sie | ruf mich/uns/kurz/doch | wann/wie ware/waren
      /passt/hatten/haben/konnen/konnten/geht sie/es/wir/ihnen _ zeit/weiter/passen/termin/sprechen
    | zeit fur ein/einen/eine | vereinbaren | termin* | telefontermin | ruckruf | zuruckrufen |
    trifft sich gut | suchen/suche gerade/aktuell/derzeit/so/genau | haben/hatten sie/ihr _ zeit |
    montag/dienstag/mittwoch/donnerstag/freitag/morgen/nachmittag passt/ginge/geht/ware/wurde |
    kennenlernen | gerade/sehr/hoch aktuell/relevant/spannend | wie geht es weiter | nachste
    schritte
  negative 6: dagegen/anders/anderweitig entschieden | gegen _ entschieden
  negative 6: ist/das _ nichts fur uns | fur/bei uns _ nichts | kein/keinen/keinerlei/keine _ bedarf
      /interesse/verwendung/gebrauch/einsatz/nutzen/mehrwert | bereits/schon _ partner/anbieter
      /dienstleister/losung/lieferanten/agentur/versorgt/tool/system/vertrag | nicht/weniger _
    interessant/interessiert/relevant/passend/geeignet/benotigt/gebraucht | daran/dafur _ kein
      /keinen/keine _ interesse/bedarf/budget/verwendung | planen keinen/keine wechsel/anderung
      /veranderung/umstieg | sehr/vollkommen/vollauf/rundum/ganz zufrieden | zufrieden mit/und |
    mussen _ absagen | machen/erledigen/losen wir/das intern/selbst/inhouse | das/dies machen wir
    intern/selbst | sehen/sehe/haben/gibt/besteht _ kein/keinen/keine/keinerlei _ bedarf/interesse
      /notwendigkeit/grund | nehmen _ abstand | kommt _ nicht infrage/in | abgelehnt | ablehnen |
    nicht weiter verfolgen
  positive 6: interesserait/interesseraient/interesser/minteresserait/minteresse/interesses
      /interessee | pourrait/pourraient/peut/devrait nous/m/minteresser interesser/convenir/etre
    | nous/cela/ca/vous interesserait/minteresse/interesse | minteresserait | pourrait minteresser |
    suis/serais/serions/sommes preneur/preneuse/partant/partante/ouvert/ouverte/disponible/dispo
      /tente | pouvez/pourriez/peux/pourrais/voulez vous/tu me/nous/menvoyer/mappeler/presenter
      /madresser/envoyer | pourriez vous | pouvez vous me/nous/menvoyer/mappeler/madresser | faire
    parvenir | madresser/menvoyer/adresser/transmettre votre/vos/une/un/plus/la/le/les/des | envoyez
      /adressez/appelez/rappelez/contactez moi/nous | menvoyer/madresser/mappeler/me rappeler | en
    parler/discuter/echanger lundi/mardi/mercredi/jeudi/vendredi/demain/semaine/prochaine/de |
    pourrions/pouvons/pourrait en/nous/on parler/echanger/discuter/voir/rencontrer/fixer/organiser |
    une/un/la demonstration/demo/essai/rdv/visio/presentation/devis | documentation | plaquette |
    tombe a pic/bien | cherchons/recherchons/cherche/recherche justement/actuellement/un/une/des | a
    pic | quel/quels/quelle/quelles est/sont/serait/seraient le/les/vos/la/votre budget/tarif/tarifs
      /prix/cout/couts/conditions | vos/les/des tarifs/conditions/disponibilites/prix/references | a
    quel prix | combien
  positive 6: souhaite/souhaitons/aimerais/aimerions/voudrais/voudrions/souhaiterais/souhaiterions _
    savoir/voir/connaitre/tester/essayer/rencontrer/decouvrir/discuter/echanger/recevoir/obtenir
      /avoir
  negative 6: pas/plus/nullement/guere interesse/interesses/interessee/interessees/besoin/preneur
      /preneurs | deja _ partenaire/prestataire/fournisseur/solution/outil/quil/equipes/equipe
      /agence/contrat | travaillons deja/avec deja/un/une | nous avons deja | jai/avons tout ce | ne
      /nous _ pas suite | ne donnerons/donnons/souhaitons/correspond/convient _ pas | pas _ utilite
      /interet | pas _ besoins/besoin/attentes/strategie/interet | sans suite | ne nous/me concerne
      /convient/interesse pas
  positive 6: nos/me/nos interesaria/interesa/encantaria/gustaria/vendria | podria/podrian/puede _
    encajar/interesar*/servir*/venir* | estaria/estariamos/estoy/estamos interesad*/abierto/abiertos
      /dispuest* | pasa/pase/pasame/paseme/pasen/pasenos/manda/mande/envia/envie informacion/info
      /tarifas/precios/mas/un/una | me/nos pasa/pasas/envia/envias/manda/mandas/llama/llamas/podria
      /puede informacion/info/tarifas/la/mas/precios/enviar/mandar/llamar/un/una/el | llameme
      /llamame/llamenos/escribame/llamenme _ manana/hoy/al/el/cuando | podemos/podriamos hablar/ver
      /reunirnos/quedar/agendar | una/la/ver demostracion/demo/reunion/llamada/propuesta/cotizacion
    | que/cual _ precio/coste/costo/tarifa/precios/tarifas | conocer/saber mas | buscamos/buscando
      /busco justo/algo/una/un/precisamente
  positive 6: me/nos parece/suena/vendria bien/interesante/perfecto/genial/buena | que/cuando dia
      /dias/hora/podemos/puede _ viene/va/conviene/queda/tiene | cuando _ viene/va/conviene bien
  negative 6: no es/son algo/lo/para | no _ necesitemos/necesitamos/buscamos/interesados/interesa
      /interese | ya _ proveedor/solucion/partner/agencia/cubierto/cubiertos/contentos/satisfechos |
    estamos/estoy contentos/contento/satisfechos/servidos/cubiertos/bien
  positive 6: sarei/saremmo/sono/siamo/sarebbe _ interessato/interessata/interessati/interessate
      /disponibile/disponibili/interessante | ci/mi/vi interesserebbe/interessa/interesserebbero
      /piacerebbe | potrebbe/puo interessarci/interessarmi/interessare/essere/fare | puo/puoi/potete
      /potrebbe/potreste/riesce/mi inviare/inviarmi/inviarci/mandare/mandarmi/mandarci/mandare
      /chiamare/chiamarmi/fornire/fornirmi/invia/manda/spiegare | possiamo/potremmo/vogliamo
    sentirci/vederci/parlarne/parlare/fissare/organizzare/incontrarci | qual/quali/quanto e/sono
      /costa/sarebbe/viene _ costo/costi/prezzo/prezzi/tariffe/condizioni | una/la demo/chiamata
      /call/presentazione/dimostrazione/riunione/videochiamata | materiale informativo | cerchiamo
      /cercando/cerco proprio/qualcosa/una/un | quando _ disponibili/disponibile/libero/possiamo
      /sentirci
  negative 6: gia coperti/fornitore/forniti/soddisfatti/serviti | non siamo/sono/ci/e/abbiamo _
    interessati/interessato/interessata/interessa/bisogno/serve/necessario/interesse/rilevante | ci
    troviamo bene | siamo/sono gia/ben coperti/serviti/forniti/organizzati | non fa per/al
  positive 6: interesse in | hebben/heb/zeker/wel/veel _ interesse | geinteresseerd in | lijkt
      /klinkt/is me/ons/mij/ons wel/erg/zeer/interessant/goed/leuk/nuttig/handig | mag/kan/kunt/kun
      /wil/wilt ik/u/je/jij/jullie _ ontvangen/sturen/toesturen/mailen/bellen/opsturen/toelichten
      /langskomen/laten | zoeken/zoek precies/juist/momenteel/zoiets | tijd om te/voor een/bellen/te
    | plannen/inplannen/afspreken/afspraak/kennismaking/demo/offerte | stuur/bel/mail mij/me/ons
      /maar/gerust _ eens/even/maar/informatie/offerte/info/meer
  negative 6: geen _ behoefte/interesse/belangstelling/noodzaak | al/reeds een/voorzien/iemand
    partij/leverancier/partner/oplossing/voor/die/bureau | niet _ geinteresseerd/interessant
      /relevant/nodig/passend | tevreden met/over | hebben _ al/reeds een/iemand
  positive 6: bylibysmy/bylbym/bylabym/jestesmy/jestem/jestesmy _ zainteresowan* | prosze/prosimy o
      /podac/przyslac/wyslac/zadzwonic/przeslac/przeslanie/wycene/przedstawienie _ oferte/oferty
      /cene/ceny/cennik/informacje/informacji/material*/szczegoly/szczegolow/wycene/prezentacje
      /kontakt | prosze _ przeslanie/wycene/oferte/oferty/cene/cennik/prezentacje/telefon | mozemy
      /mozna/moglibysmy/chetnie/chetnie porozmawiac/spotkac/umowic/zadzwonic/pogadac/omowic
      /porozmawiamy/skorzystamy/dowiem/poznam | ile/jaki/jaka/jakie _ kosztuje/koszt/cena/ceny
      /koszty/kosztowac
  negative 6: nie jestesmy/jestem/dla/potrzebujemy/planujemy/szukamy/mamy/widzimy _ zainteresowan*
      /nas/zmian/potrzeby/takiej/tego | mamy juz/swojego/stalego dostawce/rozwiazanie/partnera/firme
    | to nie dla nas/mnie | niezainteresowan*
  positive 6: teriamos/teria/temos/tenho/tinhamos _ interesse | gostaria/gostariamos/queria/queremos
    de/uma/saber/ver/conhecer | pode/podem/poderia/poderiam/pode me/nos/enviar/mandar/passar/ligar
      /apresentar | podemos/poderiamos/vamos conversar/falar/marcar/agendar/reunir
  negative 6: nao _ interesse/interessados/interessado/precisamos/preciso/necessidade | ja _
    fornecedor/parceiro/solucao/atendidos/contrato
  """
