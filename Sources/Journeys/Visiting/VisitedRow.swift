import Values

/// A row of a journey as a visitor sees it: its fields, and what became of it.
///
/// Names as the log writes them are not among it. Stored rows know the channel and campaign (`slot`) and the kind of event
/// (`code`), not their spelling; to carry it would make every row of every run larger. Whoever needs the spelling reads the
/// log a second time and finds the row by `source` and `position`, which both passes number alike.
public struct VisitedRow: Sendable, BitwiseCopyable {
  /// The row's instant in microseconds.
  public var time: Int64
  /// The row's position in the input.
  public var position: InputPosition
  /// The number of the row's source.
  public var source: UInt32
  /// What happened (`EventCode`): a touch, an identity or a stage.
  public var code: UInt8
  /// What became of the row.
  public var fate: RowFate
  /// Whether `slot` is one: the row names a channel. A stage row whose channel is left out has none.
  public var hasChannel: Bool
  /// Whether the row names an amount or a cost, a deal, an event id.
  public var hasMoney: Bool, hasDeal: Bool, hasEventID: Bool
  /// The row's channel and campaign (`SlotTable`).
  public var slot: UInt32
  /// A stage's amount or a touch's cost in millionths of the report currency; 0 without one.
  public var money: Int64
  var dealKey: JourneyKey
  /// Negative for none.
  var causeIndex: Int, touchIndex: Int, stageIndex: Int

  /// The key of the row's deal.
  public var deal: JourneyKey? { hasDeal ? dealKey : nil }
  /// Why the row is left out, as the index of another row of the journey: for `duplicate` and `repeated` the row that stays,
  /// for `sameSession` the touch before it in its session. Otherwise nil.
  public var cause: Int? { causeIndex < 0 ? nil : causeIndex }
  /// The index of the row among the journey's touches; nil if it is none.
  public var touch: Int? { touchIndex < 0 ? nil : touchIndex }
  /// The index of the row among the journey's stage events; nil if it is none.
  public var stageEvent: Int? { stageIndex < 0 ? nil : stageIndex }
}
