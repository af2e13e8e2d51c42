import Values

/// A table of the report: which columns it has and which rows come out of which figures.
///
/// A table implements the one function whose figures it prints. The functions are called in this order:
///
///     for each goal
///       for each model     addRows(of: AttributionTable)
///       once               addRows(of: ModelComparison)
///     once                 addFinalRows
///
/// The tables of a goal and a model are as large as the channels and campaigns, so they exist one at a time and a table
/// takes its rows while it sees them.
package protocol ReportTable {
  var description: TableDescription { get }

  /// Adds the rows of one goal under one model.
  mutating func addRows(of table: AttributionTable, to rows: inout TableRows) throws

  /// Adds the rows of one goal under all models.
  mutating func addRows(of comparison: ModelComparison, to rows: inout TableRows) throws

  /// Adds the rows that belong to no goal.
  mutating func addFinalRows(to rows: inout TableRows) throws
}

extension ReportTable {
  /// Adds no rows, unless the table states otherwise.
  package mutating func addRows(of table: AttributionTable, to rows: inout TableRows) throws {}
  /// Adds no rows, unless the table states otherwise.
  package mutating func addRows(of comparison: ModelComparison, to rows: inout TableRows) throws {}
  /// Adds no rows, unless the table states otherwise.
  package mutating func addFinalRows(to rows: inout TableRows) throws {}
}

extension ReportContents {
  /// The tables of this report.
  package var tables: [any ReportTable] {
    Self.tables(models: models, currency: currency, credits: credits, rejects: rejects)
  }

  /// The tables of a report, in the order in which `datapackage.json` lists them. A further table is a line here.
  package static func tables(
    models: [String], currency: Currency, credits: CreditList?, rejects: RejectList
  ) -> [any ReportTable] {
    var tables: [any ReportTable] = [
      ChannelsTable(currency),
      CampaignsTable(currency),
      ComparisonTable(models: models, currency),
    ]
    if let credits { tables.append(CreditsTable(credits, currency)) }
    tables.append(RejectsTable(rejects))
    return tables
  }
}
