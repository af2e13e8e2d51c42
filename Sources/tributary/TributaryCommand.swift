import Console
import Settings
import ArgumentParser
import Glibc

/// `tributary`: from archived touchpoint logs to revenue and ROI per channel.
@main
struct TributaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tributary",
    abstract: "Splits each deal's revenue over the marketing touches before it, exactly.",
    discussion: """
      Examples:
        tributary run logs/ --spend spend.csv
        tributary run 'logs/2026-*.csv.gz' --model linear --from 2026-01-01
      """,
    version: Version.facts,
    subcommands: [InitCommand.self, CheckCommand.self, RunCommand.self, ModelsCommand.self, SchemaCommand.self])

  /// Parses the command line and runs the command. Errors of ArgumentParser are JSON messages where the others are. A first word
  /// that is no command is an error of ours, because ArgumentParser does not suggest the command that was meant.
  static func main() {
    let arguments = argumentTexts
    do {
      var command = try runCommand(arguments) ?? command(arguments)
      try command.run()
    } catch {
      let status = exitCode(for: error), text = message(for: error)
      guard Diagnostics.console.speaksJSON, !status.isSuccess, !text.isEmpty else { exit(withError: error) }
      exit(withError: Diagnostics.exit(status.rawValue, text))
    }
  }

  /// The command of `tributary run` with arguments that are right, parsed without the tree of commands: that takes 1.5 ms less. The
  /// tree parses any other command line, and reports what is wrong with it.
  private static func runCommand(_ arguments: [String]) -> (any ParsableCommand)? {
    guard arguments.first == RunCommand.configuration.commandName else { return nil }
    let parsed = try? RunCommand.parseAsRoot(Array(arguments.dropFirst()))
    return parsed as? RunCommand
  }

  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    if let mistake = unknownCommand(arguments) { throw mistake }
    return try parseAsRoot(arguments)
  }

  /// Writes an error where the first word is no command; the result is the exit status.
  private static func unknownCommand(_ arguments: [String]) -> ExitCode? {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word = arguments.first, !word.hasPrefix("-"), !known.contains(word) else { return nil }
    let error = RunError.unknownCommand(word, known: known)
    return Diagnostics.exit(error.status, error.description)
  }

  /// The arguments by their bytes. Names of files may not be UTF-8, and `CommandLine.arguments` would lose other bytes.
  private static var argumentTexts: [String] {
    (0..<Int(CommandLine.argc)).dropFirst().compactMap { index in
      guard let argument = unsafe CommandLine.unsafeArgv[index] else { return nil }
      let bytes = unsafe UnsafeRawBufferPointer(start: argument, count: strlen(argument))
      return unsafe RunRequest.text(ofArgument: Array(bytes))
    }
  }
}
