import Values

/// Numbers each distinct text of (event, channel, campaign): a row's label.
///
/// Clever because every row is labelled. A text is decoded once; after that a row costs one hash and one comparison (a few ns
/// for 30 bytes). A record is a `LabelHeader` followed by the three texts, and starts at a multiple of `LabelHeader.alignment`;
/// behind the last record there are zeros, so that any text can be compared by whole vectors. A slot of the hash table is eight
/// bytes. `KnownLabels` reads the same slots and records by pointers: layout, header and hash must change in both.
///
/// Each worker has its own table, without locks. Two texts of one name have two labels; the `SlotTable` merges them.
public struct LabelTable: Sendable {
  /// What a label means for its rows.
  public struct Meaning: Sendable, BitwiseCopyable {
    public var code: UInt8
    /// A touch without a channel, or a row with the reserved one.
    public var lacksChannel: Bool
    /// A channel was named.
    public var hasChannel: Bool
    public var touchKind: TouchKind
    /// Some row with it was accepted.
    public var isAccepted = false
  }

  /// An event name that no stage, touch or other meaning is known for.
  public static let unknownEvent: UInt8 = 255
  /// A label has 23 bits in a partition's cell, and one value of them is taken.
  public static let mostLabels = 0x7F_FFF0

  /// The range of a label's texts in `records`: event, channel and campaign, one after the other.
  struct TextRange: Sendable, BitwiseCopyable {
    var start: Int
    var hash: UInt64
    var event: Int32
    var channel: Int32
    var campaign: Int32

    var count: Int { Int(event) + Int(channel) + Int(campaign) }
  }

  /// A slot of the hash table: the upper half of a hash, and a record's number + 1, or 0 where it is empty. Eight bytes: the slots
  /// of 2,000 labels stay in the first cache.
  struct Slot: Sendable, BitwiseCopyable {
    var tag: UInt32
    var record: UInt32
  }

  public private(set) var meanings: [Meaning] = []
  private(set) var locations: [TextRange] = []
  /// A label's header and its texts together, so that a known row touches one or two cache lines.
  private(set) var records: [UInt8]
  /// At most half full.
  private(set) var slots: [Slot]
  private let events: [[UInt8]: UInt8]
  /// The same for names beyond ASCII: `É` and `é` are alike, composed or not.
  private let eventsByLetters: [String: UInt8]
  let seed: UInt64

  public init(funnel: Funnel, seed: UInt64) {
    records = Array(repeating: 0, count: LabelHash.room)
    slots = Array(repeating: Slot(tag: 0, record: 0), count: ReadingPolicy.leastLabelSlots)
    self.seed = seed
    var events: [[UInt8]: UInt8] = [:]
    var byLowercase: [String: UInt8] = [:]
    func know(_ names: [String], _ code: UInt8) {
      for name in names {
        events[Array(name.lowercased().utf8)] = code
        byLowercase[name.lowercased()] = code
      }
    }
    know(funnel.touchEvents, EventCode.touch)
    know(funnel.identifyEvents, EventCode.identify)
    for (index, stage) in funnel.stages.enumerated() { know(stage.events + [stage.name], EventCode.stage(index)) }
    know(funnel.ignoredEvents, EventCode.ignored)
    self.events = events
    eventsByLetters = byLowercase
  }

  public var count: Int { meanings.count }

  /// Records that a row with the label is accepted.
  mutating func accept(_ label: UInt32) {
    meanings[Int(label)].isAccepted = true
    write(LabelHeader(label, locations[Int(label)], meanings[Int(label)]), before: locations[Int(label)].start)
  }

  /// The table is full: labels of later rows are wrong, and the run must stop.
  public var isFull: Bool { count >= Self.mostLabels || records.count / LabelHeader.alignment >= Int(UInt32.max) - 1 }

  /// The label of trimmed fields. O(their bytes).
  @inline(__always)
  public mutating func label(
    in bytes: Span<UInt8>, event: Range<Int>, channel: Range<Int>, campaign: Range<Int>
  ) -> UInt32 {
    let hash = LabelHash.of(bytes, event, channel, campaign, seed)
    var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[at].record != 0 {
      if slots[at].tag == UInt32(truncatingIfNeeded: hash >> 32) {
        let label = header(ofRecord: slots[at].record - 1).label
        if Self.matches(records.span, locations[Int(label)], bytes, event, channel, campaign) { return label }
      }
      at = (at + 1) & (slots.count - 1)
    }
    return add(hash, bytes, event, channel, campaign)
  }

