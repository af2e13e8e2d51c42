import Foundation
import Glibc

/// A started program whose standard output and error go to files, so that no pipe can fill and block it.
///
/// The owner ends it with `finish` or `kill` and `finish`; one that is dropped unfinished is killed and reaped.
@safe public struct RunningProgram: ~Copyable {
  public let processID: pid_t
  private let started: ContinuousClock.Instant
  private let outputs: Workdir
  private var isReaped: Bool

  /// Starts `program` in `directory`, with `environment` added to our own and standard input from a file.
  ///
  /// - Throws: `ProgramError` when the program cannot be started.
  public init(
    _ program: String, _ arguments: [String], in directory: String, environment: [String: String] = [:],
    standardInput: String = "/dev/null"
  ) throws {
    let outputs = try Workdir()
    let started = ContinuousClock.now
    let surroundings = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // `env` changes the directory and becomes the program; posix_spawn's own way is hidden from Swift by a C macro.
    let processID = try RunningProgram.spawn(
      ["/usr/bin/env", "-C", directory, program] + arguments, surroundings.map { "\($0)=\($1)" },
      SpawnFiles(input: standardInput, output: outputs.path("stdout"), error: outputs.path("stderr")))
    (self.outputs, self.started, self.processID, isReaped) = (outputs, started, processID, false)
  }

  deinit {
    if !isReaped {
      _ = Glibc.kill(processID, SIGKILL)
      var status: Int32 = 0
      _ = unsafe waitpid(processID, &status, 0)
    }
  }

  /// Sends a signal, which may find the program already ended.
  public func kill(_ signal: Int32) { _ = Glibc.kill(processID, signal) }

  /// What the program has written to standard error so far.
  public var standardErrorSoFar: String { outputs.text("stderr") }

  /// Waits for the end, at most `deadline` seconds; then the program is killed and the run marked as timed out.
  public consuming func finish(deadline: Double = 120) -> FinishedRun {
    var status: Int32 = 0
    var usage = rusage()
    var timedOut = false
    while unsafe wait4(processID, &status, WNOHANG, &usage) == 0 {
      if !timedOut, ContinuousClock.now - started > .seconds(deadline) {
        timedOut = true
        kill(SIGKILL)
      }
      usleep(500)
    }
    isReaped = true
    let signal = status & 0x7F
    return FinishedRun(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, standardOutput: outputs.text("stdout"),
      standardError: outputs.text("stderr"), seconds: (ContinuousClock.now - started) / .seconds(1),
      peakKiB: usage.ru_maxrss, timedOut: timedOut)
  }
}

/// Where a started program reads and writes.
struct SpawnFiles {
  let input: String, output: String, error: String
}

/// What kept a test from being carried out: a program that would not start, a file that is no report.
public struct ProgramError: Error, CustomStringConvertible {
  public let description: String

  public init(description: String) { self.description = description }
}

extension RunningProgram {
  /// Corresponds to `posix_spawn`, with every signal at its default and none blocked, whatever the test runner has set.
  private static func spawn(_ arguments: [String], _ environment: [String], _ files: SpawnFiles) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, files.input, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, files.output, O_WRONLY | O_CREAT, 0o644)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, files.error, O_WRONLY | O_CREAT, 0o644)

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let argumentTexts = unsafe arguments.map { unsafe strdup($0) } + [nil]
    let environmentTexts = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer { unsafe (argumentTexts + environmentTexts).forEach { unsafe free($0) } }
    var processID: pid_t = 0
    let failure = unsafe posix_spawn(
      &processID, arguments[0], &actions, &attributes, argumentTexts, environmentTexts)
    guard failure == 0 else {
      throw ProgramError(description: "cannot start \(arguments[0]): error \(failure)")
    }
    return processID
  }
}
