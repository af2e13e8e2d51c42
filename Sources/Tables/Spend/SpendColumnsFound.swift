import Events
import Values

/// What a spend file's header was read as, or the keys of its lines.
public struct SpendColumnsFound: Sendable, Equatable {
  /// Trimmed; of JSON lines, the keys or paths that were read.
  public let header: [String]
  /// Column → index in the header.
  public let places: [SpendColumn: Int]

  init(_ columns: SpendColumnMap) {
    var places: [SpendColumn: Int] = [:]
    for column in SpendColumn.allCases { places[column] = columns[column] }
    header = columns.header
    self.places = places
  }

  /// What all lines of a file had. Rows are not looked at where it has none.
  ///
  /// - Throws: what makes them unfit for spend.
  init(_ json: JSONRows, layout: SpendLayout, rows: Int64, _ records: RecordStream) throws(TableError) {
    var header: [String] = []
    var places: [SpendColumn: Int] = [:]
    for column in SpendColumn.allCases {
      let spellings = json.spellings(ofField: column.rawValue)
      if spellings.count > 1 { throw records.error(.ambiguousColumn(column.name, spellings: spellings)) }
      guard let spelling = spellings.first else { continue }
      if layout.columns == nil, layout.constants[column] != nil {
        throw records.error(.constantBesideField(column: column.name, field: spelling))
      }
      places[column] = header.count
      header.append(spelling)
    }
    self.header = header
    self.places = places
    if rows == 0 { return }
    if !json.hasObject { throw records.error(.noObjects) }
    let missing = SpendColumn.needed.filter { places[$0] == nil && layout.constants[$0] == nil }
    if !missing.isEmpty {
      throw records.error(.noSuchKeys(missing.map(\.name), keys: json.firstKeys, isNamed: layout.columns != nil))
    }
  }
}