  /// Whether the fields have a label's texts: three comparisons of vectors. Takes a span: a method of the table copied
  /// all of it for the closures, a quarter of the time of a CSV row.
  @inline(__always)
  private static func matches(
    _ records: Span<UInt8>, _ known: TextRange, _ bytes: Span<UInt8>, _ event: Range<Int>, _ channel: Range<Int>,
    _ campaign: Range<Int>
  ) -> Bool {
    let first = known.start, second = first + Int(known.event), third = second + Int(known.channel)
    return Int(known.event) == event.count && Int(known.channel) == channel.count && Int(known.campaign) == campaign.count
      && LabelHash.matches(records, first, bytes, event) && LabelHash.matches(records, second, bytes, channel)
      && LabelHash.matches(records, third, bytes, campaign)
  }

  private mutating func add(
    _ hash: UInt64, _ bytes: Span<UInt8>, _ event: Range<Int>, _ channel: Range<Int>, _ campaign: Range<Int>
  ) -> UInt32 {
    // Reached by a campaign column that is unique per row. The run checks `isFull` and ends.
    if isFull { return 0 }
    if (count + 1) * 2 > slots.count { grow() }
    let label = UInt32(count)
    records.removeLast(LabelHash.room)
    records.append(contentsOf: repeatElement(0, count: LabelHeader.byteCount))
    locations.append(
      TextRange(
        start: records.count, hash: hash, event: Int32(event.count), channel: Int32(channel.count),
        campaign: Int32(campaign.count)))
    for range in [event, channel, campaign] { records.append(bytes.extracting(range)) }
    records.append(contentsOf: repeatElement(0, count: -records.count & (LabelHeader.alignment - 1)))
    records.append(contentsOf: repeatElement(0, count: LabelHash.room))
    let code = code(ofEvent: bytes.extracting(event))
    let isReserved =
      bytes.extracting(channel).equals(lowercase: Array(SlotName.unattributed.utf8))
      && bytes.extracting(channel).text() == SlotName.unattributed
    meanings.append(
      Meaning(
        code: code, lacksChannel: isReserved || (code == EventCode.touch && channel.isEmpty),
        hasChannel: !channel.isEmpty,
        touchKind: code == EventCode.touch ? TouchKind(event: bytes.extracting(event).text()) : .other))
    write(LabelHeader(label, locations[Int(label)], meanings[Int(label)]), before: locations[Int(label)].start)
    insert(locations[Int(label)])
    return label
  }

  private func header(ofRecord number: UInt32) -> LabelHeader {
    LabelHeader(bits: records.span.eight(at: Int(number) * LabelHeader.alignment))
  }

  private mutating func write(_ header: LabelHeader, before text: Int) {
    for i in 0..<LabelHeader.byteCount {
      records[text - LabelHeader.byteCount + i] = UInt8(truncatingIfNeeded: header.bits >> UInt64(8 * i))
    }
  }

  private func code(ofEvent name: Span<UInt8>) -> UInt8 {
    let lower = (0..<name.count).map { asciiLowercased(name[$0]) }
    if let code = events[lower] { return code }
    guard lower.contains(where: { $0 >= 0x80 }) else { return Self.unknownEvent }
    return eventsByLetters[String(decoding: lower, as: UTF8.self).lowercased()] ?? Self.unknownEvent
  }

  private mutating func insert(_ label: TextRange) {
    var at = Int(truncatingIfNeeded: label.hash) & (slots.count - 1)
    while slots[at].record != 0 { at = (at + 1) & (slots.count - 1) }
    let record = (label.start - LabelHeader.byteCount) / LabelHeader.alignment
    slots[at] = Slot(tag: UInt32(truncatingIfNeeded: label.hash >> 32), record: UInt32(record + 1))
  }

  private mutating func grow() {
    slots = Array(repeating: Slot(tag: 0, record: 0), count: slots.count * 2)
    for label in locations { insert(label) }
  }

  /// The channel and campaign of a label, as the rows write them.
  public func spelling(of label: Int) -> (channel: String, campaign: String) {
    let known = locations[label]
    let channel = known.start + Int(known.event), campaign = channel + Int(known.channel)
    return (
      String(decoding: records[channel..<campaign], as: UTF8.self),
      String(decoding: records[campaign..<known.start + known.count], as: UTF8.self)
    )
  }

  /// Bytes held, for the memory budget.
  public var byteCount: Int {
    records.capacity + slots.count * MemoryLayout<Slot>.stride + locations.capacity * MemoryLayout<TextRange>.stride
      + meanings.capacity * MemoryLayout<Meaning>.stride
  }
}
