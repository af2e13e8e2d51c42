import Values

/// Reads the times of Specification, section 1: RFC 3339 and its relaxed forms, plain dates, eight digits, epochs.
///
/// Clever because every row has a time. Neighbouring rows share their date and their zone's offset, so the reader keeps the last
/// date's bytes with its midnight, and the last quarter of an hour with its offset. The usual form is read eight bytes at a time:
/// digits are checked and added up inside one 64-bit number. 4 ns for a time of a date just read, 15 ns for another.
///
/// `readUTC` (fast, one form) and `readAny` (slow, every form) must give the same for what both read; a new form goes into
/// `readAny` alone. One reader per worker.
public struct TimeReader: Sendable {
  private let zone: ReportZone
  // The bytes of a date and its midnight: at first those of 1970-01-01, for ten NULs are no date.
  private var lastDate: UInt64 = 0x2D31_302D_3037_3931
  private var lastDateTail: UInt16 = 0x3130
  private var lastDaySeconds: Int64 = 0
  private var quarter = Int64.min
  private var quarterOffset: Int64 = 0

  public init(zone: ReportZone) { self.zone = zone }

  /// Microseconds since 1970, or nil where the text is no time. Digits beyond the microsecond are cut toward the past.
  public mutating func read(_ bytes: Span<UInt8>) -> Int64? { readInPlace(bytes) }

  /// The same within the caller: for the loop that every row passes.
  @inline(always)
  mutating func readInPlace(_ bytes: Span<UInt8>) -> Int64? {
    if bytes.count >= 20, bytes.count <= 27, bytes[bytes.count - 1] == UInt8(ascii: "Z"), let fast = readUTC(bytes) {
      return fast
    }
    return readAny(bytes)
  }

  /// `YYYY-MM-DD?HH:MM:SS[.f…]Z`; nil where anything is unusual, which `readAny` then decides. Eight bytes at a time.
  @inline(always)
  private mutating func readUTC(_ b: Span<UInt8>) -> Int64? {
    guard b[10] | 0x20 == UInt8(ascii: "t") || b[10] == ASCII.space else { return nil }
    guard let day = daySeconds(b), let clock = Self.clockSeconds(b.eight(at: 11)) else { return nil }
    var fraction: Int64 = 0
    if b.count > 20 {
      guard b[19] == UInt8(ascii: "."), b.count > 21,
        let digits = Self.digits(b.eight(at: b.count - 9), last: b.count - 21)
      else { return nil }
      fraction = digits &* Self.microseconds(ofLastOf: b.count - 21)
    }
    return (day &+ clock) &* Instant.microsecondsPerSecond &+ fraction
  }

  /// Seconds since midnight of `HH:MM:SS`, read as a little-endian number.
  @inline(__always)
  private static func clockSeconds(_ text: UInt64) -> Int64? {
    // Digits become 0…9 and colons 0; adding 0x76 to a digit, 0x7F to a colon, sets the top bit of all others.
    let digits = text ^ 0x3030_3A30_303A_3030
    if (digits &+ 0x7676_7F76_767F_7676 | digits) & 0x8080_8080_8080_8080 != 0 { return nil }
    let pairs = digits &* 10 &+ digits >> 8
    let hour = pairs & 0xFF, minute = pairs >> 24 & 0xFF, second = pairs >> 48 & 0xFF
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return Int64(hour &* 3600 &+ minute &* 60 &+ second)
  }

