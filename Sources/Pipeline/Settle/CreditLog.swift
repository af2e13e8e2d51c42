import Settings
import Figures
import Credit
import Events
import Journeys
import Platform
import Report
import Values

/// One credit of a run, with what is needed to sort it and to list it.
struct CreditRecord: BitwiseCopyable, Sendable {
  var goal: UInt16, model: UInt16
  /// The number of slots for `(unattributed)`.
  var slot: UInt32
  var listing: GoalListing
  /// The touch's index in its journey, and its instant; −1 and 0 for `(unattributed)`.
  var touch: Int64, touchTime: Int64
  /// Millionths.
  var amount: Int64, conversions: Int64

  /// Goal, model, channel and campaign, then goal events by time and input order, then touches: a total order that depends
  /// on no thread and no hash.
  static func inReportOrder(_ a: CreditRecord, _ b: CreditRecord) -> Bool {
    if a.goal != b.goal { return a.goal < b.goal }
    if a.model != b.model { return a.model < b.model }
    if a.slot != b.slot { return a.slot < b.slot }
    if a.listing.time != b.listing.time { return a.listing.time < b.listing.time }
    if a.listing.position != b.listing.position { return a.listing.position < b.listing.position }
    return a.touch < b.touch
  }

  /// As the report lists it, ids aside.
  var entry: CreditEntry {
    CreditEntry(
      goal: Int(goal), model: Int(model), slot: Int(slot), goalTime: listing.time,
      touchTime: touch < 0 ? nil : touchTime, amount: amount, conversions: conversions,
      dealSpelling: listing.dealSpelling == SpelledIDs.none ? nil : listing.dealSpelling,
      journeySpelling: listing.journeySpelling)
  }
}

/// Every single credit that one worker gives, sorted, in scratch where memory is short.
///
/// Sendable, though its sort is not: one worker uses it, and it is empty when the worker's visitor is merged with others.
struct CreditLog: CreditReceiver, @unchecked Sendable {
  private let slotCount: UInt32
  private let sort: ExternalSort<CreditRecord>
  private var goal: UInt16 = 0
  private var listing = GoalListing()
  /// A receiver cannot throw: asked for after each partition.
  private(set) var failure: (any Error)?

  /// A log that holds about `bytes` in memory.
  init(slotCount: Int, bytes: Int, scratch: ScratchSource) {
    self.slotCount = UInt32(slotCount)
    sort = ExternalSort(bytes: bytes, by: CreditRecord.inReportOrder) { try scratch.newFile() }
  }

  /// What is received from now on is of this goal event.
  mutating func begin(_ event: borrowing GoalEvent) {
    goal = UInt16(event.goal)
    listing = event.listing
  }

  mutating func receive(_ credit: TouchCredit) {
    let record = CreditRecord(
      goal: goal, model: UInt16(credit.model), slot: credit.touch?.slot ?? slotCount, listing: listing,
      touch: credit.touch.map { Int64($0.index) } ?? -1, touchTime: credit.touch?.time ?? 0, amount: credit.amount,
      conversions: credit.conversions)
    do { try sort.add(record) } catch { failure = failure ?? error }
  }

  func finish() -> SortedRuns<CreditRecord> { sort.finish() }
}

extension CreditList {
  /// The list of a run's credits, ids as `spellings` has them.
  init(_ credits: SortedRuns<CreditRecord>, _ spellings: Spellings, _ choice: CreditsChoice, zone: ReportZone) {
    self.init(
      zone: zone, hashKey: choice.hashKey,
      walk: {
        var merge = SortedMerge(credits, by: CreditRecord.inReportOrder)
        return { try merge.next()?.entry }
      },
      spelled: { place in
        let (kind, id) = try spellings.spelled(at: place)
        return CreditList.ID(kind: kind.columnName, text: id)
      })
  }
}

extension IDKind {
  /// The canonical column of such ids.
  fileprivate var columnName: String {
    let column: EventColumn =
      switch self {
      case .account: .accountID
      case .user: .userID
      case .anonymous: .anonymousID
      case .deal: .dealID
      case .event: .eventID
      }
    return column.name
  }
}
