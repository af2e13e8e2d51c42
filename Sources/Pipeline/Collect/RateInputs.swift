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

  private static let blockBytes = 64 << 10

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
    var members = try MemberReader(file, policy: configuration.archives)
    var block = [UInt8](repeating: 0, count: Self.blockBytes)
    var rows: [ExchangeRates.Row] = []
    var found: [(name: String, form: TextForm)] = []
    while let member = try members.nextMember() {
      var reader = RatesReader(
        source: member.source, amounts: text.rates, preferred: text.preferred, maxRecordBytes: text.maxLineBytes)
      while true {
        var room = block.mutableSpan
        let count: Int
        do { count = try members.read(into: &room) } catch { throw error.after(rows: reader.wholeRows) }
        if count == 0 { break }
        try reader.read(block[0..<count])
      }
      try reader.finish()
      rows += reader.rows
      found.append((member.source, reader.form))
    }
    sources += found.map { name, form in
      RunSummary.Source(
        name: name, format: form.format.name, encoding: form.encoding.name, bytes: members.fileBytesRead,
        digest: "xxh3-128:" + (members.digest ?? ""))
    }
    return rows
  }
}
