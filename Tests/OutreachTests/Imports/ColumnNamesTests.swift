import Outreach
import Testing

@Suite struct ColumnNamesTests {
  /// Headers of other programs' exports and of tables made by hand: what goes where, `-` for left out.
  @Test(arguments: [
    (
      "Salesforce",
      "First Name>first_name,Last Name>last_name,Title>title,Company / Account>company,Email>email,"
        + "Phone>phone,Mobile>-,Lead Source>-,Lead Status>-,Lead Owner>-,City>city,Country>country"
    ),
    (
      "HubSpot",
      "Record ID>-,First Name>first_name,Last Name>last_name,Email>email,Phone Number>phone,Contact owner>-,"
        + "Associated Company>company,Job Title>title,Website URL>website,Number of Employees>employees"
    ),
    (
      "Outlook",
      "First Name>first_name,Middle Name>-,Last Name>last_name,Title>-,Suffix>-,E-mail Address>email,"
        + "E-mail 2 Address>-,E-mail Display Name>-,Company>company,Job Title>title,Business Phone>phone,"
        + "Mobile Phone>-,Business City>city,Business Country/Region>country,Web Page>website,Notes>description"
    ),
    (
      "Google, former",
      "Name>-,Given Name>first_name,Family Name>last_name,E-mail 1 - Type>-,E-mail 1 - Value>email,"
        + "E-mail 2 - Value>-,Phone 1 - Type>-,Phone 1 - Value>phone,Organization 1 - Name>company,"
        + "Organization 1 - Title>title,Website 1 - Value>website"
    ),
    (
      "Pipedrive",
      "Person - Name>name,Person - Email - Work>email,Person - Email - Home>-,Person - Phone - Work>phone,"
        + "Organization - Name>company,Person - Label>-"
    ),
    (
      "Apollo",
      "First Name>first_name,Last Name>last_name,Title>title,Company>company,Company Name for Emails>-,"
        + "Email>email,Email Status>-,Seniority>-,Contact Owner>-,Work Direct Phone>phone,Mobile Phone>-,"
        + "# Employees>employees,Industry>industry,Person Linkedin Url>linkedin,Website>website,"
        + "Company Linkedin Url>-,City>-,Country>-,Company City>city,Company Country>country,Company Phone>-"
    ),
    (
      "LinkedIn",
      "First Name>first_name,Last Name>last_name,URL>linkedin,Email Address>email,Company>company,"
        + "Position>title,Connected On>-"
    ),
    (
      "Mailchimp",
      "Email Address>email,First Name>first_name,Last Name>last_name,Phone Number>phone,MEMBER_RATING>-"
    ),
    (
      "lemlist",
      "email>email,firstName>first_name,lastName>last_name,companyName>company,jobTitle>title,"
        + "linkedinUrl>linkedin,companyDomain>website,phone>phone,timezone>time_zone,icebreaker>-"
    ),
    (
      "Smartlead",
      "first_name>first_name,last_name>last_name,email>email,phone_number>phone,company_name>company,"
        + "website>website,location>-,linkedin_profile>linkedin"
    ),
    ("Brevo", "EMAIL>email,NOM>last_name,PRENOM>first_name,SMS>phone"),
    (
      "Zoho",
      "First Name>first_name,Last Name>last_name,Account Name>company,Email>email,Secondary Email>-,Mobile>phone"
    ),
    (
      "German",
      "Anrede>-,Vorname>first_name,Name>last_name,Firma>company,E-Mail-Adresse>email,Position>title,Ort>city"
    ),
    (
      "French",
      "Civilité>-,Prénom>first_name,Nom>last_name,Société>company,Adresse e-mail>email,Téléphone>phone,Ville>city"
    ),
    (
      "Spanish",
      "Nombre>first_name,Apellidos>last_name,Empresa>company,Correo electrónico>email,Cargo>title,País>country"
    ),
    (
      "Italian",
      "Nome>first_name,Cognome>last_name,Azienda>company,Indirizzo e-mail>email,Telefono>phone,Città>city"
    ),
    (
      "Portuguese",
      "Nome>first_name,Sobrenome>last_name,Empresa>company,E-mail>email,Telefone>phone,Cidade>city"
    ),
    (
      "Dutch",
      "Voornaam>first_name,Achternaam>last_name,Bedrijf>company,E-mailadres>email,Functie>title,Plaats>city"
    ),
    (
      "Polish",
      "Imię>first_name,Nazwisko>last_name,Nazwa firmy>company,Adres e-mail>email,Telefon>phone,Stanowisko>title"
    ),
    (
      "Czech",
      "Jméno>first_name,Příjmení>last_name,Název společnosti>company,E-mail>email,Pracovní pozice>title"
    ),
    (
      "Hungarian",
      "Vezetéknév>last_name,Keresztnév>first_name,Cég>company,E-mail cím>email,Beosztás>title"
    ),
    (
      "Swedish",
      "Förnamn>first_name,Efternamn>last_name,Företag>company,E-postadress>email,Ort>city"
    ),
    ("Danish", "Navn>name,Firma>company,E-mail>email,Stilling>title,Telefon>phone"),
    ("Turkish", "Ad>first_name,Soyad>last_name,Şirket>company,E-posta>email,Ünvan>title"),
    (
      "Russian",
      "Имя>first_name,Фамилия>last_name,Компания>company,Электронная почта>email,Должность>title"
    ),
    ("Japanese", "氏名>name,会社名>company,メールアドレス>email,役職>title,電話番号>phone"),
    ("Chinese", "姓名>name,公司>company,邮箱>email,职位>title,手机>phone"),
    ("Korean", "이름>name,회사>company,이메일>email,직책>title,전화번호>phone"),
  ])
  func columnsAreKnownByTheirNames(program: String, columns: String) {
    let pairs = columns.split(separator: ",").map { $0.split(separator: ">").map(String.init) }
    let mapping = ImportMapping(guessing: pairs.map { $0[0] })
    for (place, pair) in pairs.enumerated() {
      #expect(mapping[place]?.key ?? "-" == pair[1], "\(program): \(pair[0])")
    }
  }
}
