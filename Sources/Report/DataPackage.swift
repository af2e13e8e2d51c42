import Text
import Figures
import Platform

/// `datapackage.json`: what every file and column of the report means, for programs and for people who come later.
///
/// The same for the same input and settings: it knows no time and no machine.
///
/// Source: Data Package standard, version 2.0, datapackage.org.
enum DataPackage {
  static let name = "datapackage.json"
  private static let profiles = "https://datapackage.org/profiles/2.0/"

  static func write(
    _ contents: ReportContents, rejectsName: String, into directory: borrowing OutputDirectory
  ) throws(OutputError) {
    var file = try directory.create(name)
    try file.write(json(of: contents, rejectsName: rejectsName).bytes)
    try file.finish()
  }

  static func json(of contents: ReportContents, rejectsName: String) -> JSONValue {
    let (currency, dialect) = (contents.currency, contents.dialect)
    var tables = [
      AttributionFile.description(of: .channels, currency: currency),
      AttributionFile.description(of: .campaigns, currency: currency),
      ComparisonFile.description(models: contents.models, currency: currency),
    ]
    if contents.credits != nil { tables.append(CreditsFile.description(currency: currency)) }
    tables.append(RejectsText.description(path: rejectsName))
    var description = "Credit, spend and ROI of marketing, computed exactly: channels add up to totals, campaigns to channels."
    if dialect.guardsFormulas {
      description += " Text cells that start with =, +, -, @, tab or CR have an apostrophe before them."
    }
    return .object([
      .init("$schema", .text(profiles + "datapackage.json")),
      .init("name", .text("tributary-report")),
      .init("title", .text("Attribution report")),
      .init("description", .text(description)),
      .init("resources", .array(tables.map { resource($0, dialect) } + [summary])),
    ])
  }

  private static func resource(_ table: TableDescription, _ dialect: CSVDialect) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("$schema", .text(profiles + "dataresource.json")),
      .init("name", .text(table.name)),
      .init("type", .text("table")),
      .init("path", .text(table.path)),
      .init("title", .text(table.title)),
      .init("format", .text("csv")),
      .init("mediatype", .text("text/csv")),
      .init("encoding", .text("utf-8")),
    ]
    if table.path.hasSuffix(".gz") { members.append(.init("compression", .text("gz"))) }
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
      .init("fields", .array(table.columns.map { field($0, dialect) })),
      .init("missingValues", .array([.text("")])),
    ]
    if !table.primaryKey.isEmpty { schema.append(.init("primaryKey", .array(table.primaryKey.map { .text($0) }))) }
    members.append(.init("schema", .object(schema)))
    return .object(members)
  }

  private static func field(_ column: ReportColumn, _ dialect: CSVDialect) -> JSONValue {
    var members: [JSONValue.Member] = [.init("name", .text(column.name))]
    switch column.kind {
    case .text, .optionalText, .emptyText: members.append(.init("type", .text("string")))
    case .integer, .optionalInteger: members.append(.init("type", .text("integer")))
    case .number, .optionalNumber:
      members.append(.init("type", .text("number")))
      if dialect.hasDecimalComma { members.append(.init("decimalChar", .text(","))) }
    }
    members.append(.init("description", .text(column.description)))
    switch column.kind {
    case .text, .integer, .number: members.append(.init("constraints", .object([.init("required", .bool(true))])))
    // A key may not be missing, so here the empty text is a value like any other.
    case .emptyText: members.append(.init("missingValues", .array([])))
    case .optionalText, .optionalInteger, .optionalNumber: break
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
