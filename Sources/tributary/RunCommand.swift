import Console
import Values
import Settings
import Inspection
import ArgumentParser
import Pipeline

/// `tributary run`: reads every input once and publishes a report, or writes an error.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    // Where `run` is parsed without the tree of commands, the usage line needs the name of the program.
    commandName: "run", _superCommandName: "tributary",
    abstract: "Read event logs and write revenue and ROI per channel.",
    discussion: """
      An input is a file, a directory, a glob or - for standard input; plain or compressed, recognised by content.
      Writes channels.csv, campaigns.csv, comparison.csv, rejects.csv, datapackage.json (what each column means) and
      summary.json into the output directory, and credits.csv.gz with --credits, all at once. Progress and messages go to
      standard error, and at a terminal the channels and models as a table.
      """)

  @OptionGroup var arguments: RunArguments

  @Flag(help: ArgumentHelp("\(Options.dryRun.help)"))
  var dryRun = false

  @Flag(help: ArgumentHelp("\(Options.measure.help)"))
  var measure = false

  func run() throws {
    do throws(RunError) {
      let configuration = try RunConfiguration(arguments.request)
      let console = Diagnostics.console
      console.adopt(configuration)
      let run = AttributionRun(configuration, started: WallClock.now, measures: measure) { console.warn($0) }
      if dryRun { return console.show(try DryRun(configuration)()) }
      AttributionRun.installSignals()
      console.report(try console.showing(run.progress) { () throws(RunError) in try run() })
    } catch {
      throw Diagnostics.exit(error.status, error.description)
    }
  }
}
