/// How servers word each reason, in small letters. The first reason that is found counts, so what
/// is particular comes before what is general.
let bouncePhrases: [(reason: BounceReason, phrases: [String])] =
  bounceTable
  .split(separator: "\n\n").compactMap { block in
    guard let colon = block.firstIndex(of: ":"),
      let reason = BounceReason(rawValue: String(block[..<colon]))
    else { return nil }
    let phrases = block[block.index(after: colon)...].split(separator: "|")
    return (reason, phrases.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") })
  }

/// The phrases, each with the number of its reason in `bouncePhrases`.
let bounceIndex = PhraseIndex(
  bouncePhrases.enumerated().flatMap { number, block in
    (block.phrases + more(for: block.reason)).map { (text: $0, number: number) }
  })

private func more(for reason: BounceReason) -> [String] {
  switch reason {
  case .userUnknown: missingAddresses
  case .blocked: unknownClients
  default: []
  }
}

/// The number of what says in so many words that an address is unknown.
let userUnknownNumber =
  bouncePhrases.firstIndex { $0.reason == .userUnknown } ?? bouncePhrases.count

private let bounceTable = """
  mailboxfull: mailbox full | mailbox is full | mailbox exceed | over quota | overquota | over
  disk quota | quota exceeded | exceeded quota | exceeds quota | exceeded storage | quota
  violation | storage quota | quota full | quota_exceed | mailbox quota | disc quota | exceeded
  its | over the allocated quota | insufficient user quota | not enough storage space | out of
  storage | size limit on this account | mailfolder is full | mailbox has exceeded | boite du
  destinataire pleine | boîte pleine | full mailbox | mailbox size limit | account is full | inbox
  full | inbox is full | is over its | quota reached | mailbox is stuffed | exceeded the space |
  user is over | over the maximum allowed | maildir over | maildir delivery failed: userdisk | has
  reached its quota | mailbox over | account over quota | space shortage | no space left on
  mailbox | 容量不足 | メールボックスが一杯 | メールボックスの容量 | not able to receive any more | sobrepaso | exceeded
  the limit of | user has too many messages | user has exhausted | email account that you tried to
  reach is over | mailspool | mailbox would exceed | too much mail data | not enough space | user
  disk | not enough disk space | disk quota | cuota | user quota | mailbox is over

  mesgtoobig: message too big | message too large | message size exceeds | message exceeds |
  exceeds size limit | size limit exceeded | message is too large | message file too big |
  exceeded maximum inbound message size | mail file size exceed | line limit exceeded | max
  message size | message length exceeds | too large to | message larger than | size exceeds
  maximum | exceeds the maximum message size | maximum message size

  virusdetected: virus detected | contains a virus | infected | virus found | malware | it has a
  potentially executable | virus/

  authfailure: dmarc | spf check | spf fail | sender policy framework | failed spf | spf record |
  openspf.org | sender id (pra) | not authorized to send | is not allowed to send from | is
  unauthenticated | multiple authentication checks failed | authentication level | //www.openspf |
  spf (sender | spf: | dkim fail | dkim check | dkim sig | bad dkim | dkim unauth | dkim ver

  requireptr: reverse dns | ptr record | no ptr | rdns | reverse lookup | cannot find your reverse
  | cannot resolve your address | cannot find your hostname | mismatches client ip | unresolvable
  relay host | reverse mapping | fix reverse | all mail servers must have a ptr | without a valid
  ptr | does not have a ptr | no matches to nameserver query | set up a reverse | servers without
  a reverse | unknown client | ip name lookup failed | client host rejected: cannot find

  norelaying: relay access denied | relaying denied | relay not permitted | relaying not allowed |
  not configured to relay | unable to relay | relaying mail to | relay denied | not permitted to
  relay | no relaying allowed | we don't relay | mail server requires authentication when
  attempting to send to a non-local | insecure mail relay | is not permitted to relay through |
  relaying prohibited | relay operation rejected | that domain isn't in my list of allowed
  rcpthosts | that domain isn't in my list | not a gateway | you must pop before | this system is
  not configured to relay | email address is not verified

  hasmoved: has moved | address has changed | has been replaced by | no longer at this address |
  new e-mail address | has changed address | no longer on server

  suspend: is disabled | been disabled | account disabled | user disabled | mailbox disabled |
  disabled recipient | disabled or discontinued | is inactive | account inactive | user inactive |
  inactive user | mailbox is frozen | account is locked | account is blocked | temporarily locked
  | currently suspended | is not currently active | account expired | account is closed | account
  closed | account has been locked | recipient suspend | frozen | mailbox currently suspended |
  mailbox unavailable or access denied | has been suspended | is a deactivated mailbox |
  deactivated | discontinued | recipient is not active | destinataire est bloque | account that
  you tried to reach is inactive | account that you tried to reach is disabled | is blocked from
  receiving | mailbox temporarily disabled | address no longer accepts mail | boite du
  destinataire archivee | account suspended | mailbox suspended | user suspended | is suspended |
  account is not active | mailbox not active | user not active

  speeding: rate that | too quickly | rate limited | speeding | sending too fast | messages too
  fast | unusual rate | mail sent too fast

  toomanyconn: too many connections | too many concurrent | connection rate limit | too many
  recipients | all available ips are at maximum | connection limit | too many sessions | too many
  simultaneous | max connection | exceeded the maximum number of connections | throttl | too many
  errors from your ip | too many smtp sessions | ip frequency limited

  notcompliantrfc: not rfc | rfc 5322 | rfc 2822 | duplicate header | multiple addresses in from |
  no valid from | this message is not rfc | missing a valid messageid | non-rfc | non-rfc
  compliant | header error | does not comply with rfc

  contenterror: improper use of 8-bit | mail format | header size exceeds | improper use | message
  header size | message mime complexity | is not accepting mail with | empty envelope senders not
  allowed | media error | header content | bare <lf> | conversion failure | lone carriage return |
  mime-error

  spamdetected: spam message | spam mail | spam detected | classified as spam | identified as spam
  | considered spam | scored as spam | looks like spam | likely spam | appears to be unsolicited |
  unsolicited | spam content | spamassassin | rejected as spam | high probability of spam |
  message contains spam | message was rejected by an anti | spam score | is spam | be spam |
  blacklisted url | mail rejete | mail content denied | due to spam | spam rejected | as spam |
  has been tagged as | contains suspicious content | resembles spam | probable spam | spam filter
  | anti-spam | antispam | bulk mail | junk mail | spamming not allowed | no spam | is suspected |
  spam policy | spam is not accepted | surbl | uribl | message content rejected | message rejected
  because of unacceptable content | dt:spm | not accept spam | rejected: spam | spam, | content
  filter | message filtered | spam-like | listed in multi.surbl

  badreputation: reputation | has been temporarily rate limited due to ip | low reputation | poor
  reputation

  blocked: blocked using | blacklist | blocklist | black list | block list | spamhaus | spamcop |
  dnsbl | rbl | banned sending ip | client host rejected | client host blocked | ip address is
  blocked | your ip | blocked by | access denied, banned | refused to talk to me | server refused
  to talk | connection refused by | connections not accepted | connection dropped | host network not allowed | not accepting connections |
  listed at | blocked for | access from ip address | blocked ip | mail from your host | blocked by
  the recipient | helo command rejected | helo  | ip is blocked | we have blocked | is blocked |
  too many bad commands | dynamic/residential | dynamic ip | bad sender ip | ip blocked | rejected
  due to rbl | domain does not exist:  | use the smtp server of your isp | from this ip |
  connection rejected | refused by blackmail | blocked - see | administrative prohibition | mx
  helo | no access from mail server | your e-mail is redundant | temporarily deferred due to
  unexpected volume | user complaints | deferred due to user | not accept mail from your | ip not
  allowed | dialup | [tss | unfortunately, messages from | network is on our block list | veuillez
  essayer plus tard ofr_999

  rejected: sender rejected | bad sender | unknown sender | sender unknown | sender not found |
  sender is not | sender does not exist | sender doesn't exist | your domain does not | return path |
  sender@>: sender |  sender not | sender address rejected | sender verify failed | sender domain |
  domain of sender address | invalid sender | sender denied | sender refused | sender unspecified
  | sender is spammer | mail from denied | access denied (in reply to mail | service permits 2
  unverifyable | unverified sender | address not allowed for this | returned mail not accepted
  here | bounce mail not accepted | null sender | empty sender | mail from is not | from address
  blacklisted | <> invalid sender | rejected: no valid sender | sending to/from an address that
  has been blacklisted | not accept mail from | sender not pre-approved | you are not allowed to
  post to | backscatter | could not verify sender | cannot verify sender | callout verification |
  domain mismatch | we do not accept mail from | is a prohibited sender | the message was rejected
  by recipient access control | denied by secumail | sender was rejected | sender address | from:<
  | domain mydomain. | sender's address | groups.google.com | support.google.com/a/answer/168383 |
  send mail as

  policyviolation: policy violation | by policy | policy reasons | policy restriction | violates
  policy | security policy | denied by policy | message rejected due to local policy | email
  rejected due to policy | rejected for policy reasons | administrative policy | disallowed by |
  protocol violation | prohibited by | prohibited attachment | attachment type | improper use of |
  potentially executable | we do not accept messages containing images | delivery not authorized |
  denied [bouncedeny] | blocked for abuse | message bounced due to organizational settings | this
  message has been blocked | delivery not authorized, message refused | you have exceeded the |
  not permitted by policy | because the recipient is not accepting mail with | policy | not
  accepting mail with attachments

  securityerror: potential security issue | authentication required | authentication failed |
  unauthenticated senders not allowed | authrequired | requires authentication | authentication is
  required | smtp authentication | verification failure | verification failed | insecure | content
  presents a potential security | not authenticated | must authenticate | turn on smtp
  authentication | security reasons | unauthenticated mail is prohibited | sorry, you don't
  authenticate | authentication turned on | certificate | please authenticate | executable files
  are not allowed | misconfigured or out of date | account not subscribed to ses | user must issue
  a starttls | encryption too weak

  failedstarttls: starttls | tls is required | tls session required | tls required

  systemfull: insufficient disk space | mail system full | requested mail action aborted: exceeded
  storage allocation | no space left on device | insufficient system storage

  hostunknown: bad destination host | nxdomain | dns hard error | domain could not be resolved |
  domain is invalid | host unknown | unknown host | host not found | domain not found | no such domain |
  domain does not exist | couldn't find any host | could not find any host | bad destination
  system address | unknown domain | domain isn't in | recipient domain must exist | recipient
  address rejected: unknown recipient domain | unrouteable domain | name or service not known |
  host name lookup failure | illegal host/domain | cannot find a mail exchanger | mx records point
  to non-existent | invalid domain | domain is not | non-existent domain | no such host | invalid
  recipient domain | unroutable domain | not a valid domain | not our customer | no account by
  that name here | delivery failure: unknown host | host/domain not found | host or domain name
  not found | can't find domain | destination server not found | domain is not reachable | no
  local mailbox domain | domain must exist | hostname unknown | couldn't find domain | could not
  be found or was misconfigured | nonexistent domain | name server lookup fail | the address has
  an unknown domain | bad host | illegal domain | unknown mail domain | lookup failure: host

  networkerror: too many hops | hop count exceeded | routing loop | mail loop | loops back to
  myself | hopcount | no route to host | network is unreachable | network error | dns error |
  lookup of | malformed or unexpected name server reply | name server: | nameserver | mail
  forwarding loop | maximum forwarding loop | message is looping | message looping | has loop |
  dns records are not found | dns server returned | unable to resolve route | could not connect
  and send the mail to | address family mismatch on destination mxs | all relays and no relays |
  all mail servers for | lookup failure | pipe broken | network unreachable | host not reachable |
  host unreachable | destination not reachable | cannot connect | unrouteable mail domain | all
  relevant mx records point to non-existent hosts | connection lost | invalid mx | lowest numbered
  mx record points to local host | name server timeout | dns timeout | malformed name server reply
  | couldn't connect to | mx lookup failed | what you are trying to deliver to is

  notaccept: couldn't find a mail exchanger | does not accept mail | does not accept any mail | no
  mx found | domain does not accept | null mx | nullmx | name service error for | host does not
  accept mail | system not accepting network messages | host/domain does not accept mail | no mail
  exchanger | smtp protocol returned a permanent error | we do not accept mail | no mx record |
  not receive mail | mail receiving disabled | destination seem to reject all mails | no host
  found for domain | does not receive mail

  userunknown: user unknown | unknown user | no such user | no such recipient | no such address |
  no such mailbox | no such person | no such account | unknown recipient | recipient unknown |
  unknown address | address unknown | mailbox not found | user not found | recipient not found |
  recipientnotfound | account not found | address not found | mailbox does not exist | user does
  not exist | account does not exist | recipient does not exist | address does not exist |
  mailbox unknown | no mailbox | no user | invalid recipient | recipient is invalid | invalid
  mailbox | invalid address | invalid user | not a valid user | not a valid mailbox | not a valid
  recipient | bad destination mailbox | bad recipient | bad address | user invalid |
  undeliverable address | unrouteable address | unroutable address | unrouteable | illegal user |
  illegal recipient | nosuchuser | unknown local | unknown account | unknown or illegal alias |
  mailbox unavailable | mailbox not available | mailbox invalid | invalid final delivery userid |
  utente sconosciuto | user missing | no account | account has been deleted | not our user | this
  user doesn't have | check if address is correct | please check the recipient | no valid
  recipients | recipients not found | r_no_such_user | no recipient | unknown email | email name
  is not found | requested action not taken: mailbox | mailbox name not allowed | users mailbox
  not found | user name is unknown | cannot find the user | wrong recipient | adressat unbekannt
  | destinatário | адресат | spool directory | inactive account or | dead account | recipient
  address unknown | recipient refused | invalid e-mail | wrong email address | kein benutzer |
  recipient not accepted | said: 550 recipient | no longer employed | no longer with | left the
  company | no longer works | unable to deliver message to < | address rejected: user

  filtered: because the recipient | only accepts mail from | whitelist | not allowed to send to |
  you are not allowed | restricted | due to extended inactivity | has refused | message could not
  be delivered due to a mailbox policy | user refuses | user rejected your | recipient refused
  your mail | this account is protected by | challenge | permission to post | not accepting mail |
  recipient's mailbox policy | not accept messages from | account is not accepting | you are not
  on the recipient | rejected by recipient | refused due to recipient preferences

  expired: timed out | timeout | giving up | delivery time expired | retry timeout | message
  expired | could not be delivered for | too long | connection refused | delivery attempts | will
  be retried | has been delayed | still in the queue | failed to deliver | not delivered after |
  been in the queue | undelivered for | could not find a gateway | unable to deliver in |
  conversation with | delivery expired | could not contact | failed to connect | delivery delayed
  | still trying | retry time not reached | delivery temporarily suspended | will keep trying |
  been unable to deliver | connection died | connection was dropped | server did not respond | did
  not accept our requests to connect | it has not been delivered | no connection | have not been
  able to | temporarily unable | host is down | closed connection | lost connection

  systemerror: internal system error | local error | system error | service refuse | internal
  error | local configuration | system config error | insufficient permission | processing error |
  can't create | unexpected failure | interrupted | i/o error | resources temporarily | unable to
  append | fatal error | server configuration | can't open mailbox | cannot open | requested
  action aborted | resources | mail server is down | local problem | misconfigur | unable to
  create a dot-lock | cannot append | timeout waiting for input | recipient rejected temporarily |
  proxy session

  mailererror: exit status | exited with | exit  | mailer error | command failed | broken pipe |
  signal  | procmail | x-unix | pipe to | returned a non-zero | child process | error running |
  permission denied

  syntaxerror: syntax error | malformed address | unrecognized command | bad syntax | invalid
  command

  userunknown: recipient address rejected | recipient rejected | does not like recipient

  onhold: on hold
  """
