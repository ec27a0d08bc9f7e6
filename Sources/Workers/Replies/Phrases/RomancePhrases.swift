/// French, Spanish, Catalan, Portuguese, Italian, Romanian; see `PhraseTable` for the signs.
let romancePhrases = """
  unsubscribe 6: desinscri* | desabonne* | desabonnement | ne plus me contacter
    | ne me contactez plus | ne plus nous contacter | ne nous contactez plus | ne plus recevoir
    | ne plus me solliciter | ne souhaite plus recevoir | retirez moi | retirer de votre liste
    | retirez mon | retirer mon | me retirer de | supprimez moi | supprimez mes
    | supprimer mes donnees | supprimer mon adresse | supprimez mon | arretez de m*
    | arretez les mails | arretez d | arretez de | cessez de | plus de mails | plus d emails
    | laissez moi tranquille | enlevez moi | rayez moi | rgpd | ne m ecrivez plus
    | ne mecrivez plus | stop mail | stop aux mails | stop pub
  unsubscribe 6: darme de baja | dame de baja | denme de baja | dadme de baja | date de baja
    | dar de baja | darse de baja | baja por favor | quiero la baja | solicito la baja
    | no me escriban | no me escribais | no me escribas | no me envien | no me envies
    | no me enviéis | no me mandes | no me manden | no me contacte* | no quiero recibir
    | no deseo recibir | no enviar mas | no mas correos | no mas emails | no mas mensajes
    | eliminame | eliminadme | eliminar mis datos | eliminen mis datos | borren mis
    | borrar mis datos | borrad mis | borrame | borradme | dejen de | dejad de | deja de escribir*
    | deja de enviar* | quitame | quitenme | quitadme | sacame de | saquenme | remover de la lista
    | rgpd | lopd | dejadme en paz | suprimir mis datos | no vuelvan a | no vuelvas a
    | doneu me de baixa | donar de baixa | no em contacteu | no vull rebre
  unsubscribe 6: descadastr* | descadastre | cancelar inscricao | cancelar a inscricao
    | cancelar a subscricao | remova me | me remova | remova meu | remova o meu | remover meu
    | remover da lista | retire meu | retirem meu | me retire | tire me | tirem me | me tire da
    | me exclua | excluir meu | exclua meu* | apague meus | nao me envie* | nao me mande*
    | nao quero receber | nao desejo receber | nao quero mais | parem de | pare de | para de me
    | nao me contact* | nao entre* mais em contato | nao envie mais | nao mande mais | lgpd
    | deixe* me em paz | sair da lista | cancellatemi | cancellami | cancellare _ iscrizione
    | cancellate il mio | cancellazione | disiscriv* | disiscrizione | rimuovetemi | rimuovimi
    | rimuovere il mio | toglietemi | toglimi | non contattat* | non contattarmi | non scrivete*
    | non scrivermi | non desidero _ ricevere | non voglio _ ricevere | non inviat* | non mandat*
    | basta mail | smettete* di | smettetela | smettila di | eliminate i miei dati | dezabona*
    | stergeti | nu ma mai contactati | nu mai doresc | nu mai trimiteti
  ooo 6: absent* du bureau | absent jusqu | absente jusqu | suis absent | suis absente
    | serai absent* | actuellement absent* | en conge* | en vacances | reponse automatique
    | message automatique | de retour le | de retour au bureau | de retour lundi | conge maternite
    | conge parental | hors du bureau | en deplacement | acces limite a | en mon absence
    | pendant mon absence | durant mon absence | en cas d urgence | en cas durgence
    | bureaux sont fermes | indisponible jusqu | arret maladie
  ooo 6: fuera de la oficina | fuera de oficina | de vacaciones | respuesta automatica
    | estoy ausente | me encuentro ausente | me encuentro fuera | estare fuera | estare ausente
    | de baja medica | baja por maternidad | baja por paternidad | baja maternal | regreso el
    | vuelvo el | volvere el | estare de vuelta | de vuelta el | acceso limitado | en mi ausencia
    | durante mi ausencia | oficina cerrada | para temas urgentes | para asuntos urgentes
    | de viaje hasta | fora de l oficina | de vacances
  ooo 6: fora do escritorio | de ferias | em ferias | resposta automatica | estou ausente
    | estarei ausente | ausente ate | licenca maternidade | licenca paternidade | licenca medica
    | retorno em | retorno no dia | retornarei | volto em | volto no dia | volto dia
    | estarei de volta | acesso limitado | na minha ausencia | em caso de urgencia
    | fora da empresa ate | digite 1 | seja bem vind* | atendimento automatico | fuori ufficio
    | fuori sede | in ferie | in vacanza | risposta automatica | sono assente | saro assente
    | saro di ritorno | rientro il | rientrero | di ritorno il | in maternita | congedo
    | accesso limitato | in mia assenza | durante la mia assenza | per urgenze
    | uffici sono chiusi | uffici chiusi | in concediu | raspuns automat | nu sunt la birou
    | plecat din birou
  wrong_person 6: pas la bonne personne | mauvaise personne | pas le bon interlocuteur
    | pas la bonne interlocutrice | mauvais interlocuteur | pas responsable | pas en charge
    | plus dans l entreprise | plus dans lentreprise | ne travaille plus | quitte l entreprise
    | quitte la societe | quitte lentreprise | ne fait plus partie | adressez vous a | adresser a
    | contactez plutot | contacter plutot | mon collegue | ma collegue | je transfere
    | je transmets | autre service | vous rapprocher de | mon successeur
  wrong_person 6: no soy la persona | persona equivocada | persona incorrecta
    | no soy el responsable | no soy la responsable | no me encargo | no llevo ese | no llevo este
    | lo lleva otr* | otro departamento | ya no trabajo | ya no trabaja | ya no estoy en
    | ya no forma parte | contacte con | contacta con | contactar con | hable con | habla con
    | dirijase a | dirigete a | mi companer* | se encarga | reenvio su | reenvio tu | lo reenvio
    | le paso tu | persona adecuada | no soc la persona
  wrong_person 6: nao sou a pessoa | pessoa errada | nao sou o responsavel | nao sou responsavel
    | nao sou a responsavel | nao trabalho mais | nao trabalha mais | ja nao trabalho
    | nao faco mais parte | outro departamento | outro setor | fale com | falar com
    | entre em contato com | procure o | procure a | vou encaminhar | estou encaminhando
    | encaminhei | meu colega | minha colega | responsavel e | non sono la persona
    | persona sbagliata | non sono il responsabile | non sono il referente | non me ne occupo
    | non lavoro piu | non lavora piu | contatti il | contatti la | contattate | si rivolga
    | rivolgersi a | rivolgetevi | altro ufficio | altro reparto | inoltro la | inoltro al
    | giro la | mio collega | mia collega | referente e | nu sunt persoana | persoana gresita
    | nu mai lucrez | colegul meu
  not_now 6: pas maintenant | pas pour le moment | pas pour l instant | pas pour linstant
    | pas en ce moment | plus tard | l annee prochaine | lannee prochaine | l an prochain
    | prochain trimestre | trimestre prochain | mois prochain | apres l ete | a la rentree
    | recontactez moi | recontacter | revenez vers | reprenez contact | relancez moi
    | dans quelques mois | dans six mois | dans trois mois | pas le bon moment | mauvais moment
    | trop tot | debordes | deborde | peut etre plus tard
  not_now 6: ahora no | ahora mismo no | por ahora no | de momento no | por el momento no
    | no por ahora | no es el momento | no es buen momento | mal momento | mas adelante
    | mas tarde | el ano que viene | proximo ano | el proximo trimestre | proximo trimestre
    | el mes que viene | proximo mes | despues del verano | en unos meses | en seis meses
    | en tres meses | vuelve a contactar | vuelva a contactar | volver a contactar | escribeme en
    | contactame en | hablamos en | quiza mas | quizas mas | en septiembre | en enero
    | mes endavant | ara no
  not_now 6: agora nao | no momento nao | nao e o momento | nao agora | por enquanto nao
    | por agora nao | mais tarde | mais para frente | mais pra frente | ano que vem | proximo ano
    | proximo trimestre | mes que vem | proximo mes | daqui a alguns meses | em alguns meses
    | volte a contactar | retome o contato | me procure em | me chame em | talvez depois
    | talvez mais | momento ruim | non ora | non adesso | al momento no | per ora no
    | per il momento no | non e il momento | piu avanti | piu tardi | anno prossimo
    | prossimo anno | prossimo trimestre | mese prossimo | tra qualche mese | fra qualche mese
    | ricontattatemi | ricontattami | risentiamoci | ci risentiamo | nu acum | mai tarziu
    | anul viitor | momentan nu
  negative 6: pas interesse* | pas interessant | pas interessee | ne m interesse pas
    | ne minteresse pas | ne nous interesse | aucun interet | pas d interet | non merci
    | merci mais non | sans facon | pas besoin | avons deja | j ai deja | jai deja | deja equipes
    | deja un prestataire | deja un fournisseur | trop cher | pas de budget | pas le budget
    | ne correspond pas | pas concerne* | pas pertinent | harcelement | plainte | avocat | spam
    | nous ne souhaitons pas | je ne souhaite pas | ne donnons pas suite | ne donnerons pas suite
    | satisfaits de | decline*
  negative 4: ^non$ | ^non | malheureusement
  negative 6: no me interesa | no nos interesa | no estoy interesad* | no estamos interesad*
    | no interesad* | no hay interes | sin interes | no gracias | gracias pero no | ya tenemos
    | ya tengo | ya trabajamos con | ya contamos con | ya disponemos | no necesitamos
    | no necesito | no lo necesito | no es prioridad | no es una prioridad | muy caro
    | demasiado caro | no tenemos presupuesto | sin presupuesto | no hay presupuesto | no encaja
    | no aplica | no es relevante | no procede | denuncia* | abogado* | spam | acoso
    | estamos bien | estamos cubiertos | estamos satisfech* | no estamos buscando
    | no es para nosotros | no es lo que buscamos | descartamos | no ens interessa
    | no m interessa
  negative 4: ^no gracias | ^no | ^ok gracias$ | lamentablemente | desgraciadamente
  negative 6: nao tenho interesse | nao temos interesse | sem interesse | nao estou interessad*
    | nao estamos interessad* | nao me interessa | nao nos interessa | nao interessa
    | nao obrigad* | obrigad* mas nao | ja temos | ja tenho | ja trabalhamos com | ja contamos com
    | nao precisamos | nao preciso | muito caro | caro demais | sem orcamento
    | nao temos orcamento | nao temos verba | sem verba | nao se aplica | nao faz sentido
    | nao e relevante | advogado | processo judicial | denuncia* | spam | estamos bem atendidos
    | estamos satisfeit* | nao e para nos | non mi interessa | non ci interessa
    | non sono interessat* | non siamo interessat* | non interessat* | nessun interesse
    | no grazie | grazie ma no | siamo a posto | sono a posto | abbiamo gia | ho gia
    | lavoriamo gia con | non abbiamo bisogno | non ho bisogno | non ci serve | non mi serve
    | troppo caro | troppo costoso | nessun budget | non abbiamo budget | non fa per noi
    | non rilevante | avvocato | molesti* | siamo soddisfatti | non e di nostro | decliniamo
    | nu sunt interesat* | nu suntem interesat* | nu multumesc | nu ma intereseaza | avem deja
    | prea scump
  negative 4: ^nao$ | ^nao | ^no$ | ^nu$ | purtroppo | infelizmente
  positive 6: suis interesse* | sommes interesses | m interesse | minteresse | nous interesse
    | ca m interesse | interesse par | tres interessant | semble interessant | parait interessant
    | a l air interessant | plus d informations | plus dinformations | plus d infos | plus dinfos
    | en savoir plus | envoyez moi | envoyez nous | envoyez les | envoyez le | envoyer plus
    | m envoyer | menvoyer | nous envoyer | pouvez vous m | appelez moi | rappelez moi
    | rendez vous | disponible pour | disponibilites | quand pouvons | quand peut on
    | combien ca coute | quel est le prix | quels sont vos tarifs | tarif* | prix | cout | devis
    | demo | demonstration | volontiers | avec plaisir | pourquoi pas | discutons | echanger
    | un appel | visio | bonne idee | ca tombe bien | parlons en | oui merci
  positive 5: ^oui | ^d accord | ^bien sur | ^volontiers | ^avec plaisir | ^parfait
    | ^pourquoi pas
  positive 6: me interesa | nos interesa | estoy interesad* | estamos interesad* | interesad* en
    | suena bien | suena interesante | parece interesante | muy interesante | pinta bien
    | mas informacion | mas info | mas detalles | saber mas | cuentame mas | cuenteme | enviame
    | enviadme | envieme | enviar informacion | mandame | mandadme | mandeme | puedes enviar*
    | puede enviar* | pueden enviar* | llamame | llameme | llamadme | reunion | llamada
    | videollamada | agendar | agendemos | cuando podemos | cuando puedes | cuando podriamos
    | podemos hablar | podemos hacer | podriamos hablar | hablamos el | hablemos | me viene bien
    | me va bien | nos viene bien | estoy disponible | disponibilidad | cuanto cuesta
    | cuanto vale | que precio | precio* | coste | presupuesto para | tarifas | cotizacion | demo
    | demostracion | adelante | con gusto | encantad* de | me encantaria | me gustaria
    | nos gustaria | quiero saber | queremos | quedamos el | estem interessats | estic interessat
    | m interessa | quan podem parlar | podem parlar
  positive 5: ^si | ^claro | ^perfecto | ^vale | ^de acuerdo | ^por supuesto | ^genial
  positive 6: tenho interesse | temos interesse | tenho sim interesse | me interessa
    | nos interessa | estou interessad* | estamos interessad* | interessei | parece interessante
    | muito interessante | parece bom | parece otimo | mais informacoes | mais detalhes
    | mais info* | saber mais | conte mais | me conte | me envie | envie me | me mande | manda ai
    | pode enviar | pode mandar | podem enviar | pode me enviar | me ligue | me liga | pode ligar
    | reuniao | ligacao | chamada | agendar | marcar | vamos marcar | vamos conversar
    | vamos falar | podemos conversar | podemos falar | quando podemos | qual o valor
    | quanto custa | quanto fica | quanto e | qual o preco | preco* | valores | orcamento de
    | orcamento para | proposta | demonstracao | gostaria de | gostariamos | quero saber
    | quero sim | com certeza | pode ser | mi interessa | ci interessa | sono interessat*
    | siamo interessat* | molto interessante | sembra interessante | interessante
    | maggiori informazioni | piu informazioni | ulteriori informazioni | saperne di piu
    | mi mandi | mandami | mandatemi | inviatemi | inviami | mi invii | puo inviar*
    | potete inviar* | puoi inviar* | mi chiami | chiamami | chiamatemi | appuntamento | incontro
    | riunione | una chiamata | una call | quando possiamo | quando puo | possiamo sentirci
    | sentiamoci | fissiamo | fissare | quanto costa | quali sono i prezzi | prezzo | prezzi
    | preventivo | listino | dimostrazione | volentieri | vorrei | vorremmo | mi piacerebbe
    | con piacere | sunt interesat* | suntem interesat* | ma intereseaza | suna bine
    | mai multe detalii | mai multe informatii | cat costa | trimiteti* | cu placere
  positive 5: ^sim | ^claro | ^com certeza | ^perfeito | ^beleza | ^certo | ^va bene | ^volentieri
    | ^perfetto | ^da
  neutral 5: qui etes vous | c est quoi | de quoi s agit | d ou tenez vous | comment avez vous eu
    | quien eres | quien es | esto que es | que es esto | de que se trata | de donde has sacado
    | de donde ha sacado | de donde sacaste | como has conseguido | como consiguio | quem fala
    | quem e voce | o que e isso | do que se trata | onde conseguiu | como conseguiu | chi siete
    | chi e lei | che cos e | di cosa si tratta | dove avete preso | dove ha trovato
    | come avete avuto | indisponibles chez
  unsubscribe 6: viola el rgpd | violacion del rgpd | proteccion de datos | violation du rgpd
  neutral 2: ^merci$ | ^merci | ^gracias$ | ^gracias | ^obrigad*$ | ^grazie$ | confirmado | ^recu
    | ^recibido | ^recebido | ^ricevuto
  negative 7: no es prioridad | no es una prioridad | pas une priorite | nao e prioridade
    | non e una priorita
  """
