import Text
import Settings
import Pipeline
import Figures
import Archive
import Platform
import Report

/// A description of a run. No log is read, and nothing is written.
public struct DryRun: Sendable {
  private let configuration: RunConfiguration

  /// A description of a run with this configuration.
  public init(_ configuration: RunConfiguration) { self.configuration = configuration }

  /// The number of inputs of a kind that are named; the others are counted.
  private static let mostNamed = 10

  /// The configuration as understood, as YAML, then, as comments, the files that a run would read and write.
  ///
  /// - Throws: `RunError`, with the status of a run, for an error that ends a run before it reads: a missing input, an output
  ///   directory that is no report.
  public func callAsFunction() throws(RunError) -> String {
    do {
      var yaml = YAMLText()
      yaml.comment("tributary \(configuration.version) run --dry-run: nothing was read and nothing was written.")
      yaml.comment("A run would go by this configuration; saved in this folder (2>plan.yaml) it can be given with --config.")
      for member in configuration.listing(currency: nil) { yaml.add(member) }
      yaml.comment("")
      add(("log", "logs"), try SetFiles.of(configuration.inputs), to: &yaml)
      add(("spend file", "spend files"), try SetFiles.of(configuration.spend), to: &yaml)
      add(("table of exchange rates", "tables of exchange rates"), try InputList.expand(configuration.ratesFiles), to: &yaml)
      let isThere = try OutputDirectory.checkForReport(at: configuration.output)
      yaml.comment("")
      let files = ReportContents.fileNames(withCredits: configuration.credits != nil)
      yaml.comment(
        "It would write \(files.joined(separator: ", ")) into \(configuration.output)"
          + (isThere ? ", in place of the report that stands there." : "."))
      if let rejects = configuration.rejectsFile { yaml.comment("Rejected rows would stand in \(rejects), too.") }
      yaml.comment("What does not fit in memory would go to \(configuration.scratchDirectory), \(room).")
      if let limit = configuration.scratchLimitBytes { yaml.comment("It may take \(limit) bytes there (max-scratch).") }
      return yaml.text
    } catch {
      throw RunError(error)
    }
  }

  private func add(_ what: (one: String, many: String), _ files: [InputFile], to yaml: inout YAMLText) {
    if files.isEmpty { return yaml.comment("It would read no \(what.many).") }
    let bytes = files.reduce(Int64(0)) { $0 + $1.byteCount }
    let count = "\(files.count) \(files.count == 1 ? what.one : what.many)"
    yaml.comment("It would read \(count), \(bytes) bytes:")
    for file in files.prefix(Self.mostNamed) {
      yaml.comment("  \(file.path)" + (file.isRegular ? ", \(file.byteCount) bytes" : ""))
    }
    if files.count > Self.mostNamed { yaml.comment("  and \(files.count - Self.mostNamed) more") }
  }

  private var room: String {
    do throws(ScratchError) { return "which has \(try ScratchSpace.free(in: configuration.scratchDirectory)) bytes free" } catch {
      return "which cannot be used: \(error.description)"
    }
  }
}