  /// The number in the last `count` of eight characters, 1 to 6 digits.
  @inline(__always)
  private static func digits(_ text: UInt64, last count: Int) -> Int64? {
    let digits = (text ^ 0x3030_3030_3030_3030) & (UInt64.max << UInt64(64 - 8 * count))
    if (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080 != 0 { return nil }
    let pairs = digits &* 10 &+ digits >> 8
    let low = (pairs & 0xFF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = (pairs >> 16 & 0xFF_0000_00FF) &* 0x0000_2710_0000_0001
    return Int64((low &+ high) >> 32)
  }

  /// What the last of so many decimals counts.
  @inline(__always)
  private static func microseconds(ofLastOf decimals: Int) -> Int64 {
    switch decimals {
    case 1: 100_000
    case 2: 10_000
    case 3: 1_000
    case 4: 100
    case 5: 10
    default: 1
    }
  }

  /// Seconds of the midnight (UTC reading) of the ten bytes `YYYY-MM-DD`.
  @inline(__always)
  private mutating func daySeconds(_ b: Span<UInt8>) -> Int64? {
    let head = b.eight(at: 0)
    let tail = UInt16(b[8]) | UInt16(b[9]) << 8
    if head == lastDate, tail == lastDateTail { return lastDaySeconds }
    return anotherDay(b, head, tail)
  }

  @inline(never)
  private mutating func anotherDay(_ b: Span<UInt8>, _ head: UInt64, _ tail: UInt16) -> Int64? {
    guard b[4] == UInt8(ascii: "-"), b[7] == UInt8(ascii: "-") else { return nil }
    let century = Self.two(b, 0), year = Self.two(b, 2), month = Self.two(b, 5), day = Self.two(b, 8)
    guard century < 100, year < 100, (1...12).contains(month) else { return nil }
    let full = century * 100 + year
    guard day >= 1, day <= CivilDate.days(inMonth: month, year: full) else { return nil }
    lastDate = head
    lastDateTail = tail
    lastDaySeconds = Int64(CivilDate.dayNumber(year: full, month: month, day: day)) * 86_400
    return lastDaySeconds
  }

  /// The number of two digits, or 255 and more.
  @inline(__always)
  private static func two(_ b: Span<UInt8>, _ i: Int) -> Int {
    let high = b[i] &- 0x30, low = b[i + 1] &- 0x30
    return high > 9 || low > 9 ? 255 : Int(high) &* 10 &+ Int(low)
  }

  /// Every form, at leisure.
  @inline(never)
  mutating func readAny(_ bytes: Span<UInt8>) -> Int64? {
    guard bytes.count > 0, bytes.count <= 64 else { return nil }
    var cursor = TextCursor(bytes)
    switch digits(cursor) {
    case .instant(let instant): return instant
    case .unreadable: return nil
    case .noDigits: break
    }
    guard let date = cursor.date() else { return nil }
    let midnight = Int64(CivilDate.dayNumber(year: date.year, month: date.month, day: date.day)) * 86_400
    if cursor.atEnd { return local(midnight) &* Instant.microsecondsPerSecond }
    guard cursor.take(UInt8(ascii: "T")) || cursor.take(UInt8(ascii: "t")) || cursor.take(ASCII.space),
      let clock = cursor.clock()
    else { return nil }
    let reading = midnight + clock.seconds
    let spaced = cursor.take(ASCII.space)
    if cursor.atEnd { return spaced ? nil : local(reading) &* Instant.microsecondsPerSecond &+ clock.fraction }
    guard let offset = cursor.offset(), cursor.atEnd else { return nil }
    return (reading - offset) &* Instant.microsecondsPerSecond &+ clock.fraction
  }

  private mutating func local(_ seconds: Int64) -> Int64 {
    if zone.isUTC { return seconds }
    let mine = ReportZone.quarter(of: seconds)
    if mine == quarter { return seconds - quarterOffset }
    let utc = zone.utc(ofLocal: seconds)
    // Kept only where the whole quarter of an hour has one offset.
    let first = mine * 900, last = first + 899
    if first - zone.utc(ofLocal: first) == seconds - utc, last - zone.utc(ofLocal: last) == seconds - utc {
      quarter = mine
      quarterOffset = seconds - utc
    }
    return utc
  }
}

extension TimeReader {
  private enum Digits { case instant(Int64), unreadable, noDigits }

  /// Eight digits as a date, other digits as an epoch: seconds, milliseconds, microseconds or nanoseconds by length.
  private mutating func digits(_ start: TextCursor) -> Digits {
    var cursor = start
    let negative = cursor.take(UInt8(ascii: "-"))
    let signed = negative || cursor.take(UInt8(ascii: "+"))
    guard let whole = cursor.digits(1...19) else { return signed ? .unreadable : .noDigits }
    if cursor.take(UInt8(ascii: ".")) {
      guard whole.count <= 10, let fraction = cursor.fraction(), cursor.atEnd else { return .unreadable }
      let magnitude = Int64(whole.value) * Instant.microsecondsPerSecond + fraction.microseconds
      return .instant(negative ? -magnitude - (fraction.isCut ? 1 : 0) : magnitude)
    }
    guard cursor.atEnd else { return signed ? .unreadable : .noDigits }
    if !signed, whole.count == 8 { return compactDate(Int(whole.value)) }
    let value = negative ? -Int128(whole.value) : Int128(whole.value)
    switch whole.count {
    case ...10: return .instant(Int64(value * 1_000_000))
    case ...13: return .instant(Int64(value * 1000))
    case ...16: return .instant(Int64(value))
    default: return .instant(Int64(value >= 0 ? value / 1000 : (value - 999) / 1000))
    }
  }

  private mutating func compactDate(_ value: Int) -> Digits {
    let year = value / 10_000, month = value / 100 % 100, day = value % 100
    guard (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, year: year) else {
      return .unreadable
    }
    let midnight = Int64(CivilDate.dayNumber(year: year, month: month, day: day)) * 86_400
    return .instant(local(midnight) * Instant.microsecondsPerSecond)
  }

  /// The day number of a plain date (`2026-3-1`, `20260301`), or nil: for spend and rates, which know no times.
  public static func day(_ bytes: Span<UInt8>) -> Int? {
    var cursor = TextCursor(bytes)
    if let date = cursor.date() {
      return cursor.atEnd ? CivilDate.dayNumber(year: date.year, month: date.month, day: date.day) : nil
    }
    cursor = TextCursor(bytes)
    guard let whole = cursor.digits(8...8), cursor.atEnd else { return nil }
    let year = Int(whole.value) / 10_000, month = Int(whole.value) / 100 % 100, day = Int(whole.value) % 100
    guard (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, year: year) else { return nil }
    return CivilDate.dayNumber(year: year, month: month, day: day)
  }
}
