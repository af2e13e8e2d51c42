import Events
import Values

/// How a column writes its times.
enum TimeShape: Int, CaseIterable, Sendable {
  case offset, local, date, compactDate, seconds, milliseconds, microseconds, nanoseconds

  /// As a comment says it.
  var text: String {
    switch self {
    case .offset: "text with an offset from UTC"
    case .local: "text without an offset"
    case .date: "plain dates"
    case .compactDate: "dates of eight digits"
    case .seconds: "seconds since 1970"
    case .milliseconds: "milliseconds since 1970"
    case .microseconds: "microseconds since 1970"
    case .nanoseconds: "nanoseconds since 1970"
    }
  }

  /// Whether what it means depends on a time zone.
  var needsZone: Bool { self == .local || self == .date || self == .compactDate }
  /// Whether it says itself that it is a time, where digits could be anything.
  var isSure: Bool { self == .offset || self == .local || self == .date }

  /// The shape of a field that reads as a time between 1990 and 2100; nil for any other. Years beyond are numbers that happen
  /// to read as times.
  init?(_ field: Span<UInt8>, _ reader: inout TimeReader) {
    guard (8...40).contains(field.count), field[0] &- 0x30 < 10, let instant = reader.read(field),
      Self.usualTimes.contains(instant)
    else { return nil }
    var digits = 0
    while digits < field.count, field[digits] &- 0x30 < 10 { digits += 1 }
    switch digits {
    case field.count where field[0] == UInt8(ascii: "0"): return nil
    case field.count: self = Self.numbers(ofDigits: digits)
    case 5...: self = .seconds  // with decimals
    default: self = Self.written(field)
    }
  }

  private static let usualTimes = Instant.microsecondsPerDay * 7305..<Instant.microsecondsPerDay * 47482

  private static func numbers(ofDigits digits: Int) -> TimeShape {
    switch digits {
    case 8: .compactDate
    case ...10: .seconds
    case ...13: .milliseconds
    case ...16: .microseconds
    default: .nanoseconds
    }
  }

  private static func written(_ field: Span<UInt8>) -> TimeShape {
    var colons = 0, marks = 0
    for i in 8..<field.count {
      switch field[i] {
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "Z"), UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "U"), UInt8(ascii: "u"): marks += 1
      case UInt8(ascii: "-") where colons > 0: marks += 1
      default: continue
      }
    }
    return colons == 0 ? .date : marks > 0 ? .offset : .local
  }

  /// Whether the field looks like a date of a form that is not read: with dots, slashes or letters between its numbers.
  static func isForeignDate(_ field: Span<UInt8>) -> Bool {
    guard (8...30).contains(field.count), field[0] &- 0x30 < 10 else { return false }
    var digits = 0, marks = 0
    for i in 0..<min(field.count, 14) {
      if field[i] &- 0x30 < 10 {
        digits += 1
      } else if field[i] == UInt8(ascii: "/") || field[i] == UInt8(ascii: ".") || field[i] >= 0x80 {
        marks += 1
      } else if field[i] != UInt8(ascii: " "), field[i] != UInt8(ascii: ":"), field[i] != UInt8(ascii: "-") {
        return false
      }
    }
    return digits >= 4 && marks >= 2
  }
}
