import Settings
import Figures
import Archive
import Events
import Report
import Tables
import Values

/// Every table of exchange rates of a run, read.
package struct RateInputs: Sendable {
  var rates = ExchangeRates()
  /// In the order given, files of one argument in byte order of their paths.
  var sources: [RunSummary.Source] = []

  /// Of two rates for one pair and day the later one wins, so here, alone, the order of the arguments counts.
  static func read(_ configuration: RunConfiguration) throws -> RateInputs {
    var all = RateInputs()
    var rows: [ExchangeRates.Row] = []
    for argument in configuration.ratesFiles {
      for file in try InputList.expand([argument]) { rows += try all.read(file, configuration) }
    }
    all.rates = ExchangeRates(rows)
    return all
  }

  private mutating func read(_ file: InputFile, _ configuration: RunConfiguration) throws -> [ExchangeRates.Row] {
    let text = configuration.text
    var rows: [ExchangeRates.Row] = []
    sources += try TableInput.read(file, configuration.archives, blockBytes: PipelinePolicy.ratesBlockBytes) { source in
      RatesReader(source: source, amounts: text.rates, preferred: text.preferred, maxRecordBytes: text.maxLineBytes)
    } done: { reader, _ in
      rows += reader.rows
    }.map(\.source)
    return rows
  }
}
