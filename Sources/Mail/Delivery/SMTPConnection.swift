import CLibCurl

/// A connection to a mail server: libcurl opens, secures and signs in; what follows is said here,
/// so it is always known which bytes have left.
///
/// `send` does one message. A thread that drives several connections takes the four steps itself:
/// `offer` on each, `readiness` of each, one commit for all, `transmit` on each, `outcome` of each.
package final class SMTPConnection {
  package let server: SMTPServer
  /// What EHLO offered, in capitals, as `PIPELINING` or `SIZE 10240000`.
  package let offers: [String]
  /// Messages that were offered to the server on this connection.
  package private(set) var messages = 0
  private let wire: SMTPWire
  private var isFailed = false
  private var needsReset = false
  private var isCutOff = false
  /// Whether the server has answered MAIL for the present message.
  private var hasMailAnswer = false
  private var sender = ""
  private var recipient = ""
  /// Whether bytes of the present message were given to the kernel.
  package private(set) var hasBegun = false
  /// What the server answered to the whole message, when it says neither yes nor no.
  package private(set) var unclearAnswer: SMTPAnswer?

  package init(_ server: SMTPServer, until cancellation: Cancellation = Cancellation()) throws {
    let opened = try SMTPOpening(server, until: cancellation).run()
    self.server = server
    offers = opened.offers
    wire = opened.wire
  }

  /// Sends one message and says how the server answered, at whatever step it refused. Nil: some
  /// of the message has left and no answer came, or an unclear one, so it is not known whether it
  /// arrived.
  ///
  /// `mayBegin` is asked once, after the server's 354 and before the first byte of the message.
  package func send(
    from: String, to: String, data: [UInt8], mayBegin: () throws -> Bool
  ) throws -> SMTPAnswer? {
    try offer(from: from, to: to)
    if let refusal = try readiness() { return refusal }
    do {
      guard try mayBegin() else { throw SMTPProblem.withdrawn }
    } catch {
      close()
      throw error
    }
    try transmit(data)
    return outcome()
  }

  /// Names sender and recipient; the server's answers are left for `readiness`.
  package func offer(from: String, to: String) throws {
    guard isPath(from), isPath(to) else { throw SMTPProblem.unusableAddress(to) }
    hasMailAnswer = false
    guard !isFailed else { throw loss("the connection is closed") }
    messages += 1
    hasBegun = false
    unclearAnswer = nil
    sender = from
    recipient = to
    guard isPipelining else { return }
    let reset = needsReset ? "RSET\r\n" : ""
    try write(reset + mail + rcpt + "DATA\r\n")
  }

  /// Nil when the server waits for the message, else its refusal.
  package func readiness() throws -> SMTPAnswer? {
    isPipelining ? try pipelinedReadiness() : try steppedReadiness()
  }

  /// Writes the message and the final dot. Throws when not one byte of it could leave; whether it
  /// all left, `outcome` tells.
  package func transmit(_ data: [UInt8]) throws {
    isCutOff = false
    do {
      try wire.write(dotted(data), within: server.timeouts.block) { hasBegun = true }
    } catch {
      isCutOff = true
      guard hasBegun else {
        close()
        throw SMTPProblem.hungUp(error.words)
      }
    }
  }

  /// The answer to the final dot; nil when none came, or one that says neither yes nor no, as a 3xx.
  package func outcome() -> SMTPAnswer? {
    // A server that cut us off may have said why; a good answer to half a message is none.
    let limit = isCutOff ? .zero : server.timeouts.finalDot
    let answer = try? wire.answer(within: limit)
    if let answer { note(answer) }
    if let answer, (300..<400).contains(answer.code) {
      close()
      unclearAnswer = answer
      return nil
    }
    if isCutOff || answer == nil { close() }
    return isCutOff && answer?.isAccepted == true ? nil : answer?.to(.message, from: sender)
  }

  /// Whether another message may be tried here: a server that has closed, or has said something
  /// unasked, such as 421, is done with us.
  package var isOpen: Bool { !isFailed && wire.isQuiet }

  /// Takes leave. What the server says to it makes no difference.
  package func quit() {
    guard !isFailed else { return }
    try? wire.write(Array("QUIT\r\n".utf8), within: .seconds(1)) {}
    _ = try? wire.answer(within: .seconds(1))
    close()
  }

  package func close() {
    isFailed = true
    wire.close()
  }
}

