import Events
import Platform
import SeededTesting
import Values

@testable import Journeys

/// A row of a log made up for a test; ids are numbers.
struct SampleRow {
  var source: Int
  /// The piece of its source that one worker reads.
  var stretch: Int
  var time: Int64
  var journey: Int
  var code: UInt8
  /// nil: no channel.
  var slot: UInt32?
  var money: Int64?
  var deal: Int?
  var eventID: Int?
}

/// A log in input order: by the rank of its source, stretch and position.
struct SampleLog {
  var rows: [SampleRow] = []
  /// By source.
  var ranks: [UInt32]
  static let slotCount = 5
  /// Slots whose channel is left out.
  var excludedSlots: Set<UInt32> = []

  /// Codes that rows draw from: touches mostly, the stages of the standard funnel that rules speak of, an identity.
  static let codes: [UInt8] =
    [EventCode.touch, EventCode.touch, EventCode.touch, EventCode.identify]
    + [0, 4, 6, 6, 7, 8].map { EventCode.stage($0) }

  /// `count` rows of few journeys and few moments, so that everything meets: equal times, ids, deals, refunds.
  init(count: Int, journeys: Int, withEventIDs: Bool, _ random: inout Seeded) {
    let sources = Int.random(in: 1...3, using: &random)
    ranks = (0..<UInt32(sources)).shuffled(using: &random)
    let span = Int64(max(8, count / journeys))
    for _ in 0..<count {
      let code = Self.codes.randomElement(using: &random) ?? EventCode.touch
      let isTouch = code == EventCode.touch
      let chance = { (n: Int, random: inout Seeded) in Int.random(in: 0..<n, using: &random) == 0 }
      var row = SampleRow(
        source: Int.random(in: 0..<sources, using: &random), stretch: Int.random(in: 0..<3, using: &random),
        time: Int64.random(in: 0..<span, using: &random) * 10, journey: Int.random(in: 0..<journeys, using: &random),
        code: code)
      if isTouch || (EventCode.isStage(code) && chance(2, &random)) {
        row.slot = UInt32.random(in: 0..<UInt32(Self.slotCount), using: &random)
      }
      if code != EventCode.identify, chance(2, &random) { row.money = Int64.random(in: -2...3, using: &random) }
      if !isTouch, chance(2, &random) { row.deal = Int.random(in: 0..<3, using: &random) }
      if withEventIDs, chance(2, &random) { row.eventID = Int.random(in: 0..<max(4, count / 3), using: &random) }
      rows.append(row)
    }
    let ranks = ranks
    rows = rows.enumerated().sorted { a, b in
      (ranks[a.element.source], a.element.stretch, a.offset) < (ranks[b.element.source], b.element.stretch, b.offset)
    }.map(\.element)
  }

  init(_ rows: [SampleRow]) {
    self.rows = rows
    ranks = (0...UInt32(rows.map(\.source).max() ?? 0)).map { $0 }
  }

  var hasEventIDs: Bool { rows.contains { $0.eventID != nil } }

  /// What labels mean, for dictionaries that number the same spellings differently.
  func meanings(dictionaries: Int) -> [[LabelMeaning]] {
    var all: [LabelMeaning] = []
    for code in Set(Self.codes).sorted() {
      all.append(LabelMeaning(code: code, hasChannel: false, slot: 0))
      for slot in 0..<UInt32(Self.slotCount) {
        all.append(LabelMeaning(code: code, hasChannel: true, isExcluded: excludedSlots.contains(slot), slot: slot))
      }
    }
    return (0..<dictionaries).map { Array(all[$0...] + all[..<$0]) }
  }

  /// The row as a reader gives it.
  static func event(_ row: SampleRow, _ meanings: [LabelMeaning]) -> (row: EventRow, extras: EventExtras?) {
    func key(_ kind: IDKind, _ id: Int) -> JourneyKey { JourneyKey(Array("\(id)".utf8).span, kind: kind, seed: 5) }
    let label =
      meanings.firstIndex {
        $0.code == row.code && $0.hasChannel == (row.slot != nil) && $0.slot == row.slot ?? 0
      } ?? 0
    var event = EventRow(time: row.time, key: key(.user, row.journey), label: UInt32(label))
    var extras = EventExtras()
    if let money = row.money { (extras.money, extras.parts) = (money, extras.parts.union(.money)) }
    if let deal = row.deal { (extras.deal, extras.parts) = (key(.deal, deal), extras.parts.union(.deal)) }
    if let id = row.eventID { (extras.eventID, extras.parts) = (key(.event, id), extras.parts.union(.eventID)) }
    if extras.parts.isEmpty { return (event, nil) }
    event.label |= EventRow.hasExtras
    return (event, extras)
  }
}
