import Text
import Events
import Tables
import Values

/// What the summary states of sets of files: nothing where they are paths and nothing more.
extension RunConfiguration {
  var setMembers: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if inputs.count > 1 || inputs.contains(where: { !$0.isPlain(columns: columns) }) {
      members.append(.init("inputs", .array(inputs.map(Self.object))))
    }
    if spend.contains(where: { $0.layout != SpendLayout() }) {
      members.append(.init("spend", .array(spend.map(Self.object))))
    }
    return members
  }

  private static func object(_ set: InputSet) -> JSONValue {
    var members = members(set.paths, set.columns, set.constants)
    if let format = set.format { members.append(.init("format", .text(format.name))) }
    if let encoding = set.encoding { members.append(.init("encoding", .text(encoding.name))) }
    if let header = set.header { members.append(.init("header", .array(header.map { .text($0) }))) }
    if let zone = set.zone { members.append(.init("time-zone", .text(zone.name))) }
    if let currency = set.currency { members.append(.init("currency", .text(currency.code))) }
    return .object(members)
  }

  private static func object(_ set: SpendSet) -> JSONValue {
    var members = members(set.paths, set.layout.columns, set.layout.constants)
    if let currency = set.layout.currency { members.append(.init("currency", .text(currency.code))) }
    return .object(members)
  }

  private static func members<Column: SetColumn>(
    _ paths: [String], _ columns: [Column: String]?, _ constants: [Column: String]
  ) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [.init("paths", .array(paths.map { .text($0) }))]
    if let columns { members.append(.init("columns", Self.table(columns))) }
    if !constants.isEmpty { members.append(.init("constants", Self.table(constants))) }
    return members
  }

  static func table<Column: SetColumn>(_ texts: [Column: String]) -> JSONValue {
    .object(Column.allCases.compactMap { column in texts[column].map { .init(column.name, .text($0)) } })
  }
}
