import Values
import Events

/// The columns of a table of exchange rates (Specification, section 5).
enum RatesColumn: Int, CaseIterable {
  case date, base, quote, rate

  /// The canonical name.
  var name: String {
    switch self {
    case .date: "date"
    case .base: "base"
    case .quote: "quote"
    case .rate: "rate"
    }
  }

  /// The canonical name first, then the usual spellings, lower case.
  var names: [String] { [name] + Vocabulary.known(name, in: .rates) }
}

/// The header of a table of exchange rates.
public enum RatesHeader {
  /// Every name by which a column of rates is recognised, in lower case.
  public static var names: Set<String> { SmallTable.rates.knownNames }

  /// Whether a header has all of date, base, quote and rate, each once.
  public static func fits(_ header: [String]) -> Bool {
    do throws(TableError) {
      _ = try RatesColumnMap(header: header, source: "")
      return true
    } catch {
      return false
    }
  }
}

/// Which field of a record holds which column.
struct RatesColumnMap {
  /// By `RatesColumn.rawValue`.
  private var fieldIndexes: [Int] = []

  subscript(column: RatesColumn) -> Int { fieldIndexes[column.rawValue] }

  /// `header` holds trimmed fields; case does not matter.
  init(header: [String], source: String) throws(TableError) {
    let header = TableHeader(header, of: .rates, source: source)
    var missing: [String] = []
    for column in RatesColumn.allCases {
      let found = try header.fieldIndex(of: column.name, names: column.names)
      if found == nil { missing.append(column.name) }
      fieldIndexes.append(found ?? 0)
    }
    if !missing.isEmpty { throw header.error(.missingColumns(missing, header: header.fields)) }
  }
}
