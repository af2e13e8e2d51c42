import Values

/// `campaigns.csv`: a row for each goal, model, channel and campaign (Specification, section 7).
struct CampaignsTable: ReportTable {
  private let columns: AttributionColumns

  init(_ currency: Currency) { columns = AttributionColumns(currency) }

  var description: TableDescription {
    TableDescription(
      "campaigns", title: "Credit, spend and ROI per campaign",
      columns: columns.names + [AttributionColumns.campaign] + columns.figures,
      primaryKey: ["goal", "model", "channel", "campaign"])
  }

  func addRows(of table: AttributionTable, to rows: inout TableRows) throws {
    let total = table.total
    let slots = table.tree.slots
    for channel in table.tree.channels.indices {
      let name = table.tree.channelName(channel)
      for slot in table.tree.channels[channel] where table.isPresent[slot] {
        rows.add(table.goal)
        rows.add(table.model)
        rows.add(name)
        rows.add(slot < slots.count ? slots.names[slot].campaign : "")
        columns.add(table.figures(slot: slot), of: table, total: total, to: &rows)
        try rows.endRow()
      }
    }
  }
}
