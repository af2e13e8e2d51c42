import Settings
import ArgumentParser
import Pipeline

/// What every command takes that reads logs: the inputs, and all that can be said of them.
struct RunArguments: ParsableArguments {
  @Argument(
    help: "Event logs: files, directories, globs, or - for standard input.",
    completion: .file())
  var events: [String] = []

  @OptionGroup(title: "What to compute") var model: ModelOptions
  @OptionGroup(title: "Which touches count") var touches: TouchOptions
  @OptionGroup(title: "How to read") var reading: ReadingOptions
  @OptionGroup(title: "How to unpack") var archives: ArchiveOptions
  @OptionGroup(title: "How the files are written") var text: TextOptions
  @OptionGroup(title: "How to write") var spreadsheet: SpreadsheetOptions
  @OptionGroup(title: "Single credits") var credits: CreditsOptions
  @OptionGroup(title: "What to use and where to write") var resources: ResourceOptions

  var request: RunRequest {
    var request = RunRequest()
    request.inputs = events
    request.version = Version.number
    model.fill(&request)
    touches.fill(&request)
    reading.fill(&request)
    archives.fill(&request)
    text.fill(&request)
    spreadsheet.fill(&request)
    credits.fill(&request)
    resources.fill(&request)
    return request
  }
}
