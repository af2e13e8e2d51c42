import Events
import Values

/// What stands in one column of a sample, counted: how much of it reads as times, amounts and currencies, and which different
/// values there are, as long as they are few.
///
/// Pure. Merging is addition, so samples may be taken apart in any way.
struct ColumnProfile: Sendable {
  /// Rows with anything but blanks in the column.
  private(set) var filled = 0
  private(set) var times: [TimeShape: Int] = [:]
  /// Dates in a form that is not read.
  private(set) var foreignDates = 0
  /// Fields that read as an amount with a decimal point, with a decimal comma, and with one of them alone.
  private(set) var points = 0, commas = 0, onlyPoints = 0, onlyCommas = 0
  /// Amounts beside which a currency's sign stands.
  private(set) var signs: [String: Int] = [:]
  /// Three-letter codes of currencies.
  private(set) var currencies: [Currency: Int] = [:]
  /// Fields with a space or a slash in them: prose and addresses, not ids.
  private(set) var phrases = 0
  private(set) var hasHangul = false
  /// Value → rows, values of many letters aside; empty once `isMany`.
  private(set) var values: [String: Int] = [:]
  /// Of all different values.
  private(set) var sketch = ValueSketch()
  /// More different values than anybody's event names or channels.
  private(set) var isMany = false

  private var reader = TimeReader(zone: .utc)

  static let mostValues = 1000
  private static let mostValueBytes = 80
  private static let mostAmountBytes = 40

  var timeCount: Int { times.values.reduce(0, +) }
  /// The shape of most of its times, the first of equals.
  var timeShape: TimeShape? {
    TimeShape.allCases.filter { times[$0] != nil }.max { (times[$0] ?? 0, $1.rawValue) < (times[$1] ?? 0, $0.rawValue) }
  }
  var amountCount: Int { max(points, commas) }
  var currencyCount: Int { currencies.values.reduce(0, +) }

  /// Whether at least `percent` of the filled fields are so.
  func isMostly(_ count: Int, percent: Int = 90) -> Bool { filled > 0 && count * 100 >= filled * percent }

  /// The values and their rows, the most frequent first.
  var ranked: [(value: String, rows: Int)] {
    values.map { (value: $0.key, rows: $0.value) }.sorted { ($1.rows, $0.value) < ($0.rows, $1.value) }
  }

  /// Looks at one row's field, trimmed; an empty one counts for nothing.
  mutating func add(_ field: Span<UInt8>) {
    if field.isEmpty { return }
    filled += 1
    if let shape = TimeShape(field, &reader) {
      times[shape, default: 0] += 1
    } else if TimeShape.isForeignDate(field) {
      foreignDates += 1
    }
    addAmount(field)
    if field.count == 3, let currency = Currency(field[0], field[1], field[2]), currency.isUsual {
      currencies[currency, default: 0] += 1
    }
    addText(field)
    sketch.add(field)
  }

  private mutating func addAmount(_ field: Span<UInt8>) {
    guard field.count <= Self.mostAmountBytes else { return }
    var digits = 0, others = 0
    for i in 0..<field.count {
      if field[i] &- 0x30 < 10 { digits += 1 } else if field[i] != UInt8(ascii: "-") || i > 0 { others += 1 }
    }
    if digits == 0 || others > digits + 6 { return }
    let reads =
      others == 0
      ? (true, true)
      : (
        AmountReader.read(field, currency: nil, .decimalPoint) != nil,
        AmountReader.read(field, currency: nil, .decimalComma) != nil
      )
    points += reads.0 ? 1 : 0
    commas += reads.1 ? 1 : 0
    onlyPoints += reads.0 && !reads.1 ? 1 : 0
    onlyCommas += reads.1 && !reads.0 ? 1 : 0
    if others > 0, reads.0 || reads.1, let sign = CurrencySign.sign(in: field) { signs[sign, default: 0] += 1 }
  }

  private mutating func addText(_ field: Span<UInt8>) {
    var isPhrase = false
    for i in 0..<field.count {
      isPhrase = isPhrase || field[i] == UInt8(ascii: " ") || field[i] == UInt8(ascii: "/")
      // Hangul syllables begin with the bytes EA B0 to ED 9E.
      if (0xEA...0xED).contains(field[i]) { hasHangul = true }
    }
    if isPhrase { phrases += 1 }
    if isMany || field.count > Self.mostValueBytes { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(field.count)
    for i in 0..<field.count { bytes.append(field[i]) }
    values[String(decoding: bytes, as: UTF8.self), default: 0] += 1
    forgetMany()
  }

  private mutating func forgetMany() {
    if values.count <= Self.mostValues { return }
    isMany = true
    values = [:]
  }

  /// Adds what another part of the column holds.
  static func += (a: inout ColumnProfile, b: ColumnProfile) {
    a.filled += b.filled
    a.foreignDates += b.foreignDates
    a.points += b.points
    a.commas += b.commas
    a.onlyPoints += b.onlyPoints
    a.onlyCommas += b.onlyCommas
    a.phrases += b.phrases
    a.hasHangul = a.hasHangul || b.hasHangul
    a.isMany = a.isMany || b.isMany
    a.times.merge(b.times, uniquingKeysWith: +)
    a.signs.merge(b.signs, uniquingKeysWith: +)
    a.currencies.merge(b.currencies, uniquingKeysWith: +)
    a.sketch += b.sketch
    a.values.merge(b.values, uniquingKeysWith: +)
    if a.isMany { a.values = [:] } else { a.forgetMany() }
  }
}
