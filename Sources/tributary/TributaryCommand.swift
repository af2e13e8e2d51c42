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
    version: Version.facts, subcommands: [RunCommand.self, CheckCommand.self])

  /// What ArgumentParser finds wrong with a command line is a message like any other where programs read them.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let status = exitCode(for: error), text = message(for: error)
      guard Diagnostics.console.speaksJSON, !status.isSuccess, !text.isEmpty else { exit(withError: error) }
      exit(withError: Diagnostics.exit(status.rawValue, text))
    }
  }
}
