import Archive
import Platform
import Report
import Spend
import Values

/// Every spend file of a run, read.
struct SpendInputs: Sendable {
  var ledger = SpendLedger()
  var sources: [(source: RunSummary.Source, rows: SpendRowCounts)] = []
  var rejects: [RejectedRow] = []

  private static let blockBytes = 256 << 10

  static func read(_ configuration: RunConfiguration, rates: ExchangeRates) throws -> SpendInputs {
    var all = SpendInputs()
    if configuration.spendFiles.isEmpty { return all }
    let rules = SpendRules(
      days: SpendRules.days(from: configuration.from, to: configuration.to, zone: configuration.zone),
      reportCurrency: configuration.currency, rates: rates)
    for file in try InputList.expand(configuration.spendFiles) { try all.read(file, rules, configuration.archives) }
    all.ledger.rename(configuration.aliases.resolved)
    return all
  }

  private mutating func read(_ file: InputFile, _ rules: SpendRules, _ archives: ArchivePolicy) throws {
    var members = try MemberReader(file, policy: archives)
    var block = [UInt8](repeating: 0, count: Self.blockBytes)
    var found: [(name: String, rows: SpendRowCounts)] = []
    while let member = try members.nextMember() {
      var reader = SpendReader(source: member.source, rules: rules)
      while true {
        var room = block.mutableSpan
        let count = try members.read(into: &room)
        if count == 0 { break }
        try reader.read(block[0..<count])
        rejects += reader.takeRejects()
      }
      try reader.finish()
      rejects += reader.takeRejects()
      found.append((member.source, reader.ledger.counts))
      ledger += reader.ledger
    }
    for (name, rows) in found {
      sources.append(
        (RunSummary.Source(name: name, bytes: members.fileBytesRead, digest: "xxh3-128:" + (members.digest ?? "")), rows))
    }
  }
}
