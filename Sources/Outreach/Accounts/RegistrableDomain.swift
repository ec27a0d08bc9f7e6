/// The part of a host name that somebody has registered: `mail.frost.co.uk` is `frost.co.uk`. Nil for
/// what is only an ending, or no name at all. `host` is in lower case.
///
/// The endings of several labels are those below, which registries sell under; not the whole public
/// suffix list with its thousands of cities and hosting companies.
package func registrableDomain(of host: some StringProtocol) -> String? {
  let labels = host.split(separator: ".", omittingEmptySubsequences: false)
  guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }) else { return nil }
  let ending = labels[labels.count - 1]
  let second = labels[labels.count - 2]
  guard secondLabels[String(ending)]?.contains(String(second)) == true else {
    return "\(second).\(ending)"
  }
  guard labels.count >= 3 else { return nil }
  return "\(labels[labels.count - 3]).\(second).\(ending)"
}

/// By ending, the labels before it that are part of the ending.
private let secondLabels: [String: Set<String>] = {
  var table: [String: Set<String>] = [:]
  for line in endings.split(separator: "\n") {
    let words = line.split(separator: " ").map(String.init)
    table[words[0]] = Set(words.dropFirst())
  }
  return table
}()

private let endings = """
  ae co net org sch ac gov mil
  ar com edu gob gov int mil net org tur
  at ac co gv or
  au asn com edu gov id net org
  bd ac com edu gov mil net org
  bo com edu gob gov int mil net org tv
  br adm adv agr art com eco edu emp eng gov ind inf jus leg med mil mp net org rec srv tec tur tv
  bw co org
  cn ac com edu gov mil net org
  co com edu gov mil net nom org
  cr ac co ed fi go or sa
  cy ac biz com gov ltd net org press pro tm
  do art com edu gob gov mil net org sld web
  ec com edu fin gob gov info mil net org pro
  eg com edu eun gov mil name net org sci
  es com edu gob nom org
  fr asso com gouv nom prd tm
  gh com edu gov mil org
  gr com edu gov net org
  gt com edu gob ind mil net org
  hk com edu gov idv net org
  hu 2000 agrar bolt co film info org priv sport tm
  id ac biz co desa go mil my net or sch web
  il ac co gov idf k12 muni net org
  in ac co edu firm gen gov ind mil net nic org res
  it edu gov
  jo com edu gov mil name net org sch
  jp ac ad co ed go gr lg ne or
  ke ac co go info me mobi ne or sc
  kr ac co es go hs kg mil ms ne or pe re sc
  kw com edu emb gov ind net org
  lb com edu gov net org
  lk ac assn com edu gov grp hotel int ltd net ngo org sch soc web
  mt com edu net org
  mx com edu gob net org
  my com edu gov mil name net org
  na co com org
  ng com edu gov i mil mobi name net org sch
  ni ac co com edu gob in info int mil net nom org web
  np com edu gov mil name net org
  nz ac co cri geek gen govt health iwi kiwi maori mil net org parliament school
  om co com edu gov med museum net org pro
  pa abo ac com edu gob ing med net nom org sld
  pe com edu gob mil net nom org
  ph com edu gov i mil net ngo org
  pk biz com edu fam gob gok gon gop gos gov info net org web
  pl biz com edu gov info mil net org
  pt com edu gov int net nome org publ
  py com coop edu gov mil net org
  qa com edu gov mil name net org sch
  ro arts com firm info nom nt org rec store tm www
  rs ac co edu gov in org
  sa com edu gov med net org pub sch
  sg com edu gov net org per
  sv com edu gob org red
  th ac co go in mi net or
  tr av bbs bel biz com dr edu gen gov info k12 kep mil name net org pol tel tsk tv web
  tw club com ebiz edu game gov idv mil net org
  tz ac co go hotel info me mil mobi ne or sc tv
  ua com edu gov in net org
  ug ac co com go ne or org sc
  uk ac co gov ltd me mod net nhs org plc police sch
  uy com edu gub mil net org
  ve co com edu gob gov info mil net org web
  vn ac biz com edu gov health info int name net org pro
  za ac co edu gov law mil net nom org school web
  zm ac biz co com edu gov info mil net org sch
  zw ac co gov mil org
  """
