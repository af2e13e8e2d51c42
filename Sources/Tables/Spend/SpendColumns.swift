import Values
import Events

/// The columns of a spend file (Specification, section 6).
public enum SpendColumn: Int, CaseIterable, Sendable {
  case date, endDate, channel, campaign, amount, currency

  /// The canonical name.
  public var name: String {
    switch self {
    case .date: "date"
    case .endDate: "end_date"
    case .channel: "channel"
    case .campaign: "campaign"
    case .amount: "amount"
    case .currency: "currency"
    }
  }

  /// The canonical name first, then the usual spellings, lower case.
  public var names: [String] { [name] + Vocabulary.known(name, in: .spend) }

  /// What a row of JSON is read by, by column.
  static func fields(_ layout: SpendLayout) -> [JSONRows.Field] {
    allCases.map { column in
      guard let columns = layout.columns else { return JSONRows.Field(name: column.name, keys: column.names) }
      return columns[column].map { JSONRows.Field(name: column.name, path: $0) } ?? JSONRows.Field(name: column.name, keys: [])
    }
  }

  /// What no spend does without.
  static let needed: [SpendColumn] = [.date, .channel, .amount]
}

/// Which field of a record holds which column.
struct SpendColumnMap {
  /// By `SpendColumn.rawValue`; nil where the file has no such column.
  private var fieldIndexes: [Int?]
  /// Trimmed.
  let header: [String]
  private let constants: [SpendColumn: ArraySlice<UInt8>]

  var fieldCount: Int { header.count }

  subscript(column: SpendColumn) -> Int? { fieldIndexes[column.rawValue] }

  /// The constant text of a column, the same in every row.
  func constant(_ column: SpendColumn) -> ArraySlice<UInt8>? { constants.isEmpty ? nil : constants[column] }

  /// `header` holds trimmed fields; case does not matter.
  init(header fields: [String], source: String, layout: SpendLayout) throws(TableError) {
    header = fields
    constants = layout.constants.mapValues { Array($0.utf8)[...] }
    let header = TableHeader(fields, of: .spend, source: source)
    fieldIndexes = []
    for column in SpendColumn.allCases {
      if let columns = layout.columns {
        let wanted = columns[column]
        fieldIndexes.append(wanted == nil ? nil : try header.fieldIndex(of: column.name, at: wanted ?? ""))
        continue
      }
      let found = try header.fieldIndex(of: column.name, names: column.names)
      if let found, layout.constants[column] != nil {
        throw header.error(.constantBesideField(column: column.name, field: fields[found]))
      }
      fieldIndexes.append(found)
    }
    let missing = SpendColumn.needed.filter { fieldIndexes[$0.rawValue] == nil && layout.constants[$0] == nil }
    if !missing.isEmpty { throw header.error(.missingColumns(missing.map(\.name), header: fields)) }
  }

  /// The map of JSON lines: each column at its own index in a row, or none where `layout` names other columns.
  init(jsonLines layout: SpendLayout) {
    header = SpendColumn.allCases.map(\.name)
    constants = layout.constants.mapValues { Array($0.utf8)[...] }
    fieldIndexes = SpendColumn.allCases.map { layout.columns == nil || layout.columns?[$0] != nil ? $0.rawValue : nil }
  }
}
