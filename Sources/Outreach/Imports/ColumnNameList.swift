/// What columns are called, by field and by how well the name says it: in the exports of other programs
/// (Salesforce, HubSpot, Pipedrive, Apollo, LinkedIn, Outlook, Google, Mailchimp, Brevo, lemlist,
/// Smartlead, ZoomInfo, Zoho, Xing) and in the languages of those who make tables by hand.
let columnNames: [(field: ImportField, strength: Int, names: String)] = [
  (
    .email, 5,
    """
    email, email address, e mail address, contact email, work email, business email, work email address,
    person email, email work, primary email, email 1, email id, emailaddress1, email addresses, emails,
    e-mail-adresse, mailadresse, email adresse, adresse e-mail, adresse email, adresse mail,
    adresse de messagerie, adresse électronique, courriel, correo electrónico, dirección de correo,
    dirección de correo electrónico, email corporativo, correo corporativo, indirizzo e-mail,
    indirizzo email, indirizzo di posta elettronica, posta elettronica, e-mail de trabalho,
    endereço de e-mail, endereço de email, endereço eletrônico, correio eletrónico, correio eletrônico,
    e-mailadres, emailadres, zakelijk e-mailadres, adres e-mail, adres email, adres poczty elektronicznej,
    e-mailová adresa, emailová adresa, e-mail cím, email cím, adresă de e-mail, adresă email,
    e-postadress, e-postadresse, e-mailadresse, sähköpostiosoite, sähköposti, e-posta adresi, e-posta,
    e-post, epost, e-mail naslov, email adresa, e-pasts, el. paštas, эл. почта, электронная почта,
    адрес электронной почты, имейл, пошта, електронна пошта, електронна адреса, ηλεκτρονική διεύθυνση,
    メールアドレス, メール, Eメール, 邮箱, 电子邮件, 电子邮箱, 邮件地址, 郵箱, 電子郵件, 電子郵件地址,
    이메일, 이메일 주소, 전자우편, אימייל, דואר אלקטרוני, البريد الإلكتروني, ایمیل, อีเมล
    """
  ),
  (.email, 3, "mail, correo, e mail, почта, メルアド, correo e, ηλ ταχυδρομείο"),
  (
    .firstName, 5,
    """
    first name, firstname, first, given name, givenname, forename, contact first name, fname,
    person first name, vorname, rufname, prénom, prenom, nombre de pila, primer nombre, nome próprio,
    primeiro nome, voornaam, förnamn, fornavn, imię, imiona, křestní jméno, krstné meno, keresztnév,
    utónév, prenume, etunimi, ön ad, ilk ad, eesnimi, vārds, vardas, имя, ім’я, име, όνομα, 名, 이름 (성 제외),
    שם פרטי, الاسم الأول, نام, ชื่อจริง
    """
  ),
  (
    .lastName, 5,
    """
    last name, lastname, last, family name, familyname, surname, contact last name, lname,
    person last name, second name, nachname, familienname, zuname, nom de famille, apellido, apellidos,
    primer apellido, cognome, apelido, último nome, sobrenome, achternaam, familienaam, efternamn,
    efternavn, etternavn, nazwisko, příjmení, priezvisko, vezetéknév, családnév, nume de familie,
    sukunimi, soyad, soyadı, soyisim, prezime, priimek, perekonnanimi, uzvārds, pavardė, фамилия,
    прізвище, фамилно име, презиме, επώνυμο, επίθετο, 姓, 苗字, 성, שם משפחה, اسم العائلة, نام خانوادگی,
    นามสกุล
    """
  ),
  (
    .name, 5,
    """
    full name, fullname, contact name, person name, display name, lead name, vollständiger name,
    vor- und nachname, name des ansprechpartners, nom complet, nom et prénom, prénom et nom,
    nombre completo, nombre y apellidos, nome completo, nome e cognome, volledige naam, naam contactpersoon,
    imię i nazwisko, jméno a příjmení, meno a priezvisko, teljes név, nume complet, fullständigt namn,
    fulde navn, fullt navn, koko nimi, ad soyad, adı soyadı, ime i prezime, ime in priimek, фио,
    полное имя, фамилия и имя, піб, име и фамилия, ονοματεπώνυμο, 氏名, お名前, 名前, 担当者名, 担当者, 姓名,
    联系人, 聯絡人, 이름, 성명, 담당자, שם מלא, الاسم الكامل, ชื่อ-นามสกุล, ชื่อ
    """
  ),
  (
    .name, 3,
    """
    name, contact, contact person, ansprechpartner, ansprechpartnerin, kontakt, kontaktperson, contactpersoon, nom,
    nombre, nome, naam, namn, navn, nimi, nume, nazwa, ad, isim, jméno, meno, ime, név, contacto, contatto,
    contato, referente, interlocuteur, vārds uzvārds, контакт, контактное лицо, الاسم, שם
    """
  ),
  (
    .title, 5,
    """
    job title, jobtitle, job position, position title, title in company, organization title,
    organization 1 title, organisation title, person job title, job role, berufsbezeichnung,
    stellenbezeichnung, funktion, position im unternehmen, intitulé du poste, titre du poste, fonction,
    cargo, puesto, puesto de trabajo, qualifica, posizione, ruolo, mansione, função, functie,
    functietitel, stanowisko, pracovní pozice, pozice, pozícia, beosztás, munkakör, funcție, funcția,
    befattning, yrkestitel, stilling, stillingsbetegnelse, jobtitel, tehtävänimike, ünvan, unvan,
    radno mjesto, delovno mesto, ametikoht, amats, pareigos, должность, посада, длъжност, θέση,
    役職, 職種, 肩書き, 职位, 职务, 職位, 職稱, 직책, 직위, 직급, תפקיד, المسمى الوظيفي, ตำแหน่ง
    """
  ),
  (
    .title, 2,
    "title, position, role, poste, stelle, titel, titre, tytuł, job, headline, occupation"
  ),
  (
    .phone, 5,
    """
    phone, phone number, phonenumber, telephone, telephone number, business phone, work phone,
    direct phone, direct phone number, work direct phone, contact phone, person phone, phone work,
    company phone number direct, telefon, telefonnummer, telefon geschäftlich, rufnummer, durchwahl,
    téléphone, numéro de téléphone, tél, teléfono, número de teléfono, telefono, numero di telefono,
    telefone, número de telefone, telefoon, telefoonnummer, numer telefonu, nr telefonu,
    telefonní číslo, telefónne číslo, telefonszám, număr de telefon, puhelin, puhelinnumero,
    telefon numarası, broj telefona, telefonska številka, tālrunis, telefonas, телефон, номер телефона,
    τηλέφωνο, 電話番号, 電話, 电话, 电话号码, 聯絡電話, 전화번호, 전화, 연락처, טלפון, الهاتف, رقم الهاتف, تلفن,
    โทรศัพท์, เบอร์โทรศัพท์
    """
  ),
  (
    .phone, 3,
    """
    tel, mobile, mobile phone, mobile number, mobilephone, cell, cell phone, cellphone, mobil,
    mobiltelefon, handy, handynummer, portable, téléphone portable, móvil, celular, cellulare, telemóvel,
    mobiel, mobiele telefoon, komórka, mobilnummer, matkapuhelin, cep telefonu, мобильный, 携帯電話, 携帯,
    手机, 手机号, 手機, 휴대폰, נייד, الجوال, phones, sms, corporate phone, other phone
    """
  ),
  (
    .linkedin, 5,
    """
    linkedin, linkedin url, linkedinurl, linkedin profile, linkedin profile url, person linkedin url,
    contact linkedin url, linkedin contact profile url, linkedin link, linkedin bio,
    linkedin sales navigator url, profile url, profil linkedin, linkedin-profil, perfil de linkedin,
    profilo linkedin, perfil do linkedin, linkedin profiel, profil url
    """
  ),
  (
    .language, 4,
    """
    language, preferred language, language preference, lang, locale, sprache, bevorzugte sprache, langue,
    idioma, lengua, lingua, língua, taal, voorkeurstaal, język, jazyk, nyelv, limbă, limba, språk, sprog,
    kieli, dil, jezik, keel, valoda, kalba, язык, мова, език, γλώσσα, 言語, 语言, 語言, 언어, שפה, اللغة
    """
  ),
  (
    .timeZone, 4,
    """
    time zone, timezone, zeitzone, fuseau horaire, zona horaria, huso horario, fuso orario, fuso horário,
    tijdzone, strefa czasowa, časové pásmo, časová zóna, időzóna, tidszon, tidssone, tidszone,
    aikavyöhyke, saat dilimi, часовой пояс, タイムゾーン, 时区, 時區, 시간대
    """
  ),
  (
    .company, 5,
    """
    company, company name, companyname, account, account name, accountname, organization, organisation,
    organization name, organisation name, organization 1 name, employer, employer name, business name,
    current company, associated company, primary company, company account, sales account, firm, firm name,
    firma, firmenname, unternehmen, unternehmensname, organisation firma, arbeitgeber, société,
    nom de la société, entreprise, nom de l’entreprise, nom entreprise, raison sociale, organisme,
    empresa, nombre de la empresa, nombre empresa, razón social, compañía, organización, azienda,
    nome azienda, società, ragione sociale, impresa, nome da empresa, companhia, organização, bedrijf,
    bedrijfsnaam, organisatie, werkgever, nazwa firmy, przedsiębiorstwo, pracodawca, organizacja,
    název firmy, společnost, název společnosti, názov firmy, spoločnosť, cég, cégnév, vállalat,
    companie, nume companie, firmă, företag, företagsnamn, bolag, virksomhed, virksomhet, firmanavn,
    bedrift, selskab, selskap, yritys, yrityksen nimi, şirket, şirket adı, firma adı, kurum, tvrtka,
    poduzeće, podjetje, preduzeće, ettevõte, uzņēmums, įmonė, компания, название компании, организация,
    фирма, предприятие, компанія, підприємство, организация фирма, εταιρεία, εταιρία, επωνυμία,
    会社, 会社名, 企業名, 勤務先, 公司, 公司名称, 企业, 单位, 公司名稱, 企業, 회사, 회사명, 기업명, 업체명, חברה,
    שם החברה, الشركة, اسم الشركة, شرکت, บริษัท
    """
  ),
  (
    .website, 5,
    """
    website, web site, company website, website url, website 1 value, web page, webpage, homepage,
    website address, company url, organization website, company domain, company domain name, webseite,
    internetseite, internetadresse, internet, site web, site internet, site de l’entreprise, sitio web,
    página web, sito web, sito internet, sito, página da web, site da empresa, webpagina, strona www,
    strona internetowa, webové stránky, webová stránka, weboldal, honlap, webbplats, hemsida, webside,
    hjemmeside, nettside, verkkosivusto, kotisivut, web sitesi, spletna stran, web stranica, koduleht,
    сайт, веб-сайт, вебсайт, ιστοσελίδα, ウェブサイト, ホームページ, 网站, 网址, 網站, 홈페이지, 웹사이트, אתר, الموقع الإلكتروني
    """
  ),
  (
    .website, 2, "web, url, domain, domain name, site, www, link, domaine, dominio, domínio, domena"
  ),
  (
    .industry, 4,
    """
    industry, primary industry, company industry, line of business, sector, business sector, branche,
    wirtschaftszweig, industrie, secteur, secteur d’activité, industria, rubro, giro, settore,
    settore di attività, setor, indústria, ramo de atividade, bedrijfstak, branża, sektor, obor,
    odvětví, odvetvie, iparág, ágazat, industrie firmă, domeniu de activitate, bransch, bransje, toimiala,
    sektör, djelatnost, panoga, tegevusala, nozare, sritis, отрасль, сфера деятельности, галузь, отрасъл,
    κλάδος, 業種, 業界, 行业, 產業, 行業, 업종, ענף, القطاع
    """
  ),
  (
    .employees, 4,
    """
    employees, number of employees, no of employees, num employees, employee count, # employees,
    company size, company headcount, headcount, team size, employee range, mitarbeiter, mitarbeiterzahl,
    anzahl mitarbeiter, unternehmensgröße, effectif, effectifs, nombre d’employés, nombre de salariés,
    empleados, número de empleados, dipendenti, numero di dipendenti, funcionários,
    número de funcionários, colaboradores, werknemers, aantal werknemers, medewerkers,
    liczba pracowników, pracownicy, počet zaměstnanců, zaměstnanci, počet zamestnancov, létszám,
    alkalmazottak száma, angajați, număr de angajați, anställda, antal anställda, ansatte,
    antall ansatte, antal ansatte, henkilöstömäärä, çalışan sayısı, broj zaposlenih, število zaposlenih,
    töötajate arv, darbinieki, darbuotojų skaičius, число сотрудников, количество сотрудников, сотрудники,
    кількість працівників, брой служители, αριθμός εργαζομένων, 従業員数, 社員数, 员工人数, 人数, 員工人數,
    직원수, 직원 수
    """
  ),
  (
    .country, 5,
    """
    company country, country region, company country region, billing country, mailing country,
    business country, business country region, work country, address 1 country, country code,
    company hq country, organization country, location country
    """
  ),
  (
    .country, 4,
    """
    country, land, staat, pays, país, paese, nazione, kraj, země, stát, krajina, štát, ország, țară, țara,
    maa, ülke, država, zemlja, riik, valsts, šalis, страна, країна, държава, χώρα, 国, 国名, 国家, 國家, 국가,
    나라, מדינה, البلد, الدولة, کشور, ประเทศ
    """
  ),
  (
    .city, 5,
    """
    company city, billing city, mailing city, business city, work city, address 1 city, company hq city,
    organization city
    """
  ),
  (
    .city, 4,
    """
    city, town, city town, ort, stadt, wohnort, standort, ville, localité, ciudad, localidad, población,
    città, comune, cidade, municipio, município, plaats, stad, woonplaats, miasto, miejscowość, město,
    obec, mesto, város, település, oraș, localitate, ort stad, by, poststed, kaupunki, postitoimipaikka,
    şehir, il, grad, linn, pilsēta, miestas, город, місто, град, πόλη, 市区町村, 都市, 城市, 도시, עיר,
    المدينة, شهر, เมือง, จังหวัด
    """
  ),
  (
    .description, 3,
    """
    description, company description, notes, note, about, comment, comments, beschreibung, bemerkung,
    bemerkungen, notizen, notiz, kommentar, remarques, commentaire, commentaires, descripción, notas,
    observaciones, comentarios, descrizione, osservazioni, descrição, observações, omschrijving,
    opmerkingen, notities, opis, uwagi, notatki, popis, poznámka, poznámky, leírás, megjegyzés,
    descriere, observații, beskrivning, anteckningar, beskrivelse, bemærkninger, merknader, kuvaus,
    huomautukset, açıklama, notlar, napomena, opombe, kirjeldus, apraksts, aprašymas, описание,
    примечание, примечания, комментарий, опис, примітка, бележки, περιγραφή, 備考, メモ, 备注, 備註, 비고, 메모,
    הערות, ملاحظات
    """
  ),
]
