import Values

/// The columns of a spend file (SPEC section 6).
enum SpendColumn: Int, CaseIterable {
  case date, endDate, channel, campaign, amount, currency

  /// The canonical name first, then the usual spellings, lower case.
  var names: [String] {
    switch self {
    case .date: ["date", "day", "start_date"]
    case .endDate: ["end_date"]
    case .channel: ["channel", "marketing_channel"]
    case .campaign: ["campaign", "campaign_name", "utm_campaign"]
    case .amount: ["amount", "spend", "cost", "amount_spent"]
    case .currency: ["currency", "currency_code"]
    }
  }

  var name: String { names[0] }

  /// What a header of spend is known by.
  static let knownNames = Set(allCases.flatMap(\.names))
}

/// A file that cannot be read as spend at all.
public enum SpendFileError: Error, Equatable, CustomStringConvertible {
  /// The header lacks columns that no spend does without.
  case notSpend(source: String, missing: [String], header: [String])
  /// Two columns of the header are spellings of one name.
  case ambiguousColumn(source: String, column: String, spellings: [String])

  /// The exit status of sysexits that says so: 65 the input is no spend, 78 it is for the user to say what is meant.
  public var exitStatus: Int32 {
    switch self {
    case .notSpend: 65
    case .ambiguousColumn: 78
    }
  }

  public var description: String {
    switch self {
    case .notSpend(let source, let missing, let header):
      "\(source): no column for \(missing.map { "'\($0)'" }.joined(separator: " and ")); the header has "
        + header.prefix(20).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
        + ". A spend file needs date, channel and amount; rename its columns so"
    case .ambiguousColumn(let source, let column, let spellings):
      "\(source): \(spellings.map { "'\($0)'" }.joined(separator: " and ")) are both spellings of '\(column)'; "
        + "rename or remove the one that is not meant"
    }
  }
}

/// Which field of a record holds which column.
struct SpendColumnMap {
  /// The field's place by `SpendColumn.rawValue`; nil where the file has no such column.
  private var places: [Int?]
  let fieldCount: Int

  subscript(column: SpendColumn) -> Int? { places[column.rawValue] }

  /// `header` holds trimmed fields; case does not matter.
  init(header: [String], source: String) throws(SpendFileError) {
    fieldCount = header.count
    let names = header.map { $0.lowercased() }
    places = []
    for column in SpendColumn.allCases {
      let found = names.indices.filter { column.names.contains(names[$0]) }
      if found.count > 1 {
        throw .ambiguousColumn(source: source, column: column.name, spellings: found.map { header[$0] })
      }
      places.append(found.first)
    }
    let missing = [SpendColumn.date, .channel, .amount].filter { places[$0.rawValue] == nil }
    if !missing.isEmpty { throw .notSpend(source: source, missing: missing.map(\.name), header: header) }
  }
}
