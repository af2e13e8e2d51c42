import Values

/// One measure of money for every line of the tree: exact, and as printed.
///
/// Rounding goes down the tree (Specification, section 5): the total half to even, then the channels so that they add up to it,
/// then each channel's campaigns so that they add up to the channel. The credits of `credits.csv.gz` are the level below
/// (`UnitCut`).
package struct MoneyColumn {
  /// Millionths, by slot and then `(unattributed)`, and by channel.
  package let slots: [Int128], channels: [Int128]
  /// Whole units of the currency's last decimal.
  package let printedTotal: Int128, printedChannels: [Int128], printedSlots: [Int128]

  /// `slots` holds a value for every slot and one for `(unattributed)`. O(slots), and sorting where units are missing.
  package init(_ slots: [Int128], on tree: ChannelTree, decimals: Int) {
    let unit = MoneyColumn.unit(decimals: decimals)
    let channels = tree.channels.map { range in
      var sum: Int128 = 0
      for slot in range { sum += slots[slot] }
      return sum
    }
    self.slots = slots
    self.channels = channels
    printedTotal = Rounding.halfEven(channels.reduce(0, +), by: unit)
    var printedChannels = [Int128](repeating: 0, count: channels.count)
    Rounding.split(printedTotal, over: channels[...], unit: unit, into: &printedChannels)
    var printedSlots = [Int128](repeating: 0, count: slots.count)
    for (channel, range) in tree.channels.enumerated() {
      Rounding.split(printedChannels[channel], over: slots[range], unit: unit, into: &printedSlots)
    }
    self.printedChannels = printedChannels
    self.printedSlots = printedSlots
  }

  /// Millionths in one printed unit; printed money has at most six decimals.
  package static func unit(decimals: Int) -> Int128 {
    var unit: Int128 = 1_000_000
    for _ in 0..<decimals { unit /= 10 }
    return unit
  }
}
