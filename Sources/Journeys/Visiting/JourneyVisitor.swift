import Values

/// Looks at the journeys of a run as they are settled, in the one pass that settling makes over them. Credit, lists of
/// single credits and touch costs are visitors; so are reports about paths, and models that count journeys.
///
/// ### Writing a visitor
///
/// A visitor is a value that adds something up. Each worker has one of its own, so a visitor needs no lock, and `+=`
/// merges what two workers found. Whatever it adds up must not depend on the order of journeys or of workers: it adds
/// integers, or collects records that are sorted by a total order afterwards.
///
///     /// Goal events by the number of their eligible touches.
///     struct PathLengths: JourneyVisitor {
///       private(set) var counts: [Int: Int64] = [:]
///
///       mutating func visit(_ event: GoalEvent, of journey: inout Journey) {
///         counts[event.eligible.count, default: 0] += 1
///       }
///
///       static func += (a: inout PathLengths, b: PathLengths) {
///         a.counts.merge(b.counts, uniquingKeysWith: +)
///       }
///     }
///
/// It runs beside others in a `VisitorPair`, and an optional visitor is one, too. The order of the calls for a journey:
/// each goal event of the period in order, then its rows, then `finish`. Then comes the next journey. Touch costs come at
/// any time between journeys.
///
/// ### What it costs
///
/// `demand` is read once, before the first partition. Rows are put together only for a visitor that demands them, and
/// journeys without a goal event are put in order only for a visitor that demands those. Calls go through a witness, some
/// nanoseconds each; so there is a call for a goal event, for a page of rows and for a batch of costs, never for a row.
///
/// ### Large journeys
///
/// A journey larger than a worker's memory is visited as any other: its touches and rows come page by page, from scratch.
/// So a visitor must not assume that `visit(_:from:of:)` brings all rows at once, nor keep what is as long as a journey.
public protocol JourneyVisitor: Sendable {
  /// Which journeys the visitor looks at, and whether at their rows. It does not change during a run.
  var demand: JourneyDemand { get }

  /// A goal event of the period, with its eligible touches and milestones. The journey answers further questions.
  mutating func visit(_ event: GoalEvent, of journey: inout Journey)

  /// The next rows of a journey in order, left-out ones too, a page at a time. `first` is the index of the first of them in
  /// the journey. Called only if `demand.rows` is set, after all goal events of the journey.
  mutating func visit(_ rows: Span<VisitedRow>, from first: Int, of journey: inout Journey)

  /// The journey has been visited. Called for each journey that `demand` selects.
  mutating func finish(_ journey: inout Journey)

  /// Costs of touches inside the period that are not left out, of all journeys, in no particular order.
  mutating func visit(_ costs: Span<TouchCost>)

  /// A partition has been visited. A visitor that writes to scratch throws here what went wrong.
  mutating func finishPartition() throws

  /// Adds what another worker's visitor found.
  static func += (a: inout Self, b: Self)
}

extension JourneyVisitor {
  public var demand: JourneyDemand { JourneyDemand() }
  public mutating func visit(_ event: GoalEvent, of journey: inout Journey) {}
  public mutating func visit(_ rows: Span<VisitedRow>, from first: Int, of journey: inout Journey) {}
  public mutating func finish(_ journey: inout Journey) {}
  public mutating func visit(_ costs: Span<TouchCost>) {}
  public mutating func finishPartition() throws {}
}

/// What a visitor wants to see.
public struct JourneyDemand: Sendable, Equatable {
  /// Which journeys. Each case includes those before it.
  public enum Selection: Int, Sendable, Comparable {
    /// Journeys with a goal event in the period.
    case withGoalEvent
    /// Journeys with a stage event that is not left out, of any stage and at any time.
    case withStageEvent
    case all

    public static func < (a: Selection, b: Selection) -> Bool { a.rawValue < b.rawValue }
  }

  public var journeys: Selection
  /// Whether rows are visited.
  public var rows: Bool

  public init(_ journeys: Selection = .withGoalEvent, rows: Bool = false) {
    self.journeys = journeys
    self.rows = rows
  }

  /// What satisfies both.
  public func union(_ other: JourneyDemand) -> JourneyDemand {
    JourneyDemand(max(journeys, other.journeys), rows: rows || other.rows)
  }
}

/// What a touch cost.
public struct TouchCost: Sendable, Equatable, BitwiseCopyable {
  /// Millionths of the report currency.
  public var amount: Int64
  /// The touch's instant in microseconds.
  public var time: Int64
  /// The touch's channel and campaign (`SlotTable`).
  public var slot: UInt32
}
