import Values

/// A column of a report's table: what its cells hold and what they mean.
///
/// Every writer reads the same column: a CSV file prints the unit's decimals, `datapackage.json` states type and meaning, a
/// workbook formats its cells by the unit.
package struct ReportColumn: Sendable {
  /// What the cells of a column measure. The unit decides how a cell is written.
  package enum Unit: Sendable {
    /// Text, such as the name of a channel.
    case text
    /// An instant, written as RFC 3339 in this zone.
    case instant(ReportZone)
    /// A whole number of things.
    case count
    /// A whole number that orders or locates rows: a rank, a line of a file. Its sum has no meaning.
    case ordinal
    /// Goal events, split over touches: millionths.
    case conversions
    /// A quotient without a unit: millionths.
    case ratio
    /// Money as printed: whole units of the currency's last decimal.
    case money(Currency)
    /// Money before rounding: millionths of the currency.
    case exactMoney(Currency)
  }

  /// What an empty cell of a column means.
  package enum EmptyCell: Sendable {
    /// The column has no empty cells.
    case never
    /// The value does not exist.
    case noValue
    /// The value is the empty text.
    case emptyText
  }

  /// The types of Table Schema.
  package enum FieldType: Sendable { case text, integer, number }

  /// The name in headers, which readers use as a key. Names are never translated.
  package let name: String
  /// What the cells measure.
  package let unit: Unit
  /// What an empty cell means.
  package let emptyCell: EmptyCell
  /// The meaning, as `datapackage.json` states it.
  package let description: String
  /// The heading in a report for reading; nil: the name.
  package let title: ReportTitle?
  /// False for a figure that no file has and that only a screen needs, such as the exact value behind a printed one.
  package let isInFiles: Bool

  /// A column of these properties.
  package init(
    _ name: String, _ unit: Unit, empty emptyCell: EmptyCell = .never, _ description: String, title: ReportTitle? = nil,
    isInFiles: Bool = true
  ) {
    self.name = name
    self.unit = unit
    self.emptyCell = emptyCell
    self.description = description
    self.title = title
    self.isInFiles = isInFiles
  }

  /// The type of the column's cells.
  package var type: FieldType {
    switch unit {
    case .text, .instant: .text
    case .count, .ordinal: .integer
    case .conversions, .ratio, .money, .exactMoney: .number
    }
  }

  /// How many decimals a number of this column has.
  package var decimals: Int {
    switch unit {
    case .text, .instant, .count, .ordinal: 0
    case .conversions, .ratio, .exactMoney: FiguresPolicy.ratioDecimals
    case .money(let currency): currency.decimals
    }
  }
}

/// A heading in the languages of reports for reading.
package struct ReportTitle: Sendable, Equatable {
  /// The text in each language.
  package let english: String, korean: String

  /// A title in both languages.
  package init(english: String, korean: String) {
    self.english = english
    self.korean = korean
  }
}
