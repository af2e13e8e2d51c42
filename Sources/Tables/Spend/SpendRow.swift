import Events
import Values

/// One record of a spend file, field by field.
struct SpendRow {
  /// Trimmed.
  let fields: [ArraySlice<UInt8>]
  let columns: SpendColumnMap
  /// The amount is a number of JSON, which has a point whatever texts have.
  private var hasNumber = false

  init(fields: [ArraySlice<UInt8>], columns: SpendColumnMap) {
    self.fields = fields
    self.columns = columns
  }

  /// A line of JSON.
  init(values: [JSONRows.Value], columns: SpendColumnMap) {
    fields = values.map(\.text)
    self.columns = columns
    hasNumber = columns.constant(.amount) == nil && values[SpendColumn.amount.rawValue].isNumber
  }

  struct Rejection: Error {
    var reason: RejectReason
    var column: SpendColumn?
    var text: String
  }

  /// The field of a column; empty where the record or the file has none.
  subscript(column: SpendColumn) -> ArraySlice<UInt8> {
    if let constant = columns.constant(column) { return constant }
    guard let index = columns[column], index < fields.count else { return [] }
    return fields[index]
  }

  /// A rejection for the text of `column`, cut to 80 bytes.
  func rejection(_ reason: RejectReason, _ column: SpendColumn) -> Rejection {
    let field = self[column]
    var end = min(field.startIndex + 80, field.endIndex)
    // Not inside a character.
    while end > field.startIndex, end < field.endIndex, field[end] & 0xC0 == 0x80 { end -= 1 }
    let text = field[..<end]
    return Rejection(reason: reason, column: column, text: String(decoding: text, as: UTF8.self))
  }

  /// No more fields than the header, unless they are empty; and UTF-8.
  func checkText() throws(Rejection) {
    if fields.count > columns.fieldCount, fields[columns.fieldCount...].contains(where: { !$0.isEmpty }) {
      throw Rejection(
        reason: .wrongFieldCount, column: nil, text: "\(fields.count) fields where the header has \(columns.fieldCount)")
    }
    for field in fields where field.contains(where: { $0 >= 0x80 }) {
      guard String(validating: field, as: UTF8.self) != nil else {
        throw Rejection(reason: .badEncoding, column: nil, text: "")
      }
    }
  }

  func day(_ column: SpendColumn) throws(Rejection) -> Int {
    guard let day = TimeReader.day(self[column].span) else { throw rejection(.unreadableDate, column) }
    return day
  }

  /// Millionths of the row's currency, and whether they had to be rounded; an empty amount is none.
  ///
  /// `usual` is the currency of a row that names none.
  func amount(usual: Currency?, _ style: AmountStyle) throws(Rejection) -> (millionths: Int64, isRounded: Bool) {
    let text = self[.amount], code = self[.currency]
    let style = hasNumber && style == .decimalComma ? .decimalPoint : style
    if let plain = AmountReader.readPlain(text.span, style) { return (plain, false) }
    let currency = code.isEmpty ? usual : Currency(String(decoding: code, as: UTF8.self))
    guard !text.isEmpty, let millionths = AmountReader.read(text.span, currency: currency, style)?.millionths else {
      throw rejection(.unreadableAmount, .amount)
    }
    return (millionths.value, millionths.isRounded)
  }

  func slotName() throws(Rejection) -> SlotName {
    let channel = String(decoding: self[.channel], as: UTF8.self)
    if channel.isEmpty || channel == SlotName.unattributed { throw rejection(.missingChannel, .channel) }
    return SlotName(spelledChannel: channel, campaign: String(decoding: self[.campaign], as: UTF8.self))
  }

  /// nil where the row names none.
  func currency() throws(Rejection) -> Currency? {
    if self[.currency].isEmpty { return nil }
    guard let currency = Currency(String(decoding: self[.currency], as: UTF8.self)) else {
      throw rejection(.unknownCurrency, .currency)
    }
    return currency
  }
}