extension SMTPConnection {
  private var isPipelining: Bool { offers.contains("PIPELINING") }
  private var mail: String { "MAIL FROM:<\(sender)>\r\n" }
  private var rcpt: String { "RCPT TO:<\(recipient)>\r\n" }

  /// All answers are read, also after a refusal: they are on their way.
  private func pipelinedReadiness() throws -> SMTPAnswer? {
    if needsReset { _ = try answer(within: server.timeouts.command) }
    needsReset = false
    let toMail = try answer(within: server.timeouts.command).to(.mail, from: sender)
    hasMailAnswer = true
    if isFailed { return toMail }
    let toRcpt = try answer(within: server.timeouts.command).to(.rcpt, from: sender)
    if isFailed { return toMail.isAccepted ? toRcpt : toMail }
    let toData = try answer(within: server.timeouts.data).to(.data, from: sender)
    let refusal = [toMail, toRcpt].first { !$0.isAccepted }
    if toData.code == 354, let refusal {
      // It waits for a message to nobody: the dot alone ends that.
      try write(".\r\n")
      _ = try answer(within: server.timeouts.command)
      return refusal
    }
    return refusal ?? (toData.code == 354 ? nil : refused(toData))
  }

  private func steppedReadiness() throws -> SMTPAnswer? {
    if needsReset { _ = try ask("RSET\r\n", within: server.timeouts.command) }
    needsReset = false
    for (line, command) in [(mail, SMTPCommand.mail), (rcpt, .rcpt)] {
      let answer = try ask(line, within: server.timeouts.command)
      hasMailAnswer = true
      if !answer.isAccepted { return answer.to(command, from: sender) }
    }
    let toData = try ask("DATA\r\n", within: server.timeouts.data).to(.data, from: sender)
    return toData.code == 354 ? nil : refused(toData)
  }

  /// A 2xx to DATA is no promise of anything: the server is confused.
  private func refused(_ answer: SMTPAnswer) -> SMTPAnswer {
    guard answer.code < 400 else { return answer }
    close()
    return SMTPAnswer(code: 451, text: "unexpected answer to DATA: \(answer)")
  }

  private func ask(_ command: String, within limit: Duration) throws -> SMTPAnswer {
    try write(command)
    return try answer(within: limit)
  }

  private func write(_ commands: String) throws {
    do {
      try wire.write(Array(commands.utf8), within: server.timeouts.command) {}
    } catch {
      close()
      throw loss(error.words)
    }
  }

  private func answer(within limit: Duration) throws -> SMTPAnswer {
    do {
      let answer = try wire.answer(within: limit)
      note(answer)
      return answer
    } catch {
      close()
      throw loss(error.words)
    }
  }

  /// A server that ends before it has answered MAIL knows nothing of the message: it is the server's fault.
  private func loss(_ why: String) -> SMTPProblem {
    hasMailAnswer ? .hungUp(why) : .lost(why)
  }

  /// After a refusal the server is told to forget; after 421 it has gone.
  private func note(_ answer: SMTPAnswer) {
    if answer.code >= 400 { needsReset = true }
    if answer.code == 421 { close() }
  }
}

/// What may stand between the angle brackets of a command without breaking out of them.
private func isPath(_ address: String) -> Bool {
  address.utf8.count <= 254
    && address.utf8.allSatisfy(isInsideOfAngles)
}

/// Doubles each dot that begins a line, and adds the final one.
func dotted(_ data: [UInt8]) -> [UInt8] {
  let dot = UInt8(ascii: ".")
  var bytes: [UInt8] = []
  bytes.reserveCapacity(data.count + 16)
  var isAtStart = true
  for byte in data {
    if isAtStart, byte == dot { bytes.append(dot) }
    bytes.append(byte)
    isAtStart = byte == lineFeed
  }
  if !data.isEmpty, data.last != lineFeed { bytes += [carriageReturn, lineFeed] }
  bytes += [dot, carriageReturn, lineFeed]
  return bytes
}
