import Values

/// The lines of a report as a tree: channels in order, each with its slots, and `(unattributed)` last.
package struct ChannelTree {
  /// Channels and campaigns, in the order of reports.
  package let slots: SlotTable
  /// The slots of each channel. The last range holds the one index after all slots, `(unattributed)`.
  package let channels: [Range<Int>]

  /// The tree of these slots, which are in the order of reports. O(slots).
  package init(_ slots: SlotTable) {
    self.slots = slots
    var channels: [Range<Int>] = []
    var start = 0
    for slot in 0..<slots.count {
      let isLast = slot + 1 == slots.count
      if isLast || !slots.names[slot].channel.utf8.elementsEqual(slots.names[slot + 1].channel.utf8) {
        channels.append(start..<slot + 1)
        start = slot + 1
      }
    }
    self.channels = channels + [slots.count..<slots.count + 1]
  }

  /// The index of `(unattributed)` among the channels.
  var unattributed: Int { channels.count - 1 }

  /// The name of a channel by its index.
  package func channelName(_ channel: Int) -> String {
    channel == unattributed ? SlotName.unattributed : slots.names[channels[channel].lowerBound].channel
  }
}
