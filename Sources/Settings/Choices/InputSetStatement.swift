import Events
import Tables
import Text
import Values

/// Statements of input sets, in the words of a configuration file.
extension InputSet {
  /// The input sets of a run whose column map is `columns`; nil where they are paths alone.
  static func statement(of inputs: [InputSet], columns: [EventColumn: String]?) -> JSONValue? {
    guard inputs.count > 1 || inputs.contains(where: { !$0.isPlain(columns: columns) }) else { return nil }
    return .array(inputs.map(\.statement))
  }

  private var statement: JSONValue {
    var members = FileSetStatement.members(paths, columns, constants)
    if let format { members.append(.init("format", .text(format.name))) }
    if let encoding { members.append(.init("encoding", .text(encoding.name))) }
    if let header { members.append(.init("header", .texts(header))) }
    if let zone { members.append(.init("time-zone", .text(zone.name))) }
    if let currency { members.append(.init("currency", .text(currency.code))) }
    return .object(members)
  }
}

extension SpendSet {
  /// The sets of spend files of a run; nil where they are paths alone.
  static func statement(of spend: [SpendSet]) -> JSONValue? {
    guard spend.contains(where: { $0.layout != SpendLayout() }) else { return nil }
    return .array(spend.map(\.statement))
  }

  private var statement: JSONValue {
    var members = FileSetStatement.members(paths, layout.columns, layout.constants)
    if let currency = layout.currency { members.append(.init("currency", .text(currency.code))) }
    return .object(members)
  }
}

/// The part of a statement that sets of any files have.
enum FileSetStatement {
  /// Paths, columns and constants.
  static func members<Column: FileColumn>(
    _ paths: [String], _ columns: [Column: String]?, _ constants: [Column: String]
  ) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [.init("paths", .texts(paths))]
    if let columns { members.append(.init("columns", table(columns))) }
    if !constants.isEmpty { members.append(.init("constants", table(constants))) }
    return members
  }

  /// A table of columns, in their order.
  static func table<Column: FileColumn>(_ texts: [Column: String]) -> JSONValue {
    .object(Column.allCases.compactMap { column in texts[column].map { .init(column.name, .text($0)) } })
  }
}

extension JSONValue {
  /// An array of texts.
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .text($0) }) }
}
