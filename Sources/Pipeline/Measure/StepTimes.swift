import Journeys
import Synchronization
import Values

/// What a run does to its rows, one after another: the lines of `--measure`.
enum Step: Int, CaseIterable {
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
  /// The report is reconciled, written and published.
  case write

  var name: String { String(describing: self) }
}

/// What each step went through and what it took; added up over threads.
struct StepTimes: Sendable {
  struct Figures: Sendable, Equatable {
    var bytes: Int64 = 0, rows: Int64 = 0
    /// Processor time.
    var nanoseconds: Int64 = 0
  }

  private var figures = [Figures](repeating: Figures(), count: Step.allCases.count)

  subscript(step: Step) -> Figures {
    get { figures[step.rawValue] }
    set { figures[step.rawValue] = newValue }
  }

  /// Of all steps.
  var nanoseconds: Int64 { figures.reduce(0) { $0 + $1.nanoseconds } }

  /// Some of what was counted as one step's time was another's.
  mutating func move(_ nanoseconds: Int64, from: Step, to: Step) {
    self[from].nanoseconds -= nanoseconds
    self[to].nanoseconds += nanoseconds
  }

  static func += (a: inout StepTimes, b: StepTimes) {
    for step in Step.allCases {
      a[step].bytes += b[step].bytes
      a[step].rows += b[step].rows
      a[step].nanoseconds += b[step].nanoseconds
    }
  }
}
