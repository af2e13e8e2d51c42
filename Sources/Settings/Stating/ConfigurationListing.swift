import Text
import Values

extension RunConfiguration {
  /// The configuration as `check` and `--dry-run` print it: every option that has a value, in the words of a configuration file. A
  /// run with this file gives the same report.
  ///
  /// `found` is the currency that the data are in; nil for none.
  package func listing(currency found: Currency?) -> [JSONValue.Member] {
    let stated = stating(currency ?? found)
    return Options.checkOrder.compactMap { row in row.check(stated).map { .init(row.name, $0) } }
  }

  /// Keys of a configuration file that have no value in a listing, in the order of messages.
  package func unset(in listing: [JSONValue.Member]) -> [String] {
    let names = Set(listing.map(\.name))
    // A listing has a period as its two ends, and an alias in the table of aliases.
    let elsewhere = [Options.period.name, Options.alias.name]
    return Options.keys.map(\.name).filter { !names.contains($0) && !elsewhere.contains($0) }
  }
}
