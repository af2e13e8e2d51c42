import Tables
import Values

/// One pass over the totals that makes the rows of all tables.
///
/// Takes about 200 bytes a slot, and 64 a channel and model, besides the contents and the writers. About a second for a
/// million rows of `campaigns.csv`.
package struct TablePass {
  private struct Output {
    private var table: any ReportTable
    private var rows: TableRows

    init(_ table: any ReportTable, _ rows: TableRows) {
      self.table = table
      self.rows = rows
    }

    mutating func add(_ figures: AttributionTable) throws { try table.addRows(of: figures, to: &rows) }
    mutating func add(_ figures: ModelComparison) throws { try table.addRows(of: figures, to: &rows) }

    mutating func finish() throws {
      try table.addFinalRows(to: &rows)
      try rows.finish()
    }
  }

  private var outputs: [Output]

  /// A pass that makes the rows of `tables` and gives them to the writers that `formats` have for each.
  ///
  /// - Throws: what a format throws where it cannot begin a table.
  package init(_ tables: [any ReportTable], to formats: [any ReportFormat]) throws {
    outputs = try tables.map { table in
      let description = table.description
      let writers = try formats.compactMap { try $0.writer(of: description) }
      return Output(table, TableRows(of: description, for: writers))
    }
  }

  /// Makes all rows and ends all tables.
  ///
  /// - Throws: `ReconciliationError` where figures do not add up, and what writers throw.
  package mutating func run(_ contents: ReportContents) throws {
    try Reconciliation.check(contents)
    let tree = ChannelTree(contents.slots)
    // Spend belongs to channels, so `(unattributed)` has none.
    let spend = MoneyColumn(contents.spend.amounts + [0], on: tree, decimals: contents.currency.decimals)
    for goal in contents.goals.indices {
      let tables = AttributionTable.Goal(goal, of: contents, on: tree, spend: spend)
      var comparison = ModelComparison(on: tree)
      for model in contents.models.indices {
        let table = tables.table(model: model)
        try Reconciliation.check(table)
        for i in outputs.indices { try outputs[i].add(table) }
        comparison.add(table)
      }
      for i in outputs.indices { try outputs[i].add(comparison) }
    }
    for i in outputs.indices { try outputs[i].finish() }
  }
}
