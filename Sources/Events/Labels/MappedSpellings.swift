import Values

/// Remembers the channel map's result for each distinct text of a row's fields. Patterns are tried once per distinct text, and
/// a row costs one hash and one comparison more (about 15 ns).
///
/// Distinct texts may be as many as rows (a referrer with a search in it). Their results are few and are kept in the
/// `LabelTable`. So the texts are forgotten when they take too much memory, and mapped again when they recur.
struct MappedSpellings: Sendable {
  private struct Entry: Sendable {
    var hash: UInt64
    /// Offset of the text: a length of four bytes for each part, then the bytes.
    var start: Int
    var label: UInt32
    /// -1: no rule fits.
    var rule: Int32
  }

  private let map: ChannelMap
  private let seed: UInt64
  private let mostBytes: Int
  /// The ranges, in the row to be labelled, of the fields that the map reads. The caller sets them.
  var parts: [Range<Int>] = []
  /// The rule that fitted the last labelled row; nil: none.
  private(set) var rule: Int?
  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// Open addressing over (entry + 1), 0 being empty; at most half full.
  private var slots: [UInt32]

  init(_ map: ChannelMap, seed: UInt64, mostBytes: Int) {
    self.map = map
    self.seed = seed
    self.mostBytes = mostBytes
    slots = Array(repeating: 0, count: ReadingPolicy.leastLabelSlots)
  }

  /// The label of a row whose channel and campaign come from the map.
  mutating func label(
    in row: Span<UInt8>, event: Range<Int>, channel: Range<Int>, campaign: Range<Int>, _ labels: inout LabelTable
  ) -> UInt32 {
    parts.append(event)
    parts.append(channel)
    parts.append(campaign)
    let hash = hash(row)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, matches(entry, row) {
        rule = entry.rule < 0 ? nil : Int(entry.rule)
        return entry.label
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    rule = map.rule(for: parts.dropLast(3).map { row.extracting($0).text() })
    let label = Self.label(
      event: row.extracting(event).text(), channel: rule.map { map.rules[$0].channel } ?? row.extracting(channel).text(),
      campaign: rule.map { map.rules[$0].campaign }.flatMap { $0.isEmpty ? nil : $0 } ?? row.extracting(campaign).text(),
      &labels)
    remember(row, hash, label)
    return label
  }

  private static func label(event: String, channel: String, campaign: String, _ labels: inout LabelTable) -> UInt32 {
    let first = event.utf8.count, second = first + channel.utf8.count
    let text = Array((event + channel + campaign).utf8)
    return labels.label(in: text.span, event: 0..<first, channel: first..<second, campaign: second..<text.count)
  }

  private func hash(_ row: Span<UInt8>) -> UInt64 {
    parts.reduce(seed) { hash, part in row.hash(part, seed: hash) }
  }

  private func matches(_ entry: Entry, _ row: Span<UInt8>) -> Bool {
    var at = entry.start
    for part in parts {
      if length(at) != part.count { return false }
      at += 4
    }
    for part in parts {
      for i in part {
        if bytes[at] != row[i] { return false }
        at += 1
      }
    }
    return true
  }

  private func length(_ at: Int) -> Int {
    Int(bytes[at]) | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) << 16 | Int(bytes[at + 3]) << 24
  }

  private mutating func remember(_ row: Span<UInt8>, _ hash: UInt64, _ label: UInt32) {
    if byteCount > mostBytes { forget() }
    if (entries.count + 1) * 2 > slots.count { grow() }
    entries.append(Entry(hash: hash, start: bytes.count, label: label, rule: Int32(rule ?? -1)))
    for part in parts {
      for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: part.count >> shift)) }
    }
    for part in parts { for i in part { bytes.append(row[i]) } }
    insert(entries.count - 1)
  }

  private mutating func insert(_ entry: Int) {
    var slot = Int(truncatingIfNeeded: entries[entry].hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(entry + 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for entry in entries.indices { insert(entry) }
  }

  private mutating func forget() {
    entries.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    slots = Array(repeating: 0, count: ReadingPolicy.leastLabelSlots)
  }

  /// Bytes that the texts take now, for the memory budget.
  private var byteCount: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride + slots.count * 4 }
}
