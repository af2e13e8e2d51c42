import Events
import Values

/// A small table that people keep beside their logs.
public enum SmallTable: Sendable {
  case spend, rates

  /// What it holds, in messages.
  var noun: String {
    switch self {
    case .spend: "spend"
    case .rates: "rates"
    }
  }

  /// The columns it needs.
  fileprivate var needs: String {
    switch self {
    case .spend:
      "A spend file needs date, channel and amount; rename its columns so, or say which they are under 'spend' in a "
        + "configuration file"
    case .rates: "A table of rates has date, base, quote and rate: one base costs 'rate' quote"
    }
  }

  /// Names by which its header is recognised.
  var knownNames: Set<String> {
    switch self {
    case .spend: Vocabulary.names(in: .spend)
    case .rates: Vocabulary.names(in: .rates)
    }
  }
}

/// Why a small table cannot be used as it is.
public struct TableError: Error, Equatable, CustomStringConvertible {
  public enum Fault: Sendable, Equatable {
    /// The first bytes contain a NUL.
    case notText
    /// All of it would be needed at once.
    case jsonArray
    /// A path to what is wanted cannot be read, and why.
    case badPath(String)
    /// The header lacks columns that such a table does not do without.
    case missingColumns([String], header: [String])
    /// Two columns of the header, or two keys of a line, are spellings of one name.
    case ambiguousColumn(String, spellings: [String])
    /// The layout reads a column from a field that the header does not have once.
    case noSuchField(column: String, field: String, header: [String])
    /// The layout gives a constant for a column that the header has, too.
    case constantBesideField(column: String, field: String)
    /// No line has a value for columns that such a table does not do without; `keys` are those of its first object.
    case noSuchKeys([String], keys: [String], isNamed: Bool)
    /// Lines that begin as JSON and of which none is an object.
    case noObjects
    /// A line that is no record.
    case brokenLine(Int64, RejectReason, String)
    /// A field that is no date, no currency, or no rate above 0.
    case unreadable(line: Int64, column: String, text: String, advice: String)
  }

  public let table: SmallTable
  /// The table's name in messages.
  public let source: String
  public let fault: Fault

  public init(_ table: SmallTable, _ source: String, _ fault: Fault) {
    self.table = table
    self.source = source
    self.fault = fault
  }

  /// The exit status by sysexits: 65 if the input is no such table, 78 if the user must configure what is meant. Rates are
  /// configuration.
  public var exitStatus: Int32 {
    if table == .rates { return 78 }
    switch fault {
    case .notText, .missingColumns, .noSuchKeys(_, _, isNamed: false), .noObjects, .jsonArray: return 65
    case .ambiguousColumn, .noSuchField, .constantBesideField, .noSuchKeys, .badPath, .brokenLine, .unreadable: return 78
    }
  }

  public var description: String {
    switch fault {
    case .brokenLine(let line, _, _), .unreadable(let line, _, _, _): "\(source):\(line): \(message)"
    default: "\(source): \(message)"
    }
  }

  private var message: String {
    switch fault {
    case .notText: "it holds NUL bytes, so it is no text; save the \(table.noun) as CSV, or fetch the file again"
    case .jsonArray: TextKind.arrayMessage
    case .badPath(let message): message
    case .missingColumns(let missing, let header):
      "no column for \(ColumnText.quoted(missing)); the header has \(ColumnText.header(header)). "
        + NearName.questions(forMissing: missing, among: header, known: table.knownNames) + table.needs
    case .ambiguousColumn(let column, let spellings):
      ColumnText.twoSpellings(spellings, of: column) + "; rename or remove the one that is not meant"
    case .noSuchField(let column, let field, let header):
      "'\(column)' is to be read from '\(field)', but the header has it not once; it has \(ColumnText.header(header))"
        + (header.contains(field) ? "" : NearName.question(for: field, among: header))
    case .constantBesideField(let column, let field):
      "'\(column)' has a constant, but the header has '\(field)', which is read as '\(column)'; leave the constant out, or name "
        + "all columns to be read under 'columns'"
    case .noSuchKeys(let missing, let keys, _):
      "no line has a value for \(ColumnText.quoted(missing)); the first has "
        + (keys.isEmpty ? "no key" : keys.map { "'\($0)'" }.joined(separator: ", "))
        + ". Spend needs date, channel and amount; say which keys they are under 'spend' in a configuration file"
    case .noObjects:
      "none of its lines is a JSON object; objects that are spread over lines are brought onto one each with: jq -c ."
    case .brokenLine(_, let reason, let text):
      switch reason {
      case .unclosedQuote: "a quote is opened and never closed"
      case .badJSON: "no JSON object on one line (\(text)); lines of JSON are made with: jq -c ."
      case .badEncoding: "bytes that are no letters; save it as UTF-8"
      default: "the line is too long for a rate"
      }
    case .unreadable(_, let column, let text, let advice): "'\(column)' reads '\(text)'; \(advice)"
    }
  }
}
