/// The offsets of one time zone over all time, from the system's tz database.
///
/// Read by ourselves because Foundation's zones, all but GMT, are missing from a statically linked binary.
///
/// Source of the format: RFC 9636, "The Time Zone Information Format (TZif)"; versions 2 and later.
struct ZoneOffsets: Sendable {
  /// `offsets[i]`, seconds east of UTC, is in force from `starts[i]`, seconds since 1970 UTC; the first from ever.
  private var starts: [Int64]
  private var offsets: [Int64]
  /// From here on the last 400 years repeat; nil where the last offset stays.
  private var repeatsFrom: Int64?

  private static let folder = "/usr/share/zoneinfo/"
  /// 400 Gregorian years: a whole number of weeks, so every rule of the footer repeats.
  private static let cycle: Int64 = 146_097 * 86_400

  static let utc = ZoneOffsets(starts: [.min], offsets: [0], repeatsFrom: nil)

  private init(starts: [Int64], offsets: [Int64], repeatsFrom: Int64?) {
    self.starts = starts
    self.offsets = offsets
    self.repeatsFrom = repeatsFrom
  }

  /// The zone called `name`, or nil where the database has none of that name that can be read.
  init?(name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }), !name.utf8.contains(0) else { return nil }
    guard let bytes = SystemTime.bytes(ofFile: ZoneOffsets.folder + name) else { return nil }
    self.init(tzif: bytes)
  }

  /// The zone of a TZif file's bytes, or nil where they are none.
  init?(tzif bytes: [UInt8]) {
    guard let first = TZifCounts(bytes, at: 0) else { return nil }
    let second = TZifCounts.size + first.length(timeSize: 4)
    guard let counts = TZifCounts(bytes, at: second) else { return nil }
    let times = second + TZifCounts.size
    let end = times + counts.length(timeSize: 8)
    guard counts.types > 0, end <= bytes.count else { return nil }
    let typeNumbers = times + counts.times * 8
    let types = typeNumbers + counts.times

    func offset(ofType type: Int) -> Int64? {
      guard type < counts.types else { return nil }
      return Int64(Int32(truncatingIfNeeded: ZoneOffsets.number(bytes, at: types + type * 6, size: 4)))
    }
    guard let initial = offset(ofType: 0) else { return nil }
    (starts, offsets, repeatsFrom) = ([.min], [initial], nil)
    for i in 0..<counts.times {
      guard let next = offset(ofType: Int(bytes[typeNumbers + i])) else { return nil }
      starts.append(Int64(bitPattern: ZoneOffsets.number(bytes, at: times + i * 8, size: 8)))
      offsets.append(next)
    }
    let footer = String(decoding: bytes[end...].dropFirst().prefix { $0 != 0x0A }, as: UTF8.self)
    if let rule = ZoneRule(footer) { extend(by: rule) }
  }

  /// Local time minus UTC at `seconds` since 1970 UTC, in seconds.
  ///
  /// - Complexity: O(log n), n below a thousand.
  func offset(at seconds: Int64) -> Int64 {
    var seconds = seconds
    if let end = repeatsFrom, seconds >= end {
      seconds = end - ZoneOffsets.cycle + (seconds - end) % ZoneOffsets.cycle
    }
    let next = starts.partitioningIndex { $0 > seconds }
    return offsets[max(0, next - 1)]
  }

  /// Adds what the footer's rule says about the 400 years after the last recorded change.
  private mutating func extend(by rule: ZoneRule) {
    guard rule.summer != nil else { return }
    let last = starts.count > 1 ? starts[starts.count - 1] : 0
    let year = CivilDate.date(ofDay: Int(last / 86_400)).year
    for next in year...(year + 401) {
      for change in rule.changes(inYear: next) where change.start > last {
        starts.append(change.start)
        offsets.append(change.offset)
      }
    }
    repeatsFrom = Int64(CivilDate.dayNumber(year: year + 401, month: 1, day: 1)) * 86_400
  }

  fileprivate static func number(_ bytes: [UInt8], at offset: Int, size: Int) -> UInt64 {
    bytes[offset..<(offset + size)].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Zones (`Z`) and links to them (`L`) of the database's own text.
  ///
  /// Source of the format: zic(8).
  static var knownNames: [String] {
    guard let bytes = SystemTime.bytes(ofFile: folder + "tzdata.zi") else { return [] }
    return bytes.split(separator: 0x0A).compactMap { line in
      let words = line.split(separator: 0x20)
      switch line.first {
      case UInt8(ascii: "Z") where words.count > 1: return String(decoding: words[1], as: UTF8.self)
      case UInt8(ascii: "L") where words.count > 2: return String(decoding: words[2], as: UTF8.self)
      default: return nil
      }
    }
  }
}

/// A TZif header: how many of each record follow it.
private struct TZifCounts {
  static let size = 44
  let times: Int, types: Int
  private let letters: Int, leaps: Int, standards: Int, universals: Int

  init?(_ bytes: [UInt8], at offset: Int) {
    guard offset + TZifCounts.size <= bytes.count, bytes[offset..<(offset + 4)].elementsEqual("TZif".utf8) else { return nil }
    guard bytes[offset + 4] >= 0x32 else { return nil }  // version 1 has no 64-bit times
    func count(_ i: Int) -> Int { Int(ZoneOffsets.number(bytes, at: offset + 20 + i * 4, size: 4)) }
    (universals, standards, leaps) = (count(0), count(1), count(2))
    (times, types, letters) = (count(3), count(4), count(5))
  }

  /// Bytes of the records after this header, a time taking `timeSize` of them.
  func length(timeSize: Int) -> Int {
    times * (timeSize + 1) + types * 6 + letters + leaps * (timeSize + 4) + standards + universals
  }
}
