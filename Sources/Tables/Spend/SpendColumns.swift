import Events
import Values

/// The columns of a spend file (SPEC section 6).
public enum SpendColumn: Int, CaseIterable, Sendable {
  case date, endDate, channel, campaign, amount, currency

  /// The canonical name first, then the usual spellings, lower case.
  public var names: [String] {
    switch self {
    case .date: ["date", "day", "start_date"]
    case .endDate: ["end_date"]
    case .channel: ["channel", "marketing_channel"]
    case .campaign: ["campaign", "campaign_name", "utm_campaign"]
    case .amount: ["amount", "spend", "cost", "amount_spent"]
    case .currency: ["currency", "currency_code"]
    }
  }

  /// The canonical name.
  public var name: String { names[0] }

  /// What a row of JSON is read by, by column.
  static func fields(_ layout: SpendLayout) -> [JSONRows.Field] {
    allCases.map { column in
      guard let columns = layout.columns else { return JSONRows.Field(name: column.name, keys: column.names) }
      return columns[column].map { JSONRows.Field(name: column.name, path: $0) } ?? JSONRows.Field(name: column.name, keys: [])
    }
  }

  /// What a header of spend is known by.
  static let knownNames = Set(allCases.flatMap(\.names))
}

/// A file that cannot be read as spend at all.
public enum SpendFileError: Error, Equatable, CustomStringConvertible {
  /// NUL bytes stand among its first.
  case notText(source: String)
  /// The header lacks columns that no spend does without.
  case notSpend(source: String, missing: [String], header: [String])
  /// Two columns of the header are spellings of one name.
  case ambiguousColumn(source: String, column: String, spellings: [String])
  /// The layout reads a column from a field that the header does not have once.
  case noSuchField(source: String, column: String, field: String, header: [String])
  /// The layout says what always stands in a column that the header has, too.
  case constantBesideField(source: String, column: String, field: String)
  /// No line of the file has a value for columns that no spend does without; `keys` are those of its first object.
  case noSuchKeys(source: String, missing: [String], keys: [String], isNamed: Bool)
  /// Lines that begin as JSON and of which none is an object.
  case noObjects(source: String)
  /// A path that cannot be read.
  case badPath(source: String, message: String)
  case jsonArray(source: String)

  /// The exit status of sysexits that says so: 65 the input is no spend, 78 it is for the user to say what is meant.
  public var exitStatus: Int32 {
    switch self {
    case .notText, .notSpend, .noSuchKeys(_, _, _, isNamed: false), .noObjects, .jsonArray: 65
    case .ambiguousColumn, .noSuchField, .constantBesideField, .noSuchKeys, .badPath: 78
    }
  }

  public var description: String {
    switch self {
    case .notText(let source): "\(source): it holds NUL bytes, so it is no text; save the spend as CSV, or fetch the file again"
    case .notSpend(let source, let missing, let header):
      "\(source): no column for \(missing.map { "'\($0)'" }.joined(separator: " and ")); the header has "
        + header.prefix(20).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
        + ". " + NearName.questions(forMissing: missing, among: header, known: SpendColumn.knownNames)
        + "A spend file needs date, channel and amount; rename its columns so, or say which they are under 'spend' in a "
        + "configuration file"
    case .ambiguousColumn(let source, let column, let spellings):
      "\(source): \(spellings.map { "'\($0)'" }.joined(separator: " and ")) are both spellings of '\(column)'; "
        + "rename or remove the one that is not meant"
    case .noSuchField(let source, let column, let field, let header):
      "\(source): '\(column)' is to be read from '\(field)', but the header has it not once; it has "
        + header.prefix(20).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
        + (header.contains(field) ? "" : NearName.question(for: field, among: header))
    case .constantBesideField(let source, let column, let field):
      "\(source): '\(column)' has a constant, but the header has '\(field)', which is read as '\(column)'; leave the constant "
        + "out, or name all columns to be read under 'columns'"
    case .noSuchKeys(let source, let missing, let keys, _):
      "\(source): no line has a value for \(missing.map { "'\($0)'" }.joined(separator: " and ")); the first has "
        + (keys.isEmpty ? "no key" : keys.map { "'\($0)'" }.joined(separator: ", "))
        + ". Spend needs date, channel and amount; say which keys they are under 'spend' in a configuration file"
    case .noObjects(let source):
      "\(source): none of its lines is a JSON object; objects that are spread over lines are brought onto one each with: jq -c ."
    case .badPath(let source, let message): "\(source): \(message)"
    case .jsonArray(let source):
      "\(source): it is a JSON array, and JSON is read line by line; make a line of each element with: jq -c '.[]'"
    }
  }
}

/// Which field of a record holds which column.
struct SpendColumnMap {
  /// The field's place by `SpendColumn.rawValue`; nil where the file has no such column.
  private var places: [Int?]
  /// Trimmed.
  let header: [String]
  private let constants: [SpendColumn: ArraySlice<UInt8>]

  var fieldCount: Int { header.count }

  subscript(column: SpendColumn) -> Int? { places[column.rawValue] }

  /// What stands in a column of every row.
  func constant(_ column: SpendColumn) -> ArraySlice<UInt8>? { constants.isEmpty ? nil : constants[column] }

  /// `header` holds trimmed fields; case does not matter.
  init(header: [String], source: String, layout: SpendLayout) throws(SpendFileError) {
    self.header = header
    constants = layout.constants.mapValues { Array($0.utf8)[...] }
    let names = header.map { $0.lowercased() }
    places = []
    for column in SpendColumn.allCases {
      if let columns = layout.columns {
        places.append(try Self.place(of: columns[column], for: column, names, header, source))
        continue
      }
      let found = names.indices.filter { column.names.contains(names[$0]) }
      if found.count > 1 {
        throw .ambiguousColumn(source: source, column: column.name, spellings: found.map { header[$0] })
      }
      if let place = found.first, layout.constants[column] != nil {
        throw .constantBesideField(source: source, column: column.name, field: header[place])
      }
      places.append(found.first)
    }
    let missing = [SpendColumn.date, .channel, .amount].filter { places[$0.rawValue] == nil && layout.constants[$0] == nil }
    if !missing.isEmpty { throw .notSpend(source: source, missing: missing.map(\.name), header: header) }
  }

  /// The map of JSON lines: each column at its own place in a row, or none where `layout` names other columns.
  init(jsonLines layout: SpendLayout) {
    header = SpendColumn.allCases.map(\.name)
    constants = layout.constants.mapValues { Array($0.utf8)[...] }
    places = SpendColumn.allCases.map { layout.columns == nil || layout.columns?[$0] != nil ? $0.rawValue : nil }
  }

  private static func place(
    of wanted: String?, for column: SpendColumn, _ names: [String], _ header: [String], _ source: String
  ) throws(SpendFileError) -> Int? {
    guard let wanted else { return nil }
    let found = names.indices.filter { names[$0] == wanted.lowercased() }
    guard let place = found.first, found.count == 1 else {
      throw .noSuchField(source: source, column: column.name, field: wanted, header: header)
    }
    return place
  }
}
