import Journeys
import Synchronization
import Values

/// The times of one thread, or of a part of the run that is alone: a lap ends where a step has ended, a few times a block.
struct StepClock: Sendable {
  private(set) var times = StepTimes()
  private var watch: Stopwatch

  fileprivate init(_ clock: Stopwatch.Clock?) { watch = Stopwatch(clock) }

  /// What has passed since the last lap was `step`'s, and went through so much.
  mutating func lap(_ step: Step, bytes: Int = 0, rows: Int = 0) {
    times[step].nanoseconds += watch.lap()
    times[step].bytes += Int64(bytes)
    times[step].rows += Int64(rows)
  }

  /// A reader has ended, whose laps were all `split`: what it took to decompress goes to `inflate`.
  mutating func lapReader(unpacked: StepTimes.Figures) {
    lap(.split)
    times.move(unpacked.nanoseconds, from: .split, to: .inflate)
    times[.inflate].bytes += unpacked.bytes
  }

  /// Of what was parsed, `part` of `whole` was spent on finding fields.
  mutating func divideParsing(_ part: Int64, of whole: Int64) {
    let parsed = times[.parse]
    if whole > 0 { times.move(Int64(Double(parsed.nanoseconds) * Double(part) / Double(whole)), from: .parse, to: .split) }
    times[.split].bytes += parsed.bytes
    for step in [Step.inflate, .split] { times[step].rows += parsed.rows }
  }
}

/// The times of a whole run: threads add theirs when they have ended. Where nothing is measured no clock is read.
final class StepLedger: Sendable {
  /// Whether anybody wants to know.
  let isOn: Bool
  private let sum = Mutex(StepTimes())

  init(isOn: Bool) { self.isOn = isOn }

  /// A clock for the calling thread.
  func threadClock() -> StepClock { StepClock(isOn ? .thread : nil) }

  /// A clock for what nothing else of the run goes on beside, however many threads that takes.
  func processClock() -> StepClock { StepClock(isOn ? .process : nil) }

  func add(_ clock: StepClock) { sum.withLock { $0 += clock.times } }

  /// What steps went through beside what clocks know.
  func note(_ step: Step, bytes: Int64, rows: Int64 = 0) {
    sum.withLock {
      $0[step].bytes += bytes
      $0[step].rows += rows
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

  var times: StepTimes { sum.withLock { $0 } }
}
