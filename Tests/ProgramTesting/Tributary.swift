import Foundation

/// The program under test, as its users run it.
public enum Tributary {
  /// The binary beside the test bundle, or the one that `TRIBUTARY_BINARY` names.
  public static let binary: String =
    ProcessInfo.processInfo.environment["TRIBUTARY_BINARY"]
    ?? URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("tributary").path

  /// What "at once" means to a test that waits for the program: a second, and more where a sanitizer slows it down.
  public static let promptly: Duration =
    ProcessInfo.processInfo.environment["TRIBUTARY_SANITIZE"] == nil ? .seconds(1) : .seconds(10)

  /// The top folder of the repository.
  public static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Starts the program and leaves it running.
  public static func start(
    _ arguments: [String], in directory: String, environment: [String: String] = [:], standardInput: String = "/dev/null"
  ) throws -> RunningProgram {
    try RunningProgram(binary, arguments, in: directory, environment: environment, standardInput: standardInput)
  }

  /// Runs the program to its end; a run that takes longer than `deadline` seconds is killed and marked so.
  public static func run(
    _ arguments: [String], in directory: String, environment: [String: String] = [:],
    standardInput: String = "/dev/null", deadline: Double = 120
  ) throws -> FinishedRun {
    try start(arguments, in: directory, environment: environment, standardInput: standardInput)
      .finish(deadline: deadline)
  }
}
