/// Somebody has left the company, in many languages; see `PhraseTable` for the signs.
let departureForms = """
  wrong_person 9: no longer work/works/working/employed | no longer with/at/part _ company/organization
      /organisation/firm/team/us | is/am/are no longer with/at/employed | has/have/had left _ company
      /organization/organisation/firm/business/team/us/position/role | left the company/organization/organisation
      /firm/business | has/have left | has/have retired | is/am retired | retired from | has/have moved on
    | no longer an employee | no longer a member of | does/do not/no work/longer _ here/anymore/work
    | doesnt/dont work here/there/at | is not employed | has/have departed | i left | has passed away | ceased to work
    | is/am no longer _ at/with/employed | no longer active at | employment _ ended | no longer belongs
  wrong_person 9: nicht mehr _ unternehmen/firma/tatig/beschaftigt/angestellt/bei/fur/mitarbeiter* | unternehmen
      /firma/haus/gesellschaft verlassen | hat/habe das/die/unser/unsere unternehmen/firma/haus/gesellschaft | ausgeschieden | arbeitet/arbeite nicht mehr | ist/bin nicht mehr _ bei/im/in
      /tatig/fur | in _ ruhestand | in rente | in pension
  wrong_person 9: ne travaille/travaillons plus | ne fait/fais plus partie | a/ai quitte _ entreprise/societe/groupe
      /lentreprise/poste/fonctions | a/ai quitte | nest/ne plus _ salarie*/employe*/poste/entreprise/societe
    | ne suis/est plus _ chez/dans/en/salarie*/employe* | est parti* a/en la/retraite | a la retraite
    | ne collabore plus | plus dans _ entreprise/societe/effectifs | ne fait plus
  wrong_person 9: ya no trabaja/trabajo/forma/formo/pertenece/esta/estoy/labora | ha/he dejado _ empresa/compania
      /trabajar/cargo/organizacion | dejo de trabajar/formar/laborar | se ha/he jubilado | no trabaja mas | ja no treballa
    | ja no treballo | ja no forma | ha deixat lempresa
  wrong_person 9: non lavora/lavoro/fa/faccio/e/opera/collabora piu | ha/ho lasciato _ azienda/lazienda/societa/la
      /incarico | non e piu _ azienda/in/nostro/dipendente | e in pensione | non fa piu parte
  wrong_person 9: nao/ja trabalha/trabalho/faz/faco/integra/pertence mais/nao/parte | ja nao trabalha/trabalho/faz/faco
      /esta/integra/pertence/colabora | nao trabalha mais | nao faz mais | nao esta mais _ empresa/na/conosco/no
    | nao e mais | deixou/deixei _ empresa/companhia/organizacao | desligou se | foi desligad* | se aposentou
  wrong_person 9: werkt/werk _ niet meer | niet meer werkzaam/werkt/in/bij _ dienst/ons/bij | niet langer werkzaam
      /in/bij/werkt | uit dienst | heeft/heb _ verlaten | met pensioen
  wrong_person 9: nie pracuje juz/w/u/w | juz nie pracuje | nie jest juz | juz nie jest _ pracownik*/zatrudnion*
    | zakonczyl*/zakonczylam/zakonczylem _ prace/wspolprace/zatrudnienie | odszedl/odeszla _ firmy/z/na | przeszedl
      /przeszla na emeryture | nie jestem juz
  wrong_person 9: jiz/uz _ nepracuje/nepracuji/neni/nejsem | nepracuje/nepracuji jiz/uz/v | ukoncil*
      /ukoncila _ pracovni/spolupraci | opustil* spolecnost/firmu
  wrong_person 9: arbetar/jobbar _ inte langre | arbetar/jobbar inte langre | har slutat | slutat pa/hos/i | ar inte
      langre _ anstalld | har lamnat _ foretaget/bolaget/sin | arbejder/er _ ikke laengere | har forladt _ virksomheden
      /firmaet | er fratradt | er stoppet | jobber/arbeider/er _ ikke lenger | har sluttet | har forlatt | er gatt av
    | gatt i pensjon | gaet pa pension | gatt i pension
  wrong_person 9: ei/en _ enaa/en tyoskentele/ole/palveluksessa | ei/en tyoskentele/ole enaa | on jattanyt _ yhtion/yrityksen
    | on lahtenyt _ yrityksesta | on siirtynyt _ tehtaviin/elakkeelle/palvelukseen | elakkeella
  wrong_person 9: mar nem dolgozik/dolgozom | nem dolgozik/dolgozom mar/tovabb | kilepett | nu mai lucreaza/lucrez/face
    | a parasit compania/firma | artik calismiyor/calismamakta/calismiyorum | isten ayrild* | ayrilmistir
    | больше не работает/работаю | уже/теперь не работает | не работает больше/в/у | уволил* | покинул* компани*
    | більше не працює/працюю | звільни* | δεν εργαζεται πλεον | vise ne radi | ne radi vise | ni vec zaposlen*
      | ne dela vec | nebedirba | vairs nestrada | ei toota enam | 退職 | 退社いたし | 退社し | 転職 | 異動いたし | 異動し | 已离职 | 已经离职 | 已離職
    | 离开公司 | 离开了公司 | 퇴사 | 퇴직 | لم يعد يعمل | nghi viec | tidak lagi bekerja
  """

/// A free day of every week is no absence.
let recurringForms = """
  nothing 3: out/away of the office/from every/each/on mondays/tuesdays/wednesdays/thursdays/fridays/monday/tuesday
      /wednesday/thursday/friday | out of _ office every/each/on monday/tuesday/wednesday/thursday/friday/mondays
      /tuesdays/wednesdays/thursdays/fridays/afternoon/week | montags/dienstags/mittwochs/donnerstags/freitags nicht
      /nie im/erreichbar/buro/da | nicht erreichbar/im/da montags/dienstags/mittwochs/donnerstags/freitags | absent
      /absente tous/chaque/les le/les/lundi*/mardi*/mercredi*/jeudi*/vendredi*
  """

/// What calendars say for people.
let calendarForms = """
  positive 7: ^accepted | has accepted this/your/the _ invitation/invite | accepted your/the/this invitation/invite
    | proposed another/new/a time/new | hat _ einladung angenommen | hat _ termin zugesagt | a accepte _ invitation
    | ha aceptado _ invitacion | ha accettato _ invito | aceitou _ convite | heeft _ uitnodiging geaccepteerd
    | zaakceptowal* _ zaproszenie | har accepterat _ inbjudan | har accepteret _ invitation
  negative 7: ^declined | has declined this/your/the _ invitation/invite | hat _ einladung abgelehnt
    | a refuse/decline _ invitation | ha rechazado _ invitacion | ha rifiutato _ invito | recusou _ convite
    | heeft _ uitnodiging afgewezen
  neutral 7: ^tentatively accepted
  """
