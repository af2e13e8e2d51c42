import Settings
import Console
import ArgumentParser
import Pipeline

/// Standard error, and the exit status.
enum Diagnostics {
  /// What every command speaks through. The command line says its format before it is understood, so that even what is
  /// wrong with it can be said so.
  static let console = Console(format: formatOnCommandLine)

  /// Says why, and gives what to throw so that the process ends with `status`.
  static func exit(_ status: Int32, _ message: String) -> ExitCode {
    console.fail(status, message)
    return ExitCode(status)
  }

  private static var formatOnCommandLine: MessageFormat {
    let words = CommandLine.arguments
    let isJSON = words.contains("--log-format=json") || zip(words, words.dropFirst()).contains { $0 == ("--log-format", "json") }
    return isJSON ? .json : .ofEnvironment
  }
}
