import ArgumentParser
import Pipeline

/// `tributary run`: reads every input once and publishes a report, or says why not.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Read event logs and write revenue and ROI per channel.",
    discussion: """
      An input is a file, a directory, a glob or - for standard input; plain or compressed, recognised by content.
      Writes channels.csv, campaigns.csv, comparison.csv, rejects.csv, datapackage.json (what each column means) and
      summary.json into the output directory, all at once.
      """)

  @Argument(help: "Event logs: files, directories, globs, or - for standard input.")
  var events: [String] = []

  @OptionGroup(title: "What to compute") var model: ModelOptions
  @OptionGroup(title: "Which touches count") var touches: TouchOptions
  @OptionGroup(title: "How to read") var reading: ReadingOptions
  @OptionGroup(title: "How to unpack") var archives: ArchiveOptions
  @OptionGroup(title: "How to write") var spreadsheet: SpreadsheetOptions
  @OptionGroup(title: "What to use and where to write") var resources: ResourceOptions

  func run() throws {
    var request = RunRequest()
    request.inputs = events
    request.version = Version.text
    model.fill(&request)
    touches.fill(&request)
    reading.fill(&request)
    archives.fill(&request)
    spreadsheet.fill(&request)
    resources.fill(&request)
    do throws(RunError) {
      let configuration = try RunConfiguration(request)
      let run = AttributionRun(configuration, started: WallClock.now) { warning in
        if !configuration.quiet { Diagnostics.say("warning: \(warning)") }
      }
      AttributionRun.installSignals()
      try run()
    } catch {
      throw Diagnostics.exit(error.status, error.description)
    }
  }
}
