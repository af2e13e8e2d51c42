import Values

/// The columns of a table of exchange rates (SPEC section 5).
enum RatesColumn: Int, CaseIterable {
  case date, base, quote, rate

  /// The canonical name first, then the usual spellings, lower case.
  var names: [String] {
    switch self {
    case .date: ["date", "day", "rate_date"]
    case .base: ["base", "base_currency", "from", "from_currency"]
    case .quote: ["quote", "quote_currency", "to", "to_currency", "counter_currency"]
    case .rate: ["rate", "exchange_rate", "fx_rate"]
    }
  }

  var name: String { names[0] }

  /// What a header of rates is known by.
  static let knownNames = Set(allCases.flatMap(\.names))
}

/// The header of a table of exchange rates.
public enum RatesHeader {
  /// Every name that a column of rates is known by, in small letters.
  public static var names: Set<String> { RatesColumn.knownNames }

  /// Whether a header has all of date, base, quote and rate, each once.
  public static func fits(_ header: [String]) -> Bool {
    do throws(RatesFileError) {
      _ = try RatesColumnMap(header: header, source: "")
      return true
    } catch {
      return false
    }
  }
}

/// A table of rates that cannot be used as it is: configuration to be mended, exit status 78.
public enum RatesFileError: Error, Equatable, CustomStringConvertible {
  /// NUL bytes stand among its first.
  case notText(source: String)
  case missingColumns(source: String, missing: [String], header: [String])
  /// Two columns of the header are spellings of one name.
  case ambiguousColumn(source: String, column: String, spellings: [String])
  case brokenLine(source: String, line: Int64, RejectReason, String)
  /// A path that cannot be read.
  case badPath(source: String, message: String)
  case jsonArray(source: String)
  /// A field that says no date, no currency, or no rate above 0.
  case unreadable(source: String, line: Int64, column: String, text: String, advice: String)

  public var description: String {
    switch self {
    case .notText(let source): "\(source): it holds NUL bytes, so it is no text; save the rates as CSV, or fetch the file again"
    case .missingColumns(let source, let missing, let header):
      "\(source): no column for \(missing.map { "'\($0)'" }.joined(separator: " and ")); the header has "
        + header.prefix(20).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
        + ". " + NearName.questions(forMissing: missing, among: header, known: RatesColumn.knownNames)
        + "A table of rates has date, base, quote and rate: one base costs 'rate' quote"
    case .ambiguousColumn(let source, let column, let spellings):
      "\(source): \(spellings.map { "'\($0)'" }.joined(separator: " and ")) are both spellings of '\(column)'; "
        + "rename or remove the one that is not meant"
    case .brokenLine(let source, let line, let reason, let text):
      switch reason {
      case .unclosedQuote: "\(source):\(line): a quote is opened and never closed"
      case .badJSON: "\(source):\(line): no JSON object on one line (\(text)); lines of JSON are made with: jq -c ."
      case .badEncoding: "\(source):\(line): bytes that are no letters; save it as UTF-8"
      default: "\(source):\(line): the line is too long for a rate"
      }
    case .badPath(let source, let message): "\(source): \(message)"
    case .jsonArray(let source):
      "\(source): it is a JSON array, and JSON is read line by line; make a line of each element with: jq -c '.[]'"
    case .unreadable(let source, let line, let column, let text, let advice):
      "\(source):\(line): '\(column)' reads '\(text)'; \(advice)"
    }
  }
}

/// Which field of a record holds which column.
struct RatesColumnMap {
  /// The field's place by `RatesColumn.rawValue`.
  private var places: [Int] = []

  subscript(column: RatesColumn) -> Int { places[column.rawValue] }

  /// `header` holds trimmed fields; case does not matter.
  init(header: [String], source: String) throws(RatesFileError) {
    let names = header.map { $0.lowercased() }
    var missing: [String] = []
    for column in RatesColumn.allCases {
      let found = names.indices.filter { column.names.contains(names[$0]) }
      if found.count > 1 {
        throw .ambiguousColumn(source: source, column: column.name, spellings: found.map { header[$0] })
      }
      if found.isEmpty { missing.append(column.name) }
      places.append(found.first ?? 0)
    }
    if !missing.isEmpty { throw .missingColumns(source: source, missing: missing, header: header) }
  }
}
