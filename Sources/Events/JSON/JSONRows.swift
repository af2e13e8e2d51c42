/// Reads lines of JSON by the fields that are wanted of them, for files of few rows; a log's events are read by `EventReader`.
///
/// Values are those of logs: numbers as they are written, `null`, `""`, `[]` and `{}` empty. About a microsecond a line.
public struct JSONRows: Sendable {
  /// A field of every row.
  public struct Field: Sendable {
    var field: JSONPaths.Field

    /// `texts` name it, and a file may use any of them, but only one: keys of the line's object, ASCII case ignored.
    public init(name: String, keys texts: [String]) {
      field = JSONPaths.Field(name: name, column: nil, groups: [.init(texts: texts, prefersCase: false)])
    }

    /// It is read by a path, as in `items.0.channel`.
    public init(name: String, path: String) {
      field = JSONPaths.Field(name: name, column: nil, groups: [.init(texts: [path], prefersCase: true)])
    }
  }

  /// What a line holds of a field: trimmed, without escapes.
  public struct Value: Sendable, Equatable {
    public var text: ArraySlice<UInt8>
    /// It is written as a number, not in quotes.
    public var isNumber: Bool
  }

  public struct Row: Sendable {
    public enum Content: Sendable {
      /// By field.
      case values([Value])
      /// No line that can be read: what is wrong with it, and with which field.
      case fault(String, field: Int?)
      /// Not UTF-8.
      case badEncoding
    }
    public var content: Content
    /// Lines before it.
    public var line: Int
  }

  private var reader: JSONLineReader
  private var scan = FieldScan()
  /// The keys of all lines so far.
  private var keys = JSONKeys()

  /// - Throws: a configuration error for a path of too many levels.
  public init(_ fields: [Field]) throws(ColumnError) {
    reader = JSONLineReader(try JSONPaths(fields.map(\.field)), seed: UInt64.random(in: .min ... .max))
  }

  /// Some line is an object.
  public var hasObject: Bool { keys.hasObject }
  /// Some of the outermost keys of the first object.
  public var firstKeys: [String] { keys.names }

  /// The texts of a field that some line had a value for; by none the field is empty in all lines.
  public func spellings(ofField field: Int) -> [String] {
    let spellings = reader.paths.spellings
    return spellings.indices.filter { spellings[$0].field == field && reader.seen[$0] != 0 }.map { spellings[$0].text }
  }

  /// The rows of whole lines, of which the last ends with a line feed. Empty lines are none.
  public mutating func read(_ lines: [UInt8]) -> [Row] {
    var rows: [Row] = []
    var bytes = lines
    var start = 0
    var linesBefore = 0
    while start < bytes.count {
      let end = scan.scanLines(&bytes, from: start, count: bytes.count, by: &reader, keys: &keys)
      for record in 0..<scan.recordCount {
        guard let content = content(ofRecord: record, bytes, lines) else { continue }
        rows.append(Row(content: content, line: linesBefore + record))
      }
      linesBefore += scan.recordCount
      start = end
    }
    return rows
  }

  /// What a line holds; `written` are the lines before escapes were replaced. nil for an empty line.
  private func content(ofRecord record: Int, _ bytes: [UInt8], _ written: [UInt8]) -> Row.Content? {
    let fields = scan.fields(ofRecord: record)
    let line = scan.start(ofRecord: record)..<scan.end(ofRecord: record)
    if bytes.span.trimmed(line).isEmpty { return nil }
    if !bytes.span.extracting(line).isUTF8 { return .badEncoding }
    if let fault = scan.faults[record] {
      let field = fault.field < 0 ? nil : fault.field
      let named = field.map { "'\(reader.paths.fields[$0].name)' is " } ?? ""
      return .fault("byte \(fault.at + 1): \(named)\(fault.reason)", field: field)
    }
    return .values(
      fields.map { field in
        let range = scan.field(field)
        return Value(
          text: bytes[bytes.span.trimmed(range)],
          isNumber: !range.isEmpty && (range.lowerBound == 0 || written[range.lowerBound - 1] != ASCII.quote))
      })
  }
}
