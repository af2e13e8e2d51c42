import Report
import Glibc
import Platform
import Settings
import Values

/// The whole program without its command line. A run has four phases, a folder each:
///
///     archive → records → events ─┐  collect   reads every input once
///                                 ▼
///                             partitions       (in memory; on disk when the memory budget is used up)
///                                 │
///                              journeys        link      finds out which ids and names belong together
///                                 │
///                              credit          settle    credits the goal events of each journey
///                                 │
///                              report          write     reconciles the totals and publishes the files
public struct AttributionRun: Sendable {
  /// What the phases share.
  package let context: RunContext

  /// How far the run has come.
  public var progress: RunProgress { context.progress }

  /// A run of a checked configuration.
  ///
  /// - Parameters:
  ///   - measures: the outcome gives the processor time of each step, at the cost of a few clock readings a block.
  ///   - tell: receives warnings for standard error, a line each.
  public init(
    _ configuration: RunConfiguration, started: Instant, measures: Bool = false, tell: @escaping @Sendable (String) -> Void
  ) {
    context = RunContext(configuration, started: started, measures: measures, tell: tell)
  }

  /// Runs. Nothing appears in the output directory unless everything succeeds.
  ///
  /// - Returns: what the run came to, for people at a terminal and for programs.
  /// - Throws: `RunError`, with the exit status that says which kind.
  @discardableResult
  public func callAsFunction() throws(RunError) -> RunOutcome {
    ProcessMemory.keepFreedPieces()
    do {
      let inputs = try SetFiles.of(context.configuration.inputs)
      var output = try OutputDirectory.forReport(at: context.configuration.output)
      try context.startRejectsFile(besides: inputs, output: output.path)

      let collected = try context.collect(inputs)
      let linked = try context.link(collected)
      let settled = try context.settle(linked)
      return try context.write(settled, into: &output)
    } catch {
      throw RunError(error)
    }
  }
}

extension AttributionRun {
  /// Makes interrupt and termination end a run within a block. Writing to a closed pipe, or beyond a limit on file sizes,
  /// becomes an error instead of a signal.
  public static func installSignals() {
    Interruption.install()
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
