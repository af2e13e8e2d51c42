import Text
import Figures

/// `datapackage.json`: what every file and column of the report means, for programs and for people who come later.
///
/// The file is written from the descriptions of the tables alone. It has no time and no machine, so the same input and
/// settings give the same bytes.
///
/// Source: Data Package standard, version 2.0, datapackage.org.
enum DataPackage {
  static let name = "datapackage.json"
  private static let profiles = "https://datapackage.org/profiles/2.0/"

  /// The description of these tables, each in the file at its path.
  static func json(of tables: [(table: TableDescription, path: String)], _ dialect: CSVDialect) -> JSONValue {
    var description = "Credit, spend and ROI of marketing, computed exactly: channels add up to totals, campaigns to channels."
    if dialect.guardsFormulas {
      description += " Text cells that start with =, +, -, @, tab or CR have an apostrophe before them."
    }
    return .object([
      .init("$schema", .text(profiles + "datapackage.json")),
      .init("name", .text("tributary-report")),
      .init("title", .text("Attribution report")),
      .init("description", .text(description)),
      .init("resources", .array(tables.map { resource($0.table, $0.path, dialect) } + [summary])),
    ])
  }

  private static func resource(_ table: TableDescription, _ path: String, _ dialect: CSVDialect) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("$schema", .text(profiles + "dataresource.json")),
      .init("name", .text(table.name)),
      .init("type", .text("table")),
      .init("path", .text(path)),
      .init("title", .text(table.title)),
      .init("format", .text("csv")),
      .init("mediatype", .text("text/csv")),
      .init("encoding", .text("utf-8")),
    ]
    if path.hasSuffix(".gz") { members.append(.init("compression", .text("gz"))) }
    members.append(
      .init(
        "dialect",
        .object([
          .init("$schema", .text(profiles + "tabledialect.json")),
          .init("delimiter", .text(dialect.hasDecimalComma ? ";" : ",")),
          .init("lineTerminator", .text("\r\n")),
        ])))
    var schema: [JSONValue.Member] = [
      .init("$schema", .text(profiles + "tableschema.json")),
      .init("fields", .array(table.columns.filter(\.isInFiles).map { field($0, dialect) })),
      .init("missingValues", .array([.text("")])),
    ]
    if !table.primaryKey.isEmpty { schema.append(.init("primaryKey", .array(table.primaryKey.map { .text($0) }))) }
    members.append(.init("schema", .object(schema)))
    return .object(members)
  }

  private static func field(_ column: ReportColumn, _ dialect: CSVDialect) -> JSONValue {
    var members: [JSONValue.Member] = [.init("name", .text(column.name))]
    switch column.type {
    case .text: members.append(.init("type", .text("string")))
    case .integer: members.append(.init("type", .text("integer")))
    case .number:
      members.append(.init("type", .text("number")))
      if dialect.hasDecimalComma { members.append(.init("decimalChar", .text(","))) }
    }
    members.append(.init("description", .text(column.description)))
    switch column.emptyCell {
    case .never: members.append(.init("constraints", .object([.init("required", .bool(true))])))
    // A value of a key may not be missing, so here the empty text is a value like any other.
    case .emptyText: members.append(.init("missingValues", .array([])))
    case .noValue: break
    }
    return .object(members)
  }

  private static var summary: JSONValue {
    .object([
      .init("$schema", .text(profiles + "dataresource.json")),
      .init("name", .text("summary")),
      .init("path", .text(SummaryFile.name)),
      .init("title", .text("What was read, used, rejected and left out, and the totals that the tables add up to")),
      .init("format", .text("json")),
      .init("mediatype", .text("application/json")),
      .init("encoding", .text("utf-8")),
    ])
  }
}
