import CHash
import CScan
import Glibc
import Values

/// What an event is and where it happened: an event code, a channel and a campaign, as they were spelled.
///
/// A worker's own, without locks: each distinct spelling is decoded once, and a row costs one hash and one comparison
/// (a few ns for 30 bytes). Spellings of one thing have labels of their own; they meet in the `SlotTable`.
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

  /// Where a label's spelling stands in `records`: event, channel and campaign, one after the other.
  struct Spelled: Sendable, BitwiseCopyable {
    var start: Int
    var hash: UInt64
    var event: Int32
    var channel: Int32
    var campaign: Int32

    var count: Int { Int(event) + Int(channel) + Int(campaign) }
  }

  /// Of the open addressing: the upper half of a hash, and a record's number + 1, 0 being empty. Eight bytes: the places of
  /// 2,000 labels stay in the first cache.
  struct Place: Sendable, BitwiseCopyable {
    var tag: UInt32
    var record: UInt32
  }

  public private(set) var meanings: [Meaning] = []
  private(set) var spelled: [Spelled] = []
  /// A label's header and its texts together, so that a row that was met before touches one or two cache lines; at the end so
  /// many zeros that each text can be compared by whole vectors.
  private(set) var records: [UInt8]
  /// At most half full.
  private(set) var places: [Place]
  private let events: [[UInt8]: UInt8]
  /// The same for names beyond ASCII: `É` and `é` are alike, composed or not.
  private let eventsByLetters: [String: UInt8]
  let seed: UInt64

  public init(funnel: Funnel, seed: UInt64) {
    records = Array(repeating: 0, count: Self.room)
    places = Array(repeating: Place(tag: 0, record: 0), count: ReadingPolicy.leastLabelPlaces)
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
  mutating func meet(_ label: UInt32) {
    meanings[Int(label)].isMet = true
    write(LabelHeader(label, spelled[Int(label)], meanings[Int(label)]), before: spelled[Int(label)].start)
  }

  /// No further label can be told from the others: rows read from now on must not be used.
  public var isFull: Bool { count >= Self.mostLabels || records.count / LabelHeader.alignment >= Int(UInt32.max) - 1 }

  /// Bytes that are read from a short field's start on, whatever its length.
  static let room = chash_short_room

  /// The label of trimmed fields. O(their bytes).
  @inline(__always)
  public mutating func label(
    in bytes: Span<UInt8>, event: Range<Int>, channel: Range<Int>, campaign: Range<Int>
  ) -> UInt32 {
    let hash = hash(bytes, event, channel, campaign)
    var at = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[at].record != 0 {
      if places[at].tag == UInt32(truncatingIfNeeded: hash >> 32) {
        let label = header(ofRecord: places[at].record - 1).label
        if Self.matches(records.span, spelled[Int(label)], bytes, event, channel, campaign) { return label }
      }
      at = (at + 1) & (places.count - 1)
    }
    return add(hash, bytes, event, channel, campaign)
  }

  @inline(__always)
  private func hash(
    _ bytes: Span<UInt8>, _ event: Range<Int>, _ channel: Range<Int>, _ campaign: Range<Int>
  ) -> UInt64 {
    Self.hash(bytes, event, seed) ^ Self.hash(bytes, channel, seed &* 3) ^ Self.hash(bytes, campaign, seed &* 5)
  }

  @inline(__always)
  private static func hash(_ bytes: Span<UInt8>, _ field: Range<Int>, _ seed: UInt64) -> UInt64 {
    unsafe bytes.withUnsafeBufferPointer { b in
      guard let base = b.baseAddress else { return 0 }
      if field.count <= room, field.lowerBound + room <= b.count {
        return unsafe chash_short(base + field.lowerBound, field.count, seed)
      }
      precondition(field.upperBound <= b.count)
      return unsafe hashAtLeisure(UnsafeBufferPointer(rebasing: b[field]), seed)
    }
  }

  /// The same of a long field, and of one near the end of its block.
  @inline(never)
  private static func hashAtLeisure(_ field: UnsafeBufferPointer<UInt8>, _ seed: UInt64) -> UInt64 {
    if field.count > room { return unsafe chash_bytes64(field.baseAddress, field.count, seed) }
    var copy = unsafe Array(field)
    copy.append(contentsOf: repeatElement(0, count: room - field.count))
    return unsafe copy.withUnsafeBufferPointer { unsafe chash_short($0.baseAddress, field.count, seed) }
  }

  /// Whether the fields are spelled as a label is: three comparisons of vectors. Takes a span: a method of the table copied
  /// all of it for the closures, a quarter of the time of a CSV row.
  @inline(__always)
  private static func matches(
    _ records: Span<UInt8>, _ known: Spelled, _ bytes: Span<UInt8>, _ event: Range<Int>, _ channel: Range<Int>,
    _ campaign: Range<Int>
  ) -> Bool {
    let first = known.start, second = first + Int(known.event), third = second + Int(known.channel)
    return Int(known.event) == event.count && Int(known.channel) == channel.count && Int(known.campaign) == campaign.count
      && matches(records, first, bytes, event) && matches(records, second, bytes, channel)
      && matches(records, third, bytes, campaign)
  }

  @inline(__always)
  private static func matches(_ records: Span<UInt8>, _ at: Int, _ bytes: Span<UInt8>, _ field: Range<Int>) -> Bool {
    if field.isEmpty { return true }
    return unsafe records.withUnsafeBufferPointer { known in
      unsafe bytes.withUnsafeBufferPointer { fields in
        guard let k = known.baseAddress, let f = fields.baseAddress else { return false }
        if field.count <= room, field.lowerBound + room <= fields.count, at + room <= known.count {
          return unsafe cscan_same(k + at, f + field.lowerBound, field.count) != 0
        }
        precondition(field.upperBound <= fields.count && at + field.count <= known.count)
        return unsafe memcmp(k + at, f + field.lowerBound, field.count) == 0
      }
    }
  }

  private mutating func add(
    _ hash: UInt64, _ bytes: Span<UInt8>, _ event: Range<Int>, _ channel: Range<Int>, _ campaign: Range<Int>
  ) -> UInt32 {
    // Reached by a campaign column that is unique per row; the run is told by `isFull` and ends.
    if isFull { return 0 }
    if (count + 1) * 2 > places.count { grow() }
    let label = UInt32(count)
    records.removeLast(Self.room)
    records.append(contentsOf: repeatElement(0, count: LabelHeader.byteCount))
    spelled.append(
      Spelled(
        start: records.count, hash: hash, event: Int32(event.count), channel: Int32(channel.count),
        campaign: Int32(campaign.count)))
    for range in [event, channel, campaign] { records.append(bytes.extracting(range)) }
    records.append(contentsOf: repeatElement(0, count: -records.count & (LabelHeader.alignment - 1)))
    records.append(contentsOf: repeatElement(0, count: Self.room))
    let code = code(ofEvent: bytes.extracting(event))
    let isReserved =
      bytes.extracting(channel).equals(lowercase: Array(SlotName.unattributed.utf8))
      && bytes.extracting(channel).text() == SlotName.unattributed
    meanings.append(
      Meaning(
        code: code, lacksChannel: isReserved || (code == EventCode.touch && channel.isEmpty),
        hasChannel: !channel.isEmpty,
        touchKind: code == EventCode.touch ? TouchKind(event: bytes.extracting(event).text()) : .other))
    write(LabelHeader(label, spelled[Int(label)], meanings[Int(label)]), before: spelled[Int(label)].start)
    insert(spelled[Int(label)])
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

  private mutating func insert(_ label: Spelled) {
    var at = Int(truncatingIfNeeded: label.hash) & (places.count - 1)
    while places[at].record != 0 { at = (at + 1) & (places.count - 1) }
    let record = (label.start - LabelHeader.byteCount) / LabelHeader.alignment
    places[at] = Place(tag: UInt32(truncatingIfNeeded: label.hash >> 32), record: UInt32(record + 1))
  }

  private mutating func grow() {
    places = Array(repeating: Place(tag: 0, record: 0), count: places.count * 2)
    for label in spelled { insert(label) }
  }

  /// The channel and campaign of a label as they were spelled.
  public func spelling(of label: Int) -> (channel: String, campaign: String) {
    let known = spelled[label]
    let channel = known.start + Int(known.event), campaign = channel + Int(known.channel)
    return (
      String(decoding: records[channel..<campaign], as: UTF8.self),
      String(decoding: records[campaign..<known.start + known.count], as: UTF8.self)
    )
  }

  /// Bytes held, for the memory budget.
  public var byteCount: Int {
    records.capacity + places.count * MemoryLayout<Place>.stride + spelled.capacity * MemoryLayout<Spelled>.stride
      + meanings.capacity * MemoryLayout<Meaning>.stride
  }
}
