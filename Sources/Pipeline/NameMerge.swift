import Events
import Journeys
import Values

/// Brings the names that workers met, each in a table of its own, into one table of slots.
struct NameMerge {
  let slots: SlotTable
  /// By worker and label.
  let meanings: [[LabelMeaning]]
  /// Channels that events name, and those among them that touches do.
  private(set) var channels: Set<String> = [], touchChannels: Set<String> = []

  /// The slots of all labels and of `others`, which are spend's under the names they go by. Channels and campaigns are
  /// compared in NFC.
  init(_ tables: [LabelTable], others: [SlotName], aliases: ChannelAliases, choice: ChannelChoice, stageTouches: Bool) {
    var named: [[SlotName?]] = []
    var all: Set<SlotName> = []
    var excluded: Set<String> = []
    for table in tables {
      var names: [SlotName?] = []
      for label in 0..<table.count {
        guard table.meanings[label].hasChannel else {
          names.append(nil)
          continue
        }
        let spelling = table.spelling(of: label)
        let name = aliases.resolved(SlotName(spelledChannel: spelling.channel, campaign: spelling.campaign))
        names.append(name)
        if channels.insert(name.channel).inserted, choice.excludes(name.channel) { excluded.insert(name.channel) }
        let code = table.meanings[label].code
        if code == EventCode.touch || (stageTouches && EventCode.isStage(code)) { touchChannels.insert(name.channel) }
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
}
