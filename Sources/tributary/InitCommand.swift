import Console
import Discovery
import Settings
import ArgumentParser
import Pipeline

/// `tributary init`: finds out how files are read, and writes a configuration for them.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Look at your files and write a commented configuration.",
    discussion: """
      Name all files at once: logs, deals, spend, exchange rates.
      Says of each column what it was taken for and why, of event names
      how often they occur and what they mean, and what is missing.
      Shows no ids.

      Example:
        tributary init logs/ deals.csv spend.csv
        tributary check --config tributary.yaml
      """)

  @Argument(help: "Files, directories or globs, of any kind, plain or compressed.")
  var files: [String]

  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
  var output = "tributary.yaml"

  @Flag(help: "Replace a file that stands there.")
  var force = false

  func run() throws {
    do throws(RunError) {
      if output != "-", !force { try FirstConfiguration.checkFree(output) }
      AttributionRun.installSignals()
      let made = try FirstConfiguration(inputs: files, output: output)
      if output == "-" { print(made.text, terminator: "") } else { try made.write(replacing: force) }
      for line in made.findings { Diagnostics.console.note(line) }
      if output != "-" { Diagnostics.console.note("wrote \(output); next: tributary check --config \(output)") }
    } catch {
      throw Diagnostics.exit(error.status, error.description)
    }
  }
}
