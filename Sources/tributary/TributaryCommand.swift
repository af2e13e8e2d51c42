import ArgumentParser
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
    version: Version.text,
    subcommands: [RunCommand.self, InitCommand.self, CheckCommand.self, ModelsCommand.self, SchemaCommand.self])

  /// A first word that is no command is most likely one misspelt, which ArgumentParser does not say.
  static func main() {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    if let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"), !known.contains(word) {
      let error = RunError.unknownCommand(word, known: known)
      exit(withError: Diagnostics.exit(error.status, error.description))
    }
    main(nil)
  }
}
