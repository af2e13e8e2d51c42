import Events

/// Reads one small table, CSV or JSON lines, given as decompressed bytes in blocks of any size: any cut gives the same rows. Its
/// format and its encoding are detected.
package protocol TableReader {
  var records: RecordStream { get set }
  /// Rows read so far, rejected ones among them.
  var rowCount: Int64 { get }

  /// Takes the next records, the header first where the table has one.
  mutating func add(_ records: [RecordStream.Record]) throws(TableError)
  /// Checks the table as a whole, after its last record.
  mutating func end() throws(TableError)
}

extension TableReader {
  /// How the file is read. Complete once `finish` has been called.
  package var form: TextForm { records.form }

  /// Reads the next bytes of the file.
  package mutating func read(_ block: some Sequence<UInt8>) throws(TableError) { try add(records.read(block)) }

  /// Reads what is left. A file without a byte has no rows.
  package mutating func finish() throws(TableError) {
    try add(records.finish())
    try end()
  }

  /// Whole rows read so far, which shows how far a damaged file is good. 0 for a file that is no such table.
  package var wholeRows: Int64 {
    var copy = self
    do { try copy.add(copy.records.finishDamaged()) } catch { return 0 }
    return copy.rowCount
  }
}

/// The header of a small table: which of its fields a column is read from.
struct TableHeader {
  /// Trimmed.
  let fields: [String]
  private let names: [String]
  private let table: SmallTable
  private let source: String

  init(_ fields: [String], of table: SmallTable, source: String) {
    self.fields = fields
    self.table = table
    self.source = source
    names = fields.map { $0.lowercased() }
  }

  func error(_ fault: TableError.Fault) -> TableError { TableError(table, source, fault) }

  /// The field that has one of a column's usual names, in capitals or not; nil where none has.
  func fieldIndex(of column: String, names known: [String]) throws(TableError) -> Int? {
    let found = names.indices.filter { known.contains(names[$0]) }
    if found.count > 1 { throw error(.ambiguousColumn(column, spellings: found.map { fields[$0] })) }
    return found.first
  }

  /// The field that a layout reads a column from.
  func fieldIndex(of column: String, at wanted: String) throws(TableError) -> Int {
    let found = names.indices.filter { names[$0] == wanted.lowercased() }
    guard let index = found.first, found.count == 1 else {
      throw error(.noSuchField(column: column, field: wanted, header: fields))
    }
    return index
  }
}
