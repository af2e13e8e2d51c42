import ArgumentParser
import Settings

/// The arguments of every command that reads logs: the inputs, and the options of the table.
struct RunArguments: ParsableArguments {
  @Argument(
    help: "Event logs: files, directories, globs, or - for standard input.",
    completion: .file())
  var events: [String] = []

  @OptionGroup(title: Computing.section.title) var computing: SectionArguments<Computing>
  @OptionGroup(title: Touches.section.title) var touches: SectionArguments<Touches>
  @OptionGroup(title: Reading.section.title) var reading: SectionArguments<Reading>
  @OptionGroup(title: Unpacking.section.title) var unpacking: SectionArguments<Unpacking>
  @OptionGroup(title: Texts.section.title) var texts: SectionArguments<Texts>
  @OptionGroup(title: Tables.section.title) var tables: SectionArguments<Tables>
  @OptionGroup(title: Credits.section.title) var credits: SectionArguments<Credits>
  @OptionGroup(title: Resources.section.title) var resources: SectionArguments<Resources>

  /// What the command line asks for.
  var request: RunRequest {
    var request = RunRequest()
    request.inputs = events
    request.version = Version.number
    computing.fill(&request)
    touches.fill(&request)
    reading.fill(&request)
    unpacking.fill(&request)
    texts.fill(&request)
    tables.fill(&request)
    credits.fill(&request)
    resources.fill(&request)
    return request
  }
}

extension RunArguments {
  enum Computing: SectionOfOptions { static let index = 0 }
  enum Touches: SectionOfOptions { static let index = 1 }
  enum Reading: SectionOfOptions { static let index = 2 }
  enum Unpacking: SectionOfOptions { static let index = 3 }
  enum Texts: SectionOfOptions { static let index = 4 }
  enum Tables: SectionOfOptions { static let index = 5 }
  enum Credits: SectionOfOptions { static let index = 6 }
  enum Resources: SectionOfOptions { static let index = 7 }
}
