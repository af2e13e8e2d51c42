import Text
import Settings
import Pipeline
import Platform
import Report
import Values

/// A run without its last step: every input is read and settled as a run does, and nothing is written.
public struct CheckRun: Sendable {
  /// The result of a check.
  public struct Outcome: Sendable {
    /// The configuration as understood, as YAML, then the findings, as comments.
    public let text: String
    /// The error with which a run would end without a report after reading everything; nil where there would be a report.
    public let failure: RunError?
  }

  private let configuration: RunConfiguration
  private let run: AttributionRun

  /// The progress of the check.
  public var progress: RunProgress { run.progress }

  /// A check of a configuration. Rejected rows never stop it, because it looks for them.
  public init(_ configuration: RunConfiguration, started: Instant) {
    self.configuration = configuration
    var patient = configuration
    patient.maxRejects = .percent(millionths: 1_000_000)
    patient.rejectsFile = nil
    run = AttributionRun(patient, started: started) { _ in }
  }

  /// Reads everything.
  ///
  /// - Throws: `RunError`, with the status of a run, for an error that ends a run before it counts its rejected rows.
  public func callAsFunction() throws(RunError) -> Outcome {
    do {
      let inputs = try SetFiles.of(configuration.inputs)
      try OutputDirectory.checkForReport(at: configuration.output)
      let context = run.context
      let settled = try context.settle(context.link(context.collect(inputs)))
      let findings = CheckFindings(context, settled, currency: try context.reportCurrency(settled.collected))
      return Outcome(text: try text(findings), failure: failure(settled))
    } catch {
      throw RunError(error)
    }
  }

  private func text(_ findings: CheckFindings) throws -> String {
    var yaml = YAMLText()
    yaml.comment("tributary \(configuration.version) check: nothing was written. This is the configuration as understood, every")
    yaml.comment("option with its value; saved in this folder it can be given with --config. What was read follows, as comments.")
    let found = findings.currency == .none ? nil : findings.currency
    let listing = configuration.listing(currency: found)
    for member in listing {
      let isFound = member.name == "currency" && configuration.currency == nil
      yaml.add(member, comment: isFound ? "found in the data" : "")
    }
    let unset = configuration.unset(in: listing)
    if !unset.isEmpty { yaml.comment("no value: " + unset.joined(separator: ", ")) }
    try findings.write(to: &yaml)
    return yaml.text
  }

  /// The error of a run with these rows.
  private func failure(_ settled: SettledRun) -> RunError? {
    if configuration.maxRejects.isExceeded(rejected: run.context.registry.rowsRejected, read: run.context.registry.rowsRead) {
      return run.context.rejectedTooMany(configuration.maxRejects)
    }
    do throws(RunError) { try run.context.checkNotEmpty(settled.settled) } catch { return error }
    return nil
  }
}
