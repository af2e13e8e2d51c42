import Platform
import Settings
import Values

/// What every phase of a run shares: its settings, and what it keeps account of.
///
/// The phases are extensions of this type, a folder each: `collect`, `link`, `settle`, `write`. Each takes what the phase
/// before it gives.
package struct RunContext: Sendable {
  package let configuration: RunConfiguration
  let policy: PipelinePolicy
  /// The sources that were read, with the count of their rows.
  package let registry = SourceRegistry()
  let rejects: RejectLog
  let scratch: ScratchSource
  let started: Instant
  let progress = RunProgress()
  /// Processor time by step, for `--measure`.
  let steps: StepLedger
  /// Receives warnings for the user, a line each, in order.
  let tell: @Sendable (String) -> Void

  init(_ configuration: RunConfiguration, started: Instant, measures: Bool, tell: @escaping @Sendable (String) -> Void) {
    self.configuration = configuration
    self.started = started
    self.tell = tell
    steps = StepLedger(isOn: measures)
    policy = PipelinePolicy(configuration)
    scratch = ScratchSource(
      directory: configuration.scratchDirectory, space: ScratchSpace(limit: configuration.scratchLimitBytes))
    rejects = RejectLog(scratch: scratch)
  }
}
