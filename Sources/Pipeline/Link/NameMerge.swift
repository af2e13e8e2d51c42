import Settings
import Events
import Journeys
import Platform
import Values

/// Merges the channels and campaigns that workers found, each worker in a label table of its own, into one table of slots.
struct NameMerge {
  let slots: SlotTable
  /// By worker and label.
  let meanings: [[LabelMeaning]]
  /// Channels of events that are not rejected; and those among them that touches have.
  private(set) var channels: Set<String> = [], touchChannels: Set<String> = []
  private let stageTouches: Bool

  /// Merges all labels with `others`, the channels and campaigns of spend after aliases. Names are compared in Unicode NFC.
  ///
  /// - Throws: status 78 where `rows` rows have so many different names that the column cannot be a channel or a campaign.
  init(
    _ tables: [LabelTable], rows: Int64, others: [SlotName], aliases: ChannelAliases, choice: ChannelChoice,
    stageTouches: Bool
  ) throws(RunError) {
    try Self.checkCount(tables, rows: rows)
    self.stageTouches = stageTouches
    var judged: Set<String> = []
    var named: [[SlotName?]] = []
    var all: Set<SlotName> = []
    var excluded: Set<String> = []
    for table in tables {
      var names: [SlotName?] = []
      for label in 0..<table.count {
        if label % Self.labelsAtOnce == 0 { try RunError.throwIfInterrupted() }
        guard table.meanings[label].hasChannel else {
          names.append(nil)
          continue
        }
        let spelling = table.spelling(of: label)
        let name = aliases.resolved(SlotName(spelledChannel: spelling.channel, campaign: spelling.campaign))
        names.append(name)
        if judged.insert(name.channel).inserted, choice.excludes(name.channel) { excluded.insert(name.channel) }
        let meaning = table.meanings[label]
        if meaning.isAccepted || meaning.code == EventCode.ignored {
          channels.insert(name.channel)
          if Self.isTouch(meaning.code, stageTouches) { touchChannels.insert(name.channel) }
        }
        all.insert(name)
      }
      named.append(names)
    }
    let slots = SlotTable(all.union(others))
    var places: [SlotName: UInt32] = [:]
    for (place, name) in slots.names.enumerated() { places[name] = UInt32(place) }
    self.slots = slots
    meanings = zip(tables, named).map { table, names in
      names.enumerated().map { label, name in
        LabelMeaning(
          code: table.meanings[label].code, hasChannel: name != nil,
          isExcluded: name.map { excluded.contains($0.channel) } ?? false, slot: name.flatMap { places[$0] } ?? 0)
      }
    }
  }

  /// Labels between two looks at whether the run is interrupted: some tens of milliseconds.
  private static let labelsAtOnce = 1 << 14

  /// Throws where events have more different channels and campaigns, as written, than any report has. Hashes are counted,
  /// which takes a third of a microsecond a name. A set of ten million names takes minutes.
  private static func checkCount(_ tables: [LabelTable], rows: Int64) throws(RunError) {
    let most = PipelinePolicy.mostNames(rows: rows)
    let labels = tables.reduce(0) { $0 + $1.count }
    guard labels > most else { return }
    var hashes: [Int] = []
    hashes.reserveCapacity(labels)
    for table in tables {
      for label in 0..<table.count {
        if label % labelsAtOnce == 0 { try RunError.throwIfInterrupted() }
        guard table.meanings[label].hasChannel else { continue }
        let spelling = table.spelling(of: label)
        var hasher = Hasher()
        hasher.combine(spelling.channel)
        hasher.combine(spelling.campaign)
        hashes.append(hasher.finalize())
      }
    }
    hashes.sort()
    let repeats = zip(hashes, hashes.dropFirst()).count(where: { $0.0 == $0.1 })
    if hashes.count - repeats > most { throw .tooManyNames(most, "more than any report has") }
  }

  private static func isTouch(_ code: UInt8, _ stageTouches: Bool) -> Bool {
    code == EventCode.touch || (stageTouches && EventCode.isStage(code))
  }

  /// Adds the channels of rows that turned out not to be rejected.
  mutating func meet(_ meanings: [LabelMeaning]) {
    for meaning in meanings where meaning.hasChannel {
      let channel = slots.names[Int(meaning.slot)].channel
      channels.insert(channel)
      if Self.isTouch(meaning.code, stageTouches) { touchChannels.insert(channel) }
    }
  }
}
