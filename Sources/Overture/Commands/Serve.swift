import ArgumentParser
import Web

/// `overture serve`: the pages.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serve the web pages.")

  @OptionGroup var options: Options
  @OptionGroup var listening: ListeningOptions

  func run() throws {
    let settings = try options.settings(listening.flags)
    try settings.startLog()
    try settings.readWords()
    let running = Running()
    let pages = try settings.number(.threads) + 2
    try settings.withDatabases(pages: pages) { databases in
      try settings.prepare(databases)
      let serving = try Serving(settings, databases)
      serving.start(in: running)
      // `overture up` reports it once, when everything is ready.
      if !running.isSupervised {
        complain("serving on http://\(settings[.host]):\(serving.server.port)")
      }
      running.untilTheEnd(port: serving.server.port) { serving.server.stop() }
    }
  }
}

/// The flags of commands that listen.
struct ListeningOptions: ParsableArguments {
  @Option(help: "Address to listen on.")
  var host: String?

  @Option(help: "Port to listen on.")
  var port: String?

  @Option(help: "Public URL of the pages, for links in emails.")
  var publicURL: String?

  var flags: [(Setting, String?)] {
    [(.host, host), (.port, port), (.publicURL, publicURL)]
  }
}
