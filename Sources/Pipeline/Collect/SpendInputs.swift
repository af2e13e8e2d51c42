import Settings
import Figures
import Archive
import Events
import Platform
import Report
import Tables
import Values

/// Every spend file of a run, read.
package struct SpendInputs: Sendable {
  package var ledger = SpendLedger()
  package var sources: [(source: RunSummary.Source, rows: SpendRowCounts)] = []
  package var rejects: [RejectedRow] = []
  /// How the files were laid out, in their order.
  package var layouts: [Layout] = []
  /// Files whose encoding was chosen for want of a better one.
  var guessedEncodings: [String] = []

  static func read(_ configuration: RunConfiguration, rates: ExchangeRates) throws -> SpendInputs {
    var all = SpendInputs()
    if configuration.spend.isEmpty { return all }
    var rules = SpendRules(
      days: SpendRules.days(from: configuration.from, to: configuration.to, zone: configuration.zone),
      reportCurrency: configuration.currency, rates: rates, maxRecordBytes: configuration.text.maxLineBytes)
    rules.amounts = configuration.text.spendAmounts
    rules.preferred = configuration.text.preferred
    for file in try SetFiles.of(configuration.spend) {
      rules.layout = configuration.spend[file.list].layout
      try all.read(file, rules, configuration.archives)
    }
    all.ledger.rename(configuration.aliases.resolved)
    return all
  }

  private mutating func read(_ file: InputFile, _ rules: SpendRules, _ archives: ArchivePolicy) throws {
    var rows: [SpendRowCounts] = []
    let read = try TableInput.read(file, archives, blockBytes: PipelinePolicy.spendBlockBytes) { source in
      SpendReader(source: source, rules: rules)
    } each: { reader in
      rejects += reader.takeRejects()
    } done: { reader, source in
      if let columns = reader.columnsFound { note(columns, rules.layout.constants, of: source) }
      rows.append(reader.ledger.counts)
      ledger += reader.ledger
    }
    for ((source, form), rows) in zip(read, rows) {
      if form.isEncodingGuessed { guessedEncodings.append(source.name) }
      sources.append((source, rows))
    }
  }
}

extension SpendInputs {
  /// Spend files that are laid out alike.
  package struct Layout: Sendable {
    package var found: SpendColumnsFound
    package var constants: [SpendColumn: String]
    package var sources: [String]
  }

  private mutating func note(_ found: SpendColumnsFound, _ constants: [SpendColumn: String], of source: String) {
    if let known = layouts.firstIndex(where: { $0.found == found && $0.constants == constants }) {
      layouts[known].sources.append(source)
    } else {
      layouts.append(Layout(found: found, constants: constants, sources: [source]))
    }
  }
}
