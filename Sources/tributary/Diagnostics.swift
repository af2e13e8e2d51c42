import Settings
import Console
import ArgumentParser

/// Messages on standard error, and the exit status.
enum Diagnostics {
  /// The console of every command. Its format is read from the command line before that is parsed, so that an error of the
  /// command line has it, too.
  static let console = Console(format: formatOnCommandLine)

  /// Writes an error message. The command throws the result, and the process ends with `status`.
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
