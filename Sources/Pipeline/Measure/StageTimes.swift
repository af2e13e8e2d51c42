import Journeys
import Synchronization
import Values

/// What a run does to its rows, one after another: the lines of `--measure`.
enum Stage: Int, CaseIterable {
  /// Files are read, hashed and unpacked.
  case inflate
  /// Text is decoded and cut into blocks of whole records, and the ends of fields are found.
  case split
  /// Records become events, or are rejected.
  case parse
  /// Events and links go to their partitions, and to scratch where memory is short.
  case partition
  /// Links are composed, and rows that have one move to their journey's partition.
  case link
  /// The rows of journeys that may have a goal are gathered, those of others passed over, and put in order.
  case order
  /// Goal events of ordered journeys are found, and every model credits them.
  case credit
  /// The report is reconciled, spelled and published.
  case write

  var name: String { String(describing: self) }
}

/// What each stage went through and what it took; added up over threads.
struct StageTimes: Sendable {
  struct Figures: Sendable, Equatable {
    var bytes: Int64 = 0, rows: Int64 = 0
    /// Processor time.
    var nanoseconds: Int64 = 0
  }

  private var figures = [Figures](repeating: Figures(), count: Stage.allCases.count)

  subscript(stage: Stage) -> Figures {
    get { figures[stage.rawValue] }
    set { figures[stage.rawValue] = newValue }
  }

  /// Of all stages.
  var nanoseconds: Int64 { figures.reduce(0) { $0 + $1.nanoseconds } }

  /// Some of what was counted as one stage's time was another's.
  mutating func move(_ nanoseconds: Int64, from: Stage, to: Stage) {
    self[from].nanoseconds -= nanoseconds
    self[to].nanoseconds += nanoseconds
  }

  static func += (a: inout StageTimes, b: StageTimes) {
    for stage in Stage.allCases {
      a[stage].bytes += b[stage].bytes
      a[stage].rows += b[stage].rows
      a[stage].nanoseconds += b[stage].nanoseconds
    }
  }
}

/// The times of one thread, or of a part of the run that is alone: a lap ends where a stage has ended, a few times a block.
struct StageClock: Sendable {
  private(set) var times = StageTimes()
  private var watch: Stopwatch

  fileprivate init(_ clock: Stopwatch.Clock?) { watch = Stopwatch(clock) }

  /// What has passed since the last lap was `stage`'s, and went through so much.
  mutating func lap(_ stage: Stage, bytes: Int = 0, rows: Int = 0) {
    times[stage].nanoseconds += watch.lap()
    times[stage].bytes += Int64(bytes)
    times[stage].rows += Int64(rows)
  }

  /// A reader has come to its end, whose laps were all `split`: what it took to unpack goes to `inflate`.
  mutating func lap(of reader: borrowing BlockReader) {
    lap(.split)
    times.move(reader.unpacked.nanoseconds, from: .split, to: .inflate)
    times[.inflate].bytes += reader.unpacked.bytes
  }

  /// Of what was parsed, `part` of `whole` was spent on finding fields.
  mutating func divideParsing(_ part: Int64, of whole: Int64) {
    let parsed = times[.parse]
    if whole > 0 { times.move(Int64(Double(parsed.nanoseconds) * Double(part) / Double(whole)), from: .parse, to: .split) }
    times[.split].bytes += parsed.bytes
    for stage in [Stage.inflate, .split] { times[stage].rows += parsed.rows }
  }
}

/// The times of a whole run: threads add theirs when they have ended. Where nothing is measured no clock is read.
final class StageLedger: Sendable {
  /// Whether anybody wants to know.
  let isOn: Bool
  private let sum = Mutex(StageTimes())

  init(isOn: Bool) { self.isOn = isOn }

  /// A clock for the calling thread.
  func threadClock() -> StageClock { StageClock(isOn ? .thread : nil) }

  /// A clock for what nothing else of the run goes on beside, however many threads that takes.
  func processClock() -> StageClock { StageClock(isOn ? .process : nil) }

  func add(_ clock: StageClock) { sum.withLock { $0 += clock.times } }

  /// What stages went through beside what clocks know.
  func note(_ stage: Stage, bytes: Int64, rows: Int64 = 0) {
    sum.withLock {
      $0[stage].bytes += bytes
      $0[stage].rows += rows
    }
  }

  func add(_ clock: SettlingClock) {
    sum.withLock {
      $0[.order].nanoseconds += clock.ordering
      $0[.order].rows += clock.rows
      $0[.credit].nanoseconds += clock.crediting
      $0[.credit].rows += clock.rowsInJourneys
      $0[.credit].bytes += clock.bytesInJourneys
    }
  }

  var times: StageTimes { sum.withLock { $0 } }
}
