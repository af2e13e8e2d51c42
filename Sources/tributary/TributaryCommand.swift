import Console
import Settings
import ArgumentParser
import Glibc
import Pipeline

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

  /// What ArgumentParser finds wrong with a command line is a message like any other where programs read them. A first word
  /// that is no command is most likely one misspelt, which ArgumentParser does not say.
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

  /// `tributary run` whose arguments nothing is wrong with, read by itself: a millisecond and a half less than by way of the
  /// whole tree of commands, which says what is wrong with any other.
  private static func runCommand(_ arguments: [String]) -> (any ParsableCommand)? {
    guard arguments.first == RunCommand.configuration.commandName else { return nil }
    let parsed = try? RunCommand.parseAsRoot(Array(arguments.dropFirst()))
    return parsed as? RunCommand
  }

  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    if let mistake = unknownCommand(arguments) { throw mistake }
    return try parseAsRoot(arguments)
  }

  /// Says what is wrong with the first word where it is no command, and gives how the process ends.
  private static func unknownCommand(_ arguments: [String]) -> ExitCode? {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word = arguments.first, !word.hasPrefix("-"), !known.contains(word) else { return nil }
    let error = RunError.unknownCommand(word, known: known)
    return Diagnostics.exit(error.status, error.description)
  }

  /// The arguments by their bytes, for names of files need be no UTF-8: `CommandLine.arguments` would lose what is not.
  private static var argumentTexts: [String] {
    (0..<Int(CommandLine.argc)).dropFirst().compactMap { place in
      guard let argument = unsafe CommandLine.unsafeArgv[place] else { return nil }
      let bytes = unsafe UnsafeRawBufferPointer(start: argument, count: strlen(argument))
      return unsafe RunRequest.text(ofArgument: Array(bytes))
    }
  }
}
