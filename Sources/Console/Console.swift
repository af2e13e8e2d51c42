import Values
import Text
import Settings
import Pipeline
import Platform
import Synchronization

/// Everything that a command writes to standard error: messages, progress, and the table after a run.
///
/// Several threads may speak at once; a line is never cut by another. On a terminal the line of progress is drawn over again
/// and is erased before anything else is written.
public final class Console: Sendable {
  private struct State {
    var format: MessageFormat
    var isQuiet = false
    /// Only while this holds may a line of progress be written.
    var showsProgress = false
    /// The progress line on screen, which has no line end yet.
    var line = ""
  }

  private let state: Mutex<State>
  private let isTerminal: Bool
  /// Whether escape sequences mean anything there.
  private let isCapable: Bool
  private let isColored: Bool
  private let policy = ConsolePolicy(TestSwitches.ofEnvironment.progressMilliseconds)

  /// Writes to standard error in `format` until a configuration is adopted.
  public init(format: MessageFormat) {
    state = Mutex(State(format: format))
    isTerminal = StandardError.isTerminal
    isCapable = isTerminal && ![nil, "dumb"].contains(Environment.value("TERM"))
    isColored = isCapable && Environment.value("NO_COLOR") == nil
  }

  /// Whether messages are for programs.
  public var speaksJSON: Bool { state.withLock { $0.format == .json } }

  /// Takes the format, and whether to be quiet, from what was asked for.
  public func adopt(_ configuration: RunConfiguration) {
    state.withLock {
      $0.format = configuration.messageFormat
      $0.isQuiet = configuration.quiet
    }
  }

  /// Says something that is nothing to worry about.
  public func note(_ text: String) {
    state.withLock { if !$0.isQuiet { say(Message(level: .info, text: text), &$0) } }
  }

  public func warn(_ text: String) {
    state.withLock { if !$0.isQuiet { say(Message(level: .warning, text: text), &$0) } }
  }

  /// Says why the process will end with `status`, however quiet it is.
  public func fail(_ status: Int32, _ text: String) {
    let figures = [JSONValue.Member("status", .integer(Int64(status)))]
    state.withLock { say(Message(level: .error, text: text, figures: figures), &$0) }
  }

  /// Shows a text of several lines as it is: to programs as one message.
  public func show(_ text: String) {
    state.withLock { state in
      if state.format == .json { return say(Message(level: .info, text: text), &state) }
      StandardError.write(text)
    }
  }

  /// Says what a good run came to: to people at a terminal as a table, to programs as figures. What was measured is said
  /// however quiet the run is, for it was asked for.
  public func report(_ outcome: RunOutcome) {
    state.withLock { state in
      if !state.isQuiet { say(outcome, &state) }
      guard let measurement = outcome.measurement else { return }
      if state.format == .json {
        return say(Message(level: .info, text: measurement.sentence, figures: measurement.members), &state)
      }
      erase(&state)
      StandardError.write(measurement.text)
    }
  }

  private func say(_ outcome: RunOutcome, _ state: inout State) {
    let text = outcome.sentence
    switch state.format {
    case .json: say(Message(level: .info, text: text, figures: outcome.members), &state)
    case .text where isTerminal:
      erase(&state)
      let columns = min(max(StandardError.columns ?? 0, ConsolePolicy.leastColumns), ConsolePolicy.mostColumns)
      StandardError.write(outcome.overview.text(columns: columns, isColored: isColored) + "\n" + text.harmless + "\n")
    case .text: return
    }
  }

  /// Shows how far `progress` has come while `body` works.
  public func showing<Result>(
    _ progress: RunProgress, while body: () throws(RunError) -> Result
  ) throws(RunError) -> Result {
    let (isQuiet, format) = state.withLock { ($0.isQuiet, $0.format) }
    if isQuiet { return try body() }
    let isDrawn = isCapable && format == .text
    let ticker = Ticker(first: policy.first(isDrawn: isDrawn), period: policy.period(isDrawn: isDrawn)) { [self] in
      state.withLock { if $0.showsProgress { show(progress.now, isDrawn: isDrawn, &$0) } }
    }
    state.withLock { $0.showsProgress = true }
    defer {
      ticker.stop()
      state.withLock {
        $0.showsProgress = false
        erase(&$0)
      }
    }
    return try body()
  }

  private func show(_ reading: ProgressReading, isDrawn: Bool, _ state: inout State) {
    let text = ProgressLine.text(reading)
    guard isDrawn else {
      let figures = ProgressLine.members(reading).map { JSONValue.Member($0.name, $0.value.map { .integer($0) } ?? .null) }
      let phase = JSONValue.Member("phase", .text(reading.phase.rawValue))
      return say(Message(level: .progress, text: text, figures: [phase] + figures), &state)
    }
    let columns = (StandardError.columns ?? ConsolePolicy.leastColumns) - ConsolePolicy.spareColumns
    let line = String((Interruption.received == nil ? text : "stopping").prefix(max(columns, 0)))
    if line == state.line { return }
    StandardError.write("\r\(line)\u{1B}[K")
    state.line = line
  }

  private func say(_ message: Message, _ state: inout State) {
    erase(&state)
    let line = state.format == .json ? message.json(at: WallClock.text) : message.line(isColored: isColored)
    StandardError.write(line + "\n")
  }

  private func erase(_ state: inout State) {
    if state.line.isEmpty { return }
    StandardError.write("\r\u{1B}[K")
    state.line = ""
  }
}

/// When and how wide a console speaks.
struct ConsolePolicy {
  /// A run that ends before this shows no progress.
  private static let firstOnTerminal = Duration.milliseconds(500)
  /// As often as an eye follows.
  private static let periodOnTerminal = Duration.milliseconds(100)
  /// Elsewhere each line stays for ever.
  private static let periodElsewhere = Duration.seconds(30)
  /// Bounds of a table's width, whatever the terminal: longer lines are hard to follow.
  static let leastColumns = 80, mostColumns = 200
  /// Some terminals draw each of the three dots of a line of progress two columns wide, and a full line may wrap.
  static let spareColumns = 4

  /// For tests: a shorter wait, in milliseconds.
  private let wait: Duration?

  init(_ milliseconds: Int64?) { wait = milliseconds.map { .milliseconds(min(max($0, 1), 60_000)) } }

  func first(isDrawn: Bool) -> Duration { wait ?? (isDrawn ? Self.firstOnTerminal : Self.periodElsewhere) }
  func period(isDrawn: Bool) -> Duration { wait ?? (isDrawn ? Self.periodOnTerminal : Self.periodElsewhere) }
}
