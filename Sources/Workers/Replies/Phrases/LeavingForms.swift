/// How people ask to be left alone: what is to be done, and to whom. See `PhraseTable` for the signs.
let leavingForms = """
  unsubscribe 6: remove/delete/erase/strike/exclude/scratch/purge/scrub/wipe me/us | take/cut/strike
      /cross/leave/keep me/us off/out | delete/erase/purge/wipe/scrub/remove my/our details/data
      /address/name/email*/information/record* | delete/erase/purge/remove/strike/wipe/take _ my/our
      /this _ from/off your/yours/this/any/all/mailing*/future/further | be/get taken/removed
      /deleted/excluded/struck/dropped _ off/from | exclude/leave/cut/keep me/us out/off | off your
      /the/this/any _ list*/database/mailing*/sequence/campaign*/records/distribution | stop/quit
      /cease/refrain/desist from/the/all/these/this/your/with/any/sending/me/us _ email*/mails
      /mailing*/messag*/contact*/writing/sending/spam*/letters/newsletter*/calls/calling | stop/quit
      /cease email*/mailing/messaging/contacting/writing/sending/pestering/bothering/chasing
      /harassing/calling/approaching | refrain/desist from _ contact*/writing/sending/email*/mail* |
    can/could/will/would you _ stop$ | can/could/will/would you _ stop this/these/it/now | just stop
    | stop already | stop these/those/that/your | not/dont/never contact/write/email/mail/message
      /call/approach/bother/pester/disturb/solicit me/us/this | not/dont/never ever/please/again/try
      /attempt/keep/continue/you/want/wish/like/in/under/need/have/to/and _ contact/write/email/mail
      /message/call/approach/bother/pester/disturb/solicit me/us/this | not/dont/never contact/write
      /email/mail/message/call/text or/nor/and/to _ contact/write/email/mail/message/call/text/me/us
    | do not/dont/never get/reach/be/come/keep _ touch/out/contact*/writing/emailing/messaging
      /sending _ again/anymore/more/me/us | do not/dont/never contact/write/email/mail/message/call
      /approach/bother _ again/anymore/more | no need to _ contact/write/email/reach/follow _ again
      /further/anymore/more | no more/further emails/mails/mailings/messages/contact/correspondence
      /communication*/newsletters/letters/outreach/follow | no more of | not/dont want/wish/like
      /need _ receive/get/receiving/hear/any/more/further _ from/emails/mails/mail/messages
      /newsletters/mailings/email/correspondence | no longer wish/want/like/need/care _ receive
      /receiving/hear/hearing/contacted/emailed/emails/mails/messages/newsletter*/mailings/contact
      /subscribed/correspondence/communication*/spam | unsubscribe/unsub me/us | lose my/our contact
      /details/address/number/email | no longer wish/want/like to be on/part/in | leave me/us alone
      /be | not/never _ consent/agree* _ receive/contacted/your/emails/this/to
  unsubscribe 6: please/pls/plz/kindly remove/delete/unsubscribe/desist/unsub | remove$ | delete me
      /us | do not/dont/never use this/my/our _ address/email/mail/inbox | get me/us out | get
      /getting/be off _ list* | how/where do/can/could/would/should i/we/one unsubscribe/unsub/opt |
    how/where to unsubscribe | wish/want/like to be left/removed/forgotten | not/dont/never/longer
    wish/want/like/asked/agreed _ contacted/emailed/mailed/approached
  unsubscribe 6: bitte _ loschen/entfernen/streichen/austragen/abmelden | nichts mehr _ horen
      /bekommen/erhalten/schicken/senden | adresse/daten/kontaktdaten/mailadresse _ loschen
      /entfernen/streichen | take/leave/keep our/my name*/email*/address*/details/data/inbox _ out
      /off | no/not permission to contact/email/mail/write/call/use/store/keep/process/message/send
      /hold/have | keinen/kein weiteren/weiterer kontakt
  unsubscribe 6: dont/do/never not/bother send/write/sending/writing me/us/again/anymore
    | dont/not/never send me/us/my anything/any/more/further/these/this/such/your
    | nothing more/further/else from you | mir/uns/mich nichts mehr | verschon* _ mich/uns
    | mij/me/ons niets meer | niets meer _ sturen/ontvangen/horen | plus rien _ recevoir/envoyer
    | no quiero/queremos/deseo/deseamos mas correos/mails/emails/mensajes/publicidad
    | no quiero/queremos/deseo/deseamos que me/nos | no _ enviarme/mandarme/enviarnos nada
    | niente/nulla piu _ ricevere/inviare | nie wysylajcie/przysylajcie _ mi/nam/nic
  nothing 3: can/could/would/will you _ stop by/over/in | stop and think | stop by | leave me a/your
    | leave us a | take us through | take me through | take us to | cut us a | drop us a/an/your/the
    | drop me a/an/your/the | leave you to | wipe us | remove _ doubt* | not need to contact | do
    not get me wrong | dont get me wrong
  unsubscribe 6: entfernen/streichen/loschen/tilgen/sperren sie _ mich/uns/meine/unsere/meinen
      /unseren/mein/unser | nehmen/tragen/werfen sie mich/uns _ raus/heraus | nehmen/tragen/werfen
    sie mich/uns _ aus/von ihrem/ihrer/der/dem/dieser/diesem/allen/ihren | nimm/nehmt mich/uns _ aus
      /von/raus/runter | entfern/entferne/streich/streiche/losch/losche/streicht/loscht mich/uns
      /meine/unsere/meinen | lassen sie das sein/bleiben/kunftig/endlich/. | lassen sie das bitte
    sein/bleiben/kunftig/. | lassen sie das$ | lassen sie das bitte$ | will/mochte/wollen/mochten
    das/dies/sowas nicht mehr$ | will/mochte/wollen/mochten das/dies/sowas nicht mehr erhalten
      /bekommen/haben/lesen/sehen/. | mich/uns/meine/meinen/unsere/unseren _ aus/von _ verteiler
      /verteilern/mailverteiler/mailingliste/verteilerliste/datenbank/adressliste | mich/uns/meine
      /unsere _ aus/von ihrer/deiner/eurer/der/dieser liste | mich/uns/meine/unsere _ zu entfernen
      /streichen/loschen | aus _ verteiler/mailverteiler/mailingliste/verteilerliste | nicht mehr
      /wieder/weiter/nochmal/nochmals/erneut/langer _ kontaktieren/anschreiben/anzuschreiben
      /schreiben/belastigen/behelligen/anmailen/kontaktiert/angeschrieben/zuzusenden/zusenden
      /zumailen/anrufen/anzurufen/melden | nicht noch _ mal/einmal kontaktieren/anschreiben
      /schreiben/melden/anrufen | schreib/schreibe/kontaktiere/kontaktier/schreibt/kontaktiert mich
      /mir/uns nicht/nie | schreiben/mailen/kontaktieren/belastigen/behelligen/rufen/storen/senden
      /schicken sie mich/mir/uns bitte/kunftig/zukunftig/jetzt/endlich nicht/nie/keine | schreiben
      /mailen/kontaktieren/rufen/senden/schicken sie mich/mir/uns _ nicht mehr | schreiben/mailen
      /kontaktieren/belastigen/behelligen/storen/senden/schicken sie mich/mir/uns nicht/nie/keine |
    keine/keinerlei _ mails/mail/e/emails/nachrichten/werbung/anfragen/werbemails/post/zuschriften
      /newsletter/angebote _ mehr/zusenden/schicken/senden | keine/keinerlei weiteren/weitere
      /solchen/solche/derartigen/derartige/zukunftigen mails/mail/e/emails/nachrichten/anfragen
      /angebote/zuschriften/newsletter/werbemails/kontaktaufnahmen/kontaktversuche | mochte/mochten
      /will/wollen/wunsche/wunschen keine/keinerlei/keinen _ mails/mail/e/emails/nachrichten/werbung
      /newsletter/anfragen/kontakt/kontaktaufnahme | horen/hort sie/bitte/endlich/jetzt/damit/ihr _
    auf | hor _ auf | aufhoren _ schreiben/mails | von weiteren/weiterer/kunftigen/kunftiger
      /zukunftigen _ anfragen/mails/e/emails/nachrichten/schreiben/kontaktaufnahmen/kontaktaufnahme
      /kontaktversuchen/zusendungen/werbung/angeboten | widersprech*/widerspruch _ verarbeitung
      /nutzung/verwendung/zusendung/speicherung/werbung | lasst/lass _ mich/uns _ ruhe | lassen sie
    uns _ ruhe$ | unterlass* _ zusendung*/mails/kontakt*/werbung/das/dies
  unsubscribe 6: ne plus me/nous/etre/jamais contact*/solliciter/ecrire/envoyer/recevoir/adresser
      /relancer/deranger/appeler/demarcher/importuner/recontacter | ne plus/pas menvoyer/mecrire
      /mappeler/madresser/mimportuner/recevoir/recontacter | ne me/nous contactez/ecrivez/sollicitez
      /envoyez/relancez/derangez/appelez/adressez/recontactez plus/pas | ne menvoyez/mecrivez
      /mappelez/madressez plus/pas | n envoyez/ecrivez plus | nenvoyez/necrivez plus | ne veux
      /souhaite/desire/voulons/souhaitons/desirons/souhaiterais/voudrais plus/pas _ recevoir
      /contacte*/sollicite*/relance*/demarche*/mails/emails | ne veux/souhaite/voulons/souhaitons
      /desire plus vos/aucun | ne veux/souhaite/voulons/souhaitons/desire plus de vos/mails/emails
      /mail/messages/courriels/publicite/pub/relances/sollicitations/contact/nouvelles | retirez
      /retirer/supprimez/supprimer/enlevez/enlever/rayez/rayer/effacez/effacer/oter/otez
      /desinscrivez/desinscrire/radiez/exclure/excluez/desabonnez moi/nous | retirez/retirer
      /supprimez/supprimer/enlevez/enlever/rayez/rayer/effacez/effacer/oter/otez/desinscrivez
      /desinscrire/radiez/exclure/excluez mon/mes/nos/notre _ coordonnees/donnees/adresse*/nom/noms
      /societe/mail*/email*/contact*/entreprise/numero*/infos/informations/profil | me/nous/mon/mes
      /nos/notre retirer/supprimer/enlever/rayer/exclure/effacer | de votre/vos/cette liste/listes
      /mailing | liste de diffusion | arretez/arreter/cessez/cesser/stoppez/stop/darreter/arrete
      /arretes _ ecrire/decrire/mecrire/envoyer/denvoyer/menvoyer/contacter/solliciter/spam*/mails
      /messages/emails/mail/relances/relancer | fichez/foutez moi la paix | cessez/arretez vos/ces
      /cette/votre/les | priere de ne plus
  unsubscribe 6: no me/nos vuelva/vuelvas/vuelvan/volvais/volver/escriba/escriban/escribas/escribais
      /envie/envien/envies/envieis/mande/manden/mandes/mandeis/contacte/contacten/contactes
      /contacteis/moleste/molesten/molestes/remita/remitan | no me/nos llame/llamen/llames mas | no
    vuelva/vuelvas/vuelvan/volvais a escribir*/contactar*/enviar*/mandar*/llamar*/molestar* | no
    escriba/escriban/escribas/contacten/envien/manden _ mas | no quiero/queremos/deseo/deseamos
      /quisiera _ recibir/correos/mails/emails/mensajes/publicidad/comunicaciones/newsletters
      /contacto | elimineme/elimineneme/eliminenme/eliminenos/eliminennos/eliminame/eliminadme
      /eliminanos/quiteme/quitenme/quitenos/quitame/saqueme/saquenme/saquenos/sacame/sacadme/borreme
      /borrenme/borrenos/retireme/retirenme/borrame | demen/deme/denos/denme/dame/dadme/darnos/darme
    de baja | elimin*/borr*/quit*/suprim*/retir* mi/mis/nuestro/nuestros/nuestra/nuestras _ datos
      /correo*/email*/mail*/direccion*/contacto*/nombre*/cuenta*/informacion/empresa/registro*
      /numero*/telefono* | elimineme | eliminenme | quiteme | borreme | saqueme | retireme |
    eliminenos | de su/tu/vuestra/la/esta/sus lista/listas/base _ correo*/distribucion/contactos
      /datos/envio*/mailing | deje/dejen/deja/dejad/dejar/paren/pare/para/parad/basta de/ya
    escribir*/enviar*/mandar*/molestar*/contactar*/insistir/mandarme/correos/mails/mensajes
  unsubscribe 6: non contattarmi/contattarci/scrivermi/scriverci/inviarmi/inviarci/mandarmi/mandarci
      /contattatemi/contattateci/scrivetemi/scriveteci/mandatemi/mandateci/inviatemi/inviateci
      /disturbarmi/disturbateci | non mi/ci contatti/contattate/scriva/scrivete/scrivi/mandi/invii
      /mandate/inviate | di non contattarmi/contattarci/scrivermi/scriverci/inviarmi/inviarci
      /mandarmi/mandarci/disturbarmi | non voglio/vogliamo/desidero/desideriamo/intendo/intendiamo _
    ricevere/mail/email/messaggi/comunicazioni/pubblicita/newsletter | cancellare/rimuovere
      /eliminare/togliere/cancellate/rimuovete/eliminate/togliete/cancelli/rimuova/elimini/tolga
      /cancella/rimuovi/elimina/togli il/la/i/le/dai/dal/dalla/mio/mia/miei/nostro/nostri _
    indirizz*/nominativ*/dati/nome/mail/email/contatt*/recapit*/numero/lista/elenco/mailing
      /newsletter/database/archivi* | cancellarmi/cancellarci/rimuovermi/rimuoverci/eliminarmi
      /eliminatemi/toglietemi/togliermi/disiscrivermi/disiscrivetemi/rimuovetemi/cancellatemi
      /cancellateci/rimuoveteci/disiscriveteci | smettere/smetta/smettete/smettetela/smettila
      /finitela di/con/mail/email/spam/messaggi | basta mail/email/spam/messaggi | basta con/di _
    mail/email/spam/messaggi/scriver*/mandar*/inviar*/pubblicita | dalla vostra/sua/tua/mailing _
    lista/list/mailing/newsletter | lasciatemi/lasciateci in pace
  unsubscribe 6: verwijder/schrap/verwijderen/schrappen/wis mij/me/ons/mijn/onze | haal/gooi mij/me
      /ons _ eruit/eraf | haal/gooi mij/me/ons _ uit/van uw/jullie/je/deze | schrijf mij/me/ons uit
    | mij/me/ons/mijn/onze _ van/uit _ lijst/mailinglijst/mailinglist/bestand/database/verzendlijst
      /adressenbestand/systeem/nieuwsbrief | niet meer/langer _ mailen/contacteren/benaderen
      /lastigvallen/benaderd/gemaild | mij/me/ons _ niet meer _ schrijven/bellen/sturen/mailen | dit
      /deze/dat niet meer _ ontvangen | geen _ mails/mail/e/emails/berichten/reclame/nieuwsbrief
      /nieuwsbrieven/post/spam _ meer/sturen | wil/willen/wens/wensen/wilt/hoef/hoeven geen _ mails
      /mail/e/emails/berichten/reclame/nieuwsbrief/contact/benadering | stop/stoppen/ophouden/hou
      /houd met/hiermee/ermee/op _ mailen/sturen/berichten/mails/hiermee/ermee/schrijven/benaderen |
    laat mij/me/ons met rust | neem geen contact _ op | mail/schrijf/benader mij/me/ons niet/nooit
  unsubscribe 6: usun*/wypis*/skasuj*/wykresl*/usuwan* _ moj*/mnie/nas/nasz*/adres*/dane/danych/baz*
      /list* | prosze/prosimy/prosba _ nie pisac/kontaktowac/wysylac/przysylac/dzwonic/mailowac
      /nekac/pisz*/wysylaj* | nie pisac/pisz/piszcie/wysylac/wysylaj/wysylajcie/przysylac/przysylaj
      /przysylajcie/dzwonic _ do/mnie/nas/wiecej/juz/maili/wiadomosci | wiecej/juz _ nie pisac/pisz
      /piszcie/wysylac/wysylaj/wysylajcie/kontaktowac/dzwonic | nie chce/chcemy/chcialbym/chcialabym
      /zycze/zyczymy/wyrazam/wyrazamy/zgadzam _ otrzymywac/dostawac/wiadomosci/maili/mailingu/zgody
      /kontaktu/reklam/korespondencji | nie zycze/zyczymy sobie | przestan/przestancie/przestac _
    pisac/wysylac/spamowac/dzwonic/nekac | dajcie mi/nam spokoj
  unsubscribe 6: nao me/nos mande*/envie*/contate*/contacte*/escreva*/incomode* | nao quero/queremos
      /desejo/desejamos/gostaria _ receber/emails/mensagens/contato/contacto | nao quero/queremos
      /desejo/desejamos/gostaria _ e mail/mails | nao mande/mandem/envie/enviem _ mais | retire
      /retirem/remova/removam/exclua/excluam/apague/apaguem/elimine/eliminem/retirar/remover/excluir
      /apagar _ me | retire/retirem/remova/removam/exclua/excluam/apague/apaguem/elimine/eliminem
      /retirar/remover/excluir/apagar _ meu/meus/minha/nosso/nossos/nossa _ nome/email*/mail
      /contato*/contacto*/dados/endereco*/cadastro/numero/telefone/conta/empresa/registro* | tire
      /tirem/tira meu | me tire/tira/tirem/retire/retirem/remova/removam/exclua/excluam | da sua
      /vossa/tua/dessa _ lista/base/mailing | dessa lista | pare/parem/parar/chega de _ mandar
      /enviar/escrever/mails/emails/mensagens/spam/contatar
  nothing 3: off/on/from the/your/our/this list price/prices | leave me/us alone with | dont/not
    call me/us send/write/email/mail/just | dont/not email/mail/write me/us call/phone/ring/just |
    dont/not email/mail/write call/phone/ring me/us | dont/not call write/email/mail me/us | how do
      /does/would/will/can you/it/they _ stop/avoid/cease/quit/delete/remove/erase/unsubscribe |
    does/will/can/could/would it/your/the/this _ stop/quit/delete/erase/remove/unsubscribe | we want
      /wish/need/plan/have/like to stop/quit sending/mailing/writing/emailing/messaging | must stop
    writing | no longer want/wish/need to work with | spam filter/filters/folder/folders/score |
    remove/delete/erase/strike/take the/a/an/one/that/this/second/item _ quote/offer/proposal/item
      /items/step/training/module/line/position/invite/invitation/meeting/attachment/option/discount
      /feature/page/clause/price/prices/seats/licences/licenses | remove/delete/erase/strike item
      /position/line/step/page/clause | customers/recipients/people/users/contacts/clients/leads
      /prospects/subscribers/readers _ unsubscribe | unsubscribe contacts/customers/people
      /recipients/users/leads/rate/rates/handling/management/headers | we unsubscribe contacts
      /customers/people/recipients/users/leads | how/where would/do/can/could/should customers
      /recipients/people/users/contacts/clients/leads/prospects/subscribers/readers unsubscribe |
    remove/delete duplicates/bounces/bounced/duplicate
  nothing 3: is/are you/your/it/this/the/everything _ gdpr/ccpa/dsgvo compliant/compliance/conform
      /ready/certified | are/is you/your/it/this/the _ compliant/compliance with _ gdpr/ccpa | how
      /where _ gdpr/ccpa compliance/compliant | sind/seid/ist/arbeiten/arbeitet sie/ihr/ihre/das/die
      /es/euer/ihr _ dsgvo konform* | etes/est vous/il/elle/ce/votre _ conforme* _ rgpd
  nothing 3: position/positionen/zeile/schulung/punkt/modul/artikel/posten/termin/anhang _ loschen
      /entfernen/streichen | loschen/streichen/entfernen sie _ position/positionen/zeile/schulung
      /punkt/modul/artikel/posten/termin/anhang | kann/werde _ nicht mehr anrufen/melden/schreiben |
    bekommen/bekomme/kriegen/kriege keine anfragen/angebote | keine werbung mehr schalten/machen |
    horen sie sich | in ruhe _ sprechen/telefonieren/besprechen/reden/anschauen/ansehen/prufen
      /uberlegen/lesen/austauschen | uns/das in ruhe _ sprechen/telefonieren/besprechen/reden
      /anschauen/ansehen/prufen/uberlegen | lass/lasst uns _ ruhe _ sprechen/telefonieren/besprechen
      /reden/anschauen/ansehen | nichts mehr verpassen/verlieren/versaumen
  nothing 3: comment arreter/stopper/eviter | souhaitons/voulons/aimerions arreter | combien _ de
      /dans votre/vos liste/listes/base | como dejar/parar de | cuantas/cuantos _ de su/tu/vuestra
    lista/base | quantas/quantos _ da sua base/lista | quante/quanti _ dalla vostra/sua lista |
    verwijder/verwijderen ons/onze/mijn oude | hoe kunnen/moeten we/wij stoppen | we/wij kunnen
      /willen/moeten stoppen
  """
