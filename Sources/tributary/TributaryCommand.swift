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
    version: Version.text, subcommands: [RunCommand.self, CheckCommand.self])

  static func main() { main(argumentTexts) }

  /// The arguments by their bytes, for names of files need be no UTF-8: `CommandLine.arguments` would lose what is not.
  private static var argumentTexts: [String] {
    (0..<Int(CommandLine.argc)).dropFirst().compactMap { place in
      guard let argument = unsafe CommandLine.unsafeArgv[place] else { return nil }
      let bytes = unsafe UnsafeRawBufferPointer(start: argument, count: strlen(argument))
      return unsafe RunRequest.text(ofArgument: Array(bytes))
    }
  }
}
