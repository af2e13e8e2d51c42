import CHash
import Glibc
import Values

/// What an event is and where it happened: an event code, a channel and a campaign, as they were spelled.
///
/// A worker's own, without locks: each distinct spelling is decoded once, and a row costs one hash and one comparison
/// (8 ns for 30 bytes). Spellings of one thing have labels of their own; they meet in the `SlotTable`.
public struct LabelTable: Sendable {
  /// What a label says about its rows.
  public struct Meaning: Sendable, BitwiseCopyable {
    public var code: UInt8
    /// A touch without a channel, or a row with the reserved one.
    public var lacksChannel: Bool
    /// A channel was named.
    public var hasChannel: Bool
    public var touchKind: TouchKind
    /// Some row with it was not rejected.
    public var isMet = false
  }

  /// An event name that no stage, touch or other meaning is known for.
  public static let unknownEvent: UInt8 = 255
  /// A label has 23 bits in a partition's cell, and one value of them is taken.
  public static let mostLabels = 0x7F_FFF0

  public private(set) var meanings: [Meaning] = []
  /// Where each label's spelling starts: three lengths of four bytes, then the bytes.
  private var starts: [Int] = []
  private var spellings: [UInt8] = []
  /// Open addressing over (hash, label + 1), 0 being empty; at most half full.
  private var hashes: [UInt64]
  private var labels: [UInt32]
  private let events: [[UInt8]: UInt8]
  /// The same for names beyond ASCII: `É` and `é` are alike, composed or not.
  private let eventsByLetters: [String: UInt8]
  private let seed: UInt64

  public init(funnel: Funnel, seed: UInt64) {
    hashes = Array(repeating: 0, count: 1024)
    labels = Array(repeating: 0, count: 1024)
    self.seed = seed
    var events: [[UInt8]: UInt8] = [:]
    var letters: [String: UInt8] = [:]
    func know(_ names: [String], _ code: UInt8) {
      for name in names {
        events[Array(name.lowercased().utf8)] = code
        letters[name.lowercased()] = code
      }
    }
    know(funnel.touchEvents, EventCode.touch)
    know(funnel.identifyEvents, EventCode.identify)
    for (place, stage) in funnel.stages.enumerated() { know(stage.events + [stage.name], EventCode.stage(place)) }
    know(funnel.ignoredEvents, EventCode.ignored)
    self.events = events
    eventsByLetters = letters
  }

  public var count: Int { meanings.count }

  /// Notes that a row with the label is not rejected.
  mutating func meet(_ label: UInt32) { meanings[Int(label)].isMet = true }

  /// No further label can be told from the others: rows read from now on must not be used.
  public var isFull: Bool { count >= Self.mostLabels }

  /// The label of trimmed fields. O(their bytes).
  @inline(__always)
  public mutating func label(
    in bytes: Span<UInt8>, event: Range<Int>, channel: Range<Int>, campaign: Range<Int>
  ) -> UInt32 {
    let hash = Self.hash(bytes, event, channel, campaign, seed)
    var place = Int(truncatingIfNeeded: hash) & (labels.count - 1)
    while labels[place] != 0 {
      let label = labels[place] - 1
      if hashes[place] == hash, Self.matches(spellings.span, starts[Int(label)], bytes, event, channel, campaign) { return label }
      place = (place + 1) & (labels.count - 1)
    }
    return add(hash, bytes, event, channel, campaign)
  }

  @inline(__always)
  private static func hash(
    _ bytes: Span<UInt8>, _ event: Range<Int>, _ channel: Range<Int>, _ campaign: Range<Int>, _ seed: UInt64
  ) -> UInt64 {
    unsafe bytes.withUnsafeBufferPointer { b in
      guard let base = b.baseAddress else { return 0 }
      precondition(event.upperBound <= b.count && channel.upperBound <= b.count && campaign.upperBound <= b.count)
      let first = unsafe chash_bytes64(base + event.lowerBound, event.count, seed)
      let second = unsafe chash_bytes64(base + channel.lowerBound, channel.count, first)
      return unsafe chash_bytes64(base + campaign.lowerBound, campaign.count, second)
    }
  }

