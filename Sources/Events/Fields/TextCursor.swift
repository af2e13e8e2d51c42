import Values

/// An offset in a short text that moves past the parts of a written time as it recognises them.
struct TextCursor: ~Escapable {
  private let bytes: Span<UInt8>
  private var at = 0

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>) { self.bytes = bytes }

  var atEnd: Bool { at == bytes.count }

  /// Moves past `byte` if it is next.
  @_lifetime(self: copy self)
  mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// A run of digits whose length is in `lengths` (19 at most), or nil, then without moving.
  @_lifetime(self: copy self)
  mutating func digits(_ lengths: ClosedRange<Int>) -> (value: UInt64, count: Int)? {
    var value: UInt64 = 0
    var end = at
    while end < bytes.count, isDigit(bytes[end]) {
      guard end - at < lengths.upperBound else { return nil }
      value = value &* 10 &+ UInt64(bytes[end] &- 0x30)
      end += 1
    }
    guard lengths.contains(end - at) else { return nil }
    defer { at = end }
    return (value, end - at)
  }

  /// Digits after a decimal point as microseconds, cut after the sixth; nil without any.
  @_lifetime(self: copy self)
  mutating func fraction() -> (microseconds: Int64, isCut: Bool)? {
    var value: Int64 = 0
    var scale: Int64 = 100_000
    var isCut = false
    let start = at
    while at < bytes.count, isDigit(bytes[at]) {
      let digit = Int64(bytes[at] &- 0x30)
      if scale == 0, digit > 0 { isCut = true }
      value += digit * scale
      scale /= 10
      at += 1
    }
    return at > start ? (value, isCut) : nil
  }

  /// `YYYY-M-D` with one or two digits for month and day, checked against the calendar.
  @_lifetime(self: copy self)
  mutating func date() -> (year: Int, month: Int, day: Int)? {
    guard let year = digits(4...4), take(UInt8(ascii: "-")), let month = digits(1...2), take(UInt8(ascii: "-")),
      let day = digits(1...2), (1...12).contains(month.value), day.value >= 1,
      Int(day.value) <= CivilDate.days(inMonth: Int(month.value), year: Int(year.value))
    else { return nil }
    return (Int(year.value), Int(month.value), Int(day.value))
  }

  /// `H:MM`, `H:MM:SS` or `H:MM:SS.f…`: seconds since midnight, and microseconds.
  @_lifetime(self: copy self)
  mutating func clock() -> (seconds: Int64, fraction: Int64)? {
    guard let hour = digits(1...2), take(UInt8(ascii: ":")), let minute = digits(2...2), hour.value < 24,
      minute.value < 60
    else { return nil }
    var seconds = Int64(hour.value * 3600 + minute.value * 60)
    guard take(UInt8(ascii: ":")) else { return (seconds, 0) }
    guard let second = digits(2...2), second.value < 60 else { return nil }
    seconds += Int64(second.value)
    guard take(UInt8(ascii: ".")) else { return (seconds, 0) }
    guard let fraction = fraction() else { return nil }
    return (seconds, fraction.microseconds)
  }

  /// `Z`, `UTC`, `±HH:MM` or `±HHMM` in seconds.
  @_lifetime(self: copy self)
  mutating func offset() -> Int64? {
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    if take(UInt8(ascii: "U")) || take(UInt8(ascii: "u")) {
      guard take(UInt8(ascii: "T")) || take(UInt8(ascii: "t")), take(UInt8(ascii: "C")) || take(UInt8(ascii: "c"))
      else { return nil }
      return 0
    }
    let negative = take(UInt8(ascii: "-"))
    guard negative || take(UInt8(ascii: "+")), let hours = twoDigits() else { return nil }
    _ = take(UInt8(ascii: ":"))
    guard let minutes = twoDigits(), hours < 24, minutes < 60 else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return negative ? -seconds : seconds
  }

  /// Exactly two digits, whatever follows.
  @_lifetime(self: copy self)
  private mutating func twoDigits() -> Int64? {
    guard at + 2 <= bytes.count, isDigit(bytes[at]), isDigit(bytes[at + 1]) else { return nil }
    defer { at += 2 }
    return Int64(bytes[at] &- 0x30) * 10 + Int64(bytes[at + 1] &- 0x30)
  }
}
