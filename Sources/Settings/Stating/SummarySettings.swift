import Text
import Values

extension RunConfiguration {
  /// The settings of `summary.json`: those that every summary has, then the others where they are not the usual ones.
  ///
  /// `currency` is the currency of the report.
  package func summarySettings(currency: Currency) -> [JSONValue.Member] {
    let stated = stating(currency)
    let always: [JSONValue.Member] = Options.summaryOrder.compactMap { row in
      guard case .always(let statement) = row.summary else { return nil }
      return .init(row.name, statement(stated) ?? .text(""))
    }
    return always + stated.customSettings
  }

  /// The settings of `summary.json` that are stated only where they are not the usual ones.
  var customSettings: [JSONValue.Member] {
    Options.summaryOrderOfOthers.flatMap { row -> [JSONValue.Member] in
      switch row.summary {
      case .never, .always: []
      case .whenSet(let statement): statement(self).map { [.init(row.name, $0)] } ?? []
      case .members(let members): members(self)
      }
    }
  }
}
