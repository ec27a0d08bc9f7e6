/// The passwords of at least eight characters that are tried first: the most frequent ones, and those that
/// people choose who are asked for a digit or live in another country.
let commonPasswords = Set(
  (frequentPasswords + " " + likelyPasswords).split(whereSeparator: \.isWhitespace).map(String.init)
)

private let likelyPasswords = """
  12345678 123456789 1234567890 12345678910 123456789a 1234567891 0123456789 01234567 0987654321
  987654321 9876543210 87654321 123123123 1231231234 12341234 123412345 11223344 1122334455
  112233445566 11111111 111111111 1111111111 22222222 33333333 55555555 66666666 77777777 88888888
  99999999 00000000 000000000 0000000000 10101010 12121212 13131313 14141414 123321123 147258369
  159753456 147852369 741852963 789456123 963852741 14725836 12344321 123454321 12345679 123456123
  1234qwer 123qweasd 123qwe123 123qweasdzxc 123abc123 123456qwerty 123456abc 12345qwert 12345abc
  12345678a 123456789q 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz1qaz
  q1w2e3r4 q1w2e3r4t5 qazwsxedc qazwsx123 qazxswedc qwerty12 qwerty123 qwerty1234 qwerty12345
  qwerty123456 qwerty321 qwertyui qwertyuio qwertyuiop qwertyuiop123 qwertz123 qwertzuiop qweqweqwe
  qweasdzxc qweasd123 asdfghjk asdfghjkl asdfasdf asdf1234 asdasdasd asd123456 asdqwe123 zxcvbnm1
  zxcvbnm123 zxcvbnm, zaq12wsx zaq1zaq1 zaq1xsw2 yxcvbnm1 azertyuiop azerty123 abcd1234 abcde12345
  abc12345 abc123456 abc123abc abcdefgh abcdefghi abcdefghij abcd12345 abcdef123 a1234567 a12345678
  a123456789 aa123456 aa12345678 a1b2c3d4 a1s2d3f4 aaaaaaaa aaaaaaaaa aabbccdd asdfgh12 password
  password1 password12 password123 password1234 password12345 password! password1! passw0rd
  p@ssw0rd p@ssword p@$$w0rd pass1234 pass12345 passpass passwort passwort1 passwort123 kennwort
  motdepasse contraseña contrasena senha123 parola123 mypassword newpassword changeme changeme1
  changeme123 changeit letmein1 letmein123 letmeinnow welcome1 welcome12 welcome123 welcome1234
  welcome2024 welcome2025 welcome2026 willkommen bienvenue hallo123 hello123 hello1234 hellohello
  administrator admin123 admin1234 admin12345 adminadmin admin@123 root1234 rootroot toor1234
  superman superman1 batman123 spiderman spiderman1 starwars starwars1 startrek iloveyou iloveyou1
  iloveyou2 iloveyou123 iloveyou! ichliebedich lovelove loveyou1 sunshine sunshine1 sunflower
  princess princess1 football football1 football123 baseball baseball1 basketball basketball1
  volleyball hockey123 soccer123 fussball liverpool liverpool1 arsenal1 chelsea1 barcelona juventus
  realmadrid manchester manutd123 chocolate chocolate1 butterfly butterfly1 computer computer1
  computer123 internet internet1 michelle jennifer jonathan samantha elizabeth alexander alexandra
  christian christopher nicholas benjamin veronica victoria margaret danielle stephanie jasmine1
  michael1 michael123 jordan23 jordan123 ashley123 charlie1 charlie123 daniel123 andrew123 robert123
  thomas123 jessica1 nicole123 anthony1 matthew1 joshua123 william1 heather1 maverick trustno1
  trustno1! whatever whatever1 dragon123 dragonball monkey123 shadow123 master123 mustang1 corvette
  mercedes ferrari1 porsche911 yamaha123 kawasaki harley123 harleydavidson marlboro1 bigdaddy
  blink182 metallica slipknot greenday nirvana1 eminem123 pokemon1 pokemon123 minecraft minecraft1
  fortnite roblox123 nintendo playstation xbox360! fuckyou1 fuckyou123 fuckoff1 assassin blahblah
  bullshit asshole1 killer123 hunter123 ranger123 phoenix1 midnight midnight1 december november
  september october1 february summer123 summer2024 summer2025 summer2026 winter123 winter2024
  winter2025 winter2026 spring123 autumn123 herbst2025 sommer2025 januar2025 monday123 friday123
  freedom1 freedom123 forever1 forever21 babygirl babygirl1 babygurl1 beautiful beautiful1 precious
  happy123 happyday friends1 friendship family123 jesus123 jesuschrist godisgood blessed1 heaven123
  angel123 angels123 lovely123 secret123 secret1234 topsecret security security1 access123 access14
  default1 guest123 guestguest user1234 useruser test1234 test12345 testtest testing1 testing123
  demo1234 demodemo example1 sample123 temp1234 temppass qwer1234 qwerasdf qwerqwer poiuytrewq
  lkjhgfdsa mnbvcxz1 zxcv1234 zxczxczxc 1234abcd 1234asdf 4rfv5tgb !qaz2wsx 1234567q 123123qwe
  123321qwe 102030405060 1029384756 135792468 246813579 314159265 31415926 11235813 20202020
  19841984 19901990 20002000 1234567a 123698745 google123 facebook facebook1 linkedin linkedin1
  instagram twitter1 whatsapp samsung1 samsung123 iphone123 apple123 windows10 microsoft microsoft1
  overture overture1 overture123 outreach outreach1 outreach123 salesforce salesforce1 marketing
  marketing1 company123 business1 office123 london123 newyork1 germany1 deutschland schalke04
  borussia bayern123 hamburg1 berlin123 munich123 austria1 australia america1 england1 canada123
  """
