import Foundation
import TestKit
import Testing

@testable import CSV

@Suite struct EncodingGuessTests {
  @Test(arguments: [
    (TextEncoding.windows1250, "Jméno;Firma\nŠťastný Žižka;Kůň a syn\n"),
    (.windows1250, "Name;Firma\nŁukasz Świątek;Żółw i Spółka\n"),
    (.windows1250, "Név;Cég\nSzabó Győző;Fűtő Kft\n"),
    (.latin2, "Name;Firma\nŁukasz Świątek;Żabka\n"), (.latin2, "Jméno\nŽaneta Šťastná\n"),
    (.windows1251, "Имя;Компания\nИван Петров;Ромашка\n"),
    (.windows1251, "ІМ’Я;Фірма\nОлена Ковальчук\n"),
    (.koi8R, "Имя;Компания\nИван Петров;Ромашка\n"),
    (.ibm866, "Имя;Компания\nИван Петров;Ромашка\n"),
    (.windows1253, "Όνομα;Εταιρεία\nΓιώργος Παπαδόπουλος;Ήλιος\n"),
    (.windows1254, "Ad;Şirket\nAyşe Yıldız;Güneş İnşaat\n"),
    (.windows1255, "שם;חברה\nדוד כהן;שמש\n"), (.windows1256, "الاسم;الشركة\nمحمد علي;شركة النور\n"),
    (.windows1257, "Vardas;Įmonė\nŽivilė Šimkutė;Ąžuolas\n"),
    (.windows874, "ชื่อ;บริษัท\nสมชาย ใจดี;ไทยเย็น\n"),
    (.windows1252, "Name;Ort\nJürgen „Jupp“ Groß;Köln – Süd\n"),
    (.latin1, "Nom;Ville\nFrançoise Lefèvre;Orléans\n"), (.latin1, "Nombre\nJosé Núñez\n"),
    (.latin1, "Navn\nBjørn Åse Sæther\n"),
    (.macintosh, "Name;Ort\nJürgen Groß;Köln\nFrançoise Lefèvre;Orléans\n"),
    (.macintosh, "Nombre\nJosé Núñez\nMaría Peña\n"),
    (.shiftJIS, "名前,会社\n田中太郎,株式会社さくら\n"), (.shiftJIS, "氏名,メール\n鈴木花子\n"),
    (.eucJP, "名前,会社\n田中太郎,株式会社さくら\n"),
    (.gbk, "姓名,公司\n王小明,上海冷链物流有限公司\n"), (.gbk, "邮箱,姓名\n李伟\n"),
    (.big5, "姓名,公司\n王小明,台北冷鏈物流股份有限公司\n"), (.big5, "郵件,姓名\n陳志偉\n"),
    (.eucKR, "이름,회사\n김민준,한국냉동물류 주식회사\n"), (.eucKR, "이메일,이름\n박지훈\n"),
  ])
  func theEncodingIsFoundByTheLettersOfAFewNames(encoding: TextEncoding, text: String) throws {
    let bytes = try encoded(text, as: encoding)
    let (found, header) = try withFile(bytes) { file in
      (try CSVFile(reading: file).encoding, try CSVFile(reading: file).header)
    }
    #expect(found == encoding, "\(text)")
    let first = text.split(separator: "\n")[0].split { ";,".contains($0) }
    if found == encoding { #expect(header == first.map(String.init)) }
  }

  @Test func aCharacterCutByAPieceIsWhole() throws {
    let rows = (0..<60_000).map { "p\($0)@firm.example,田中太郎,株式会社さくら\n" }.joined()
    let bytes = try encoded("email,名前,会社\n" + rows, as: .shiftJIS)
    try withFile(bytes) { file in
      let csv = try CSVFile(reading: file)
      #expect(csv.encoding == .shiftJIS)
      var wrong = 0
      try csv.eachRecord { record in
        if record.strings.dropFirst() != ["田中太郎", "株式会社さくら"] { wrong += 1 }
      }
      #expect(wrong == 0)
    }
  }

  @Test func whatHasNoMeaningIsAMarkAndNoEnd() throws {
    let converter = try #require(CharacterConverter(from: "CP932", to: "UTF-8"))
    var out: [UInt8] = []
    let wrong = [0x96, 0xBC, 0xFF, 0x41].map(UInt8.init).withUnsafeBufferPointer {
      converter.convert($0, into: &out)
    }
    #expect(String(decoding: out, as: UTF8.self) == "名\u{FFFD}A")
    #expect(wrong == 1)
  }

  private func encoded(_ text: String, as encoding: TextEncoding) throws -> [UInt8] {
    let converter = try #require(
      CharacterConverter(from: "UTF-8", to: encoding.converterName), "iconv lacks it")
    var out: [UInt8] = []
    let wrong = Array(text.utf8).withUnsafeBufferPointer { converter.convert($0, into: &out) }
    #expect(wrong == 0)
    return out
  }
}
