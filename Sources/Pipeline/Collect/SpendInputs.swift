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

  private static let blockBytes = 256 << 10

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
    var members = try MemberReader(file, policy: archives)
    var block = [UInt8](repeating: 0, count: Self.blockBytes)
    var found: [(name: String, form: TextForm, rows: SpendRowCounts)] = []
    while let member = try members.nextMember() {
      var reader = SpendReader(source: member.source, rules: rules)
      while true {
        var room = block.mutableSpan
        let count: Int
        do { count = try members.read(into: &room) } catch { throw error.after(rows: reader.wholeRows) }
        if count == 0 { break }
        try reader.read(block[0..<count])
        rejects += reader.takeRejects()
      }
      try reader.finish()
      rejects += reader.takeRejects()
      if let columns = reader.columnsFound { note(columns, rules.layout.constants, of: member.source) }
      found.append((member.source, reader.form, reader.ledger.counts))
      ledger += reader.ledger
    }
    for (name, form, rows) in found {
      if form.isEncodingGuessed { guessedEncodings.append(name) }
      let source = RunSummary.Source(
        name: name, format: form.format.name, encoding: form.encoding.name, bytes: members.fileBytesRead,
        digest: "xxh3-128:" + (members.digest ?? ""))
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