  /// Whether the fields are spelled as those that start at `at`: three `memcmp`, 10 ns for 30 bytes; byte by byte it was
  /// 30. Takes a span: a method of the table copied all of it for the closures, a quarter of the time of a CSV row.
  @inline(__always)
  private static func matches(
    _ spellings: Span<UInt8>, _ at: Int, _ bytes: Span<UInt8>, _ event: Range<Int>, _ channel: Range<Int>,
    _ campaign: Range<Int>
  ) -> Bool {
    guard length(spellings, at) == event.count, length(spellings, at + 4) == channel.count,
      length(spellings, at + 8) == campaign.count
    else { return false }
    let text = at + 12
    precondition(text + event.count + channel.count + campaign.count <= spellings.count)
    return unsafe spellings.withUnsafeBufferPointer { known in
      unsafe bytes.withUnsafeBufferPointer { fields in
        guard let k = known.baseAddress, let f = fields.baseAddress else { return true }
        precondition(
          event.upperBound <= fields.count && channel.upperBound <= fields.count && campaign.upperBound <= fields.count)
        return unsafe memcmp(k + text, f + event.lowerBound, event.count) == 0
          && memcmp(k + text + event.count, f + channel.lowerBound, channel.count) == 0
          && memcmp(k + text + event.count + channel.count, f + campaign.lowerBound, campaign.count) == 0
      }
    }
  }

  @inline(__always)
  private static func length(_ spellings: Span<UInt8>, _ at: Int) -> Int {
    Int(spellings[at]) | Int(spellings[at + 1]) << 8 | Int(spellings[at + 2]) << 16 | Int(spellings[at + 3]) << 24
  }

  private func length(_ at: Int) -> Int { Self.length(spellings.span, at) }

  private mutating func add(
    _ hash: UInt64, _ bytes: Span<UInt8>, _ event: Range<Int>, _ channel: Range<Int>, _ campaign: Range<Int>
  ) -> UInt32 {
    // Reached by a campaign column that is unique per row; the run is told by `isFull` and ends.
    if isFull { return 0 }
    if (count + 1) * 2 > labels.count { grow() }
    let label = UInt32(count)
    starts.append(spellings.count)
    for range in [event, channel, campaign] {
      for shift in [0, 8, 16, 24] { spellings.append(UInt8(truncatingIfNeeded: range.count >> shift)) }
    }
    for range in [event, channel, campaign] { for i in range { spellings.append(bytes[i]) } }
    let code = code(ofEvent: bytes.extracting(event))
    let isReserved = bytes.extracting(channel).equals(lowercase: Array(SlotName.unattributed.utf8))
      && bytes.extracting(channel).text() == SlotName.unattributed
    meanings.append(
      Meaning(
        code: code, lacksChannel: isReserved || (code == EventCode.touch && channel.isEmpty),
        hasChannel: !channel.isEmpty,
        touchKind: code == EventCode.touch ? TouchKind(event: bytes.extracting(event).text()) : .other))
    insert(hash, label)
    return label
  }

  private func code(ofEvent name: Span<UInt8>) -> UInt8 {
    let lower = (0..<name.count).map { asciiLowercased(name[$0]) }
    if let code = events[lower] { return code }
    guard lower.contains(where: { $0 >= 0x80 }) else { return Self.unknownEvent }
    return eventsByLetters[String(decoding: lower, as: UTF8.self).lowercased()] ?? Self.unknownEvent
  }

  private mutating func insert(_ hash: UInt64, _ label: UInt32) {
    var place = Int(truncatingIfNeeded: hash) & (labels.count - 1)
    while labels[place] != 0 { place = (place + 1) & (labels.count - 1) }
    hashes[place] = hash
    labels[place] = label + 1
  }

  private mutating func grow() {
    let old = zip(hashes, labels).filter { $0.1 != 0 }
    hashes = Array(repeating: 0, count: hashes.count * 2)
    labels = Array(repeating: 0, count: hashes.count)
    for (hash, label) in old { insert(hash, label - 1) }
  }

  /// The channel and campaign of a label as they were spelled.
  public func spelling(of label: Int) -> (channel: String, campaign: String) {
    let start = starts[label]
    let event = length(start), channel = length(start + 4), campaign = length(start + 8)
    let at = start + 12 + event
    return (
      String(decoding: spellings[at..<(at + channel)], as: UTF8.self),
      String(decoding: spellings[(at + channel)..<(at + channel + campaign)], as: UTF8.self)
    )
  }

  /// Bytes held, for the memory budget.
  public var byteCount: Int { spellings.capacity + labels.count * 12 + starts.capacity * 8 + meanings.capacity * 4 }
}
