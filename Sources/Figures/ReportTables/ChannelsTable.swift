import Values

/// `channels.csv`: a row for each goal, model and channel (Specification, section 7).
struct ChannelsTable: ReportTable {
  private let columns: AttributionColumns

  init(_ currency: Currency) { columns = AttributionColumns(currency) }

  var description: TableDescription {
    TableDescription(
      "channels", title: "Credit, spend and ROI per channel", columns: columns.names + columns.figures,
      primaryKey: ["goal", "model", "channel"])
  }

  func addRows(of table: AttributionTable, to rows: inout TableRows) throws {
    let total = table.total
    for channel in table.tree.channels.indices where table.isPresent(channel: channel) {
      rows.add(table.goal)
      rows.add(table.model)
      rows.add(table.tree.channelName(channel))
      columns.add(table.figures(channel: channel), of: table, total: total, to: &rows)
      try rows.endRow()
    }
  }
}
