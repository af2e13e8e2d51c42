/// Channels that have another name in some input: `google_ads` is `paid_search`.
///
/// Names are compared as channels are: case counts, composed and decomposed letters are alike. One step: what a name
/// stands for is no alias itself.
public struct ChannelAliases: Sendable, Equatable {
  /// As given, in order.
  public private(set) var pairs: [(name: String, channel: String)] = []
  private var channels: [String: String] = [:]

  public init() {}

  public var isEmpty: Bool { pairs.isEmpty }

  /// Why a pair cannot be taken, for a message.
  public enum Refusal: Error, Equatable, Sendable {
    case reserved
    /// The name stands for itself.
    case same
    case taken(by: String)
    /// A chain: `name` is what another stands for, or `channel` stands for another.
    case chain(name: String, channel: String)
  }

  /// Makes `name` another name of `channel`. Given twice alike is given once.
  public mutating func add(_ name: String, for channel: String) throws(Refusal) {
    let from = SlotName.composed(name), to = SlotName.composed(channel)
    if from == SlotName.unattributed || to == SlotName.unattributed { throw .reserved }
    if from == to { throw .same }
    if let other = channels[from] {
      if other == to { return }
      throw .taken(by: other)
    }
    if let further = channels[to] { throw .chain(name: channel, channel: further) }
    if let nearer = pairs.first(where: { SlotName.composed($0.channel) == from }) {
      throw .chain(name: nearer.name, channel: nearer.channel)
    }
    channels[from] = to
    pairs.append((name, channel))
  }

  public func isAlias(_ name: String) -> Bool { channels[SlotName.composed(name)] != nil }

  /// The slot with its channel under the name it goes by.
  public func resolved(_ slot: SlotName) -> SlotName {
    guard let channel = channels[slot.channel] else { return slot }
    return SlotName(channel: channel, campaign: slot.campaign)
  }

  public static func == (a: ChannelAliases, b: ChannelAliases) -> Bool { a.channels == b.channels }
}
