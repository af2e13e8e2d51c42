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
}
