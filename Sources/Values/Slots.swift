/// A channel and a campaign: the finest line of a report. The campaign is empty where a row named none.
public struct SlotName: Hashable, Sendable, Comparable {
  public let channel: String
  public let campaign: String

  public init(channel: String, campaign: String) {
    self.channel = channel
    self.campaign = campaign
  }

  /// Byte order of the channel's UTF-8, then of the campaign's; the empty campaign is first.
  public static func < (a: SlotName, b: SlotName) -> Bool {
    if a.channel.utf8.elementsEqual(b.channel.utf8) { return a.campaign.utf8.lexicographicallyPrecedes(b.campaign.utf8) }
    return a.channel.utf8.lexicographicallyPrecedes(b.channel.utf8)
  }

  public static func == (a: SlotName, b: SlotName) -> Bool {
    a.channel.utf8.elementsEqual(b.channel.utf8) && a.campaign.utf8.elementsEqual(b.campaign.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in channel.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
    for byte in campaign.utf8 { hasher.combine(byte) }
  }

  /// SPEC section 2: no row may carry this channel; it stands for credit that no touch earned.
  public static let unattributed = "(unattributed)"
}

/// Every slot of a run, numbered in the order reports print them.
///
/// A slot's number is its place in `names`, so it does not depend on which thread met it first.
public struct SlotTable: Sendable {
  /// Sorted, without repeats.
  public let names: [SlotName]

  /// The table of these names; order and repeats do not matter.
  public init(_ names: some Sequence<SlotName>) { self.names = Set(names).sorted() }

  public var count: Int { names.count }

  /// The slot of a name, or nil. O(log count).
  public func slot(of name: SlotName) -> Int? {
    var low = 0, high = names.count
    while low < high {
      let middle = (low + high) / 2
      if names[middle] < name { low = middle + 1 } else { high = middle }
    }
    return low < names.count && names[low] == name ? low : nil
  }
}
