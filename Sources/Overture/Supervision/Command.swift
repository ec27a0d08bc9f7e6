import Foundation
import Glibc

/// The output of a system program, and its exit status.
struct CommandResult {
  let status: Int32
  let output: String
}

/// Runs a program to its end. Not Foundation's `Process`: that waits for every descendant that
/// holds its socket, and so for the server that `pg_ctl start` leaves behind. `name`: how `end`
/// knows it.
func runCommand(
  _ program: String, _ arguments: [String], named name: String? = nil
) throws -> CommandResult {
  let output = try namelessFile()
  defer { close(output) }
  let child = try spawn(program, arguments, output: output)
  let status = Preparation.wait(for: child, named: name ?? program)
  let bytes = FileHandle(fileDescriptor: output, closeOnDealloc: false)
  try bytes.seek(toOffset: 0)
  let text = String(decoding: try bytes.readToEnd() ?? Data(), as: UTF8.self)
  return CommandResult(
    status: status.code, output: text.trimmingCharacters(in: .whitespacesAndNewlines))
}

/// A file that no one else can open, and that disappears when it is closed. A file and not a pipe:
/// the server would keep a pipe open.
private func namelessFile() throws -> Int32 {
  var pattern = Array(
    (FileManager.default.temporaryDirectory.path + "/overture-command-XXXXXX").utf8CString)
  let file = mkstemp(&pattern)
  guard file >= 0 else {
    throw Failure.refused(
      "cannot write in \(FileManager.default.temporaryDirectory.path): "
        + String(cString: strerror(errno)))
  }
  _ = fcntl(file, F_SETFD, FD_CLOEXEC)
  unlink(pattern)
  return file
}

/// A pipe that no program inherits.
func closedPipe() throws -> (read: Int32, write: Int32) {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else {
    throw Failure.refused("cannot make a pipe: \(String(cString: strerror(errno)))")
  }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}

/// Starts a program that inherits nothing of ours but the arguments: signals that we block for
/// ourselves are not blocked for it. `name` is its name in process lists. An `output` of nil is
/// ours. `inherited` are descriptors that it gets under the same numbers. `session`: it belongs to
/// no terminal; otherwise it is a process group of its own or, without `group`, a part of ours.
func spawn(
  _ program: String, _ arguments: [String], named name: String? = nil,
  environment: [String: String]? = nil,
  output: Int32? = nil, inherited: [Int32] = [], session: Bool = false, group: Bool = false
) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  if let output {
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
  }
  // Duplicated to its own number: so it stays open while all our other descriptors are closed.
  for descriptor in inherited {
    posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor)
  }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  // POSIX_SPAWN_SETSID, which Swift's Glibc leaves out.
  let flags =
    Int32(POSIX_SPAWN_SETSIGMASK) | (session ? 0x80 : 0)
    | (group ? Int32(POSIX_SPAWN_SETPGROUP) : 0)
  posix_spawnattr_setflags(&attributes, Int16(flags))

  var words: [UnsafeMutablePointer<CChar>?] = ([name ?? program] + arguments).map { strdup($0) }
  words.append(nil)
  var given: [UnsafeMutablePointer<CChar>?] =
    environment.map { $0.map { strdup("\($0.key)=\($0.value)") } } ?? []
  given.append(nil)
  defer { for word in words + given { free(word) } }
  var child: pid_t = 0
  let spawned =
    environment == nil
    ? posix_spawn(&child, program, &actions, &attributes, words, environ)
    : posix_spawn(&child, program, &actions, &attributes, words, given)
  guard spawned == 0 else {
    throw Failure.refused("cannot run \(program): \(String(cString: strerror(spawned)))")
  }
  return child
}

/// How a process ended.
struct ExitStatus: CustomStringConvertible {
  private let raw: Int32

  init(_ raw: Int32) { self.raw = raw }

  static func wait(for child: pid_t) -> ExitStatus {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return ExitStatus(status)
  }

  /// The signal that killed it, if one did.
  var signal: Int32? { raw & 0x7f == 0 ? nil : raw & 0x7f }

  /// As a shell reports it: 128 plus the signal.
  var code: Int32 { signal.map { 128 + $0 } ?? (raw >> 8) & 0xff }

  var description: String {
    guard let signal else { return "exit code \(code)" }
    return "signal \(signal) (\(String(cString: strsignal(signal))))"
  }
}
