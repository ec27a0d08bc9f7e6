import Foundation
import Glibc

/// What a program of the system said, and with which status it ended.
struct CommandResult {
  let status: Int32
  let output: String
}

/// Runs a program to its end. Not Foundation's `Process`: that waits for every descendant that holds
/// its socket, and so for the server which `pg_ctl start` leaves behind.
func runCommand(_ program: String, _ arguments: [String]) throws -> CommandResult {
  let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  defer { unlink(output) }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  // A file and not a pipe: the server would keep a pipe open.
  posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_EXCL, 0o600)
  posix_spawn_file_actions_adddup2(&actions, 1, 2)
  // Signals that we block for ourselves are not blocked for the server.
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

  var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
  words.append(nil)
  defer { for word in words { free(word) } }
  var child: pid_t = 0
  let spawned = posix_spawn(&child, program, &actions, &attributes, words, environ)
  guard spawned == 0 else {
    throw Failure.refused("cannot run \(program): \(String(cString: strerror(spawned)))")
  }
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0, errno == EINTR {}
  let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
  let ended = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  return CommandResult(
    status: ended, output: text.trimmingCharacters(in: .whitespacesAndNewlines))
}
