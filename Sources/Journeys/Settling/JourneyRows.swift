import Events
import Values

/// The rows of a partition that have to be looked at, and the order that makes journeys of them. Reused.
///
/// What is clever: rows are not moved. `sort` puts 4-byte indices into buckets by some bits of the key, about four rows to a
/// bucket, and sorts each bucket by insertion. So a row of 48 bytes is written once and read a few times. The buckets take
/// bits of `keyLow` from the 20th on, because `KeyFilter` takes the lowest and may have chosen the rows by them: bits that
/// both use would fill the buckets unevenly. Whoever changes one of the two looks at the other. The order of keys has no
/// meaning; only that rows of one key are together, by time and then by position in the input, is promised.
struct JourneyRows {
  var rows: [JourneyRow] = []
  var extras: [EventExtras] = []
  /// Indices of `rows`, by key, then time, then input order.
  private(set) var order: [UInt32] = []

  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    extras.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
  }

  /// Makes room for so many rows, and so many of them with extras, at once. Arrays that grow by doubling took half again as
  /// much: 10 MiB of two workers at 10 million rows with event ids.
  mutating func reserve(rows rowCount: Int, extras extrasCount: Int) {
    rows.reserveCapacity(rowCount)
    extras.reserveCapacity(extrasCount)
  }

  /// The bytes that looking at a row takes, extras apart: the row, its index in `order`, and its share of the buckets.
  static let bytesPerRow = MemoryLayout<JourneyRow>.stride + 16
  static let bytesPerExtras = MemoryLayout<EventExtras>.stride

  func extras(of row: JourneyRow) -> EventExtras? { row.extras >= 0 ? extras[Int(row.extras)] : nil }

  /// Adds a row that comes after all that are there. Rows added so need not be sorted.
  mutating func append(_ sorted: SortedRow) {
    var row = sorted.row
    row.extras = -1
    if sorted.hasExtras {
      row.extras = Int32(extras.count)
      extras.append(sorted.extras)
    }
    order.append(UInt32(rows.count))
    rows.append(row)
  }

  /// Sorts by key, time and input order. About 20 ns a row.
  mutating func sort() {
    let count = rows.count
    order = Array(repeating: 0, count: count)
    guard count > 0 else { return }
    var bits = 0
    while 4 << bits < count { bits += 1 }
    let mask = UInt64(1 << bits) - 1
    var starts = [Int](repeating: 0, count: (1 << bits) + 1)
    for row in rows { starts[Int((row.keyLow >> 20) & mask) + 1] += 1 }
    for b in 1..<starts.count { starts[b] += starts[b - 1] }
    var next = starts
    for i in 0..<count {
      let bucket = Int((rows[i].keyLow >> 20) & mask)
      order[next[bucket]] = UInt32(i)
      next[bucket] += 1
    }
    for b in 0..<(1 << bits) where starts[b + 1] - starts[b] > 1 { sortBucket(starts[b]..<starts[b + 1]) }
  }

  private mutating func sortBucket(_ range: Range<Int>) {
    if range.count > PartitionPolicy.insertionSortRows {
      let rows = self.rows
      order[range].sort { Self.isBefore($0, $1, rows) }
      return
    }
    for i in (range.lowerBound + 1)..<range.upperBound {
      let moving = order[i]
      var j = i
      while j > range.lowerBound, Self.isBefore(moving, order[j - 1], rows) {
        order[j] = order[j - 1]
        j -= 1
      }
      order[j] = moving
    }
  }

  @inline(__always)
  private static func isBefore(_ a: UInt32, _ b: UInt32, _ rows: [JourneyRow]) -> Bool {
    let x = rows[Int(a)], y = rows[Int(b)]
    if x.keyLow != y.keyLow { return x.keyLow < y.keyLow }
    if x.keyHigh != y.keyHigh { return x.keyHigh < y.keyHigh }
    if x.time != y.time { return x.time < y.time }
    return x.sourceRank != y.sourceRank ? x.sourceRank < y.sourceRank : x.rowNumber < y.rowNumber
  }

  /// The range of `order` of the journey that begins at `start`.
  func journey(from start: Int) -> Range<Int> {
    let first = rows[Int(order[start])]
    var end = start + 1
    while end < order.count {
      let row = rows[Int(order[end])]
      if row.keyLow != first.keyLow || row.keyHigh != first.keyHigh { break }
      end += 1
    }
    return start..<end
  }
}
