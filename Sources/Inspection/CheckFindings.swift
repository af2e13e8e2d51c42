import Figures
import Settings
import Text
import Pipeline
import Archive
import Events
import Journeys
import Report
import Tables
import Values

/// The findings of a check for people: one comment line each, in a fixed order.
struct CheckFindings {
  private let context: RunContext
  private let run: SettledRun
  let currency: Currency

  /// The number of rejected rows that are shown. The rejects file of a report has all of them.
  private static let mostRejects = 10
  /// The number of channels that are listed, which is more than people have.
  private static let mostChannels = 200

  init(_ context: RunContext, _ run: SettledRun, currency: Currency) {
    self.context = context
    self.run = run
    self.currency = currency
  }

  func write(to yaml: inout YAMLText) throws {
    section("Rows", rows, &yaml)
    for layout in layouts { section("Columns of " + layout.name, layout.lines, &yaml) }
    section("First rejects", try rejects(), &yaml)
    section("Who is who", links, &yaml)
    section("Channels by rule", rules, &yaml)
    section("Touches and spend by channel", channels, &yaml)
    section("Warnings", warnings, &yaml)
  }

  private func section(_ title: String, _ lines: [String], _ yaml: inout YAMLText) {
    if lines.isEmpty { return }
    yaml.comment("")
    yaml.comment(title)
    for line in lines { yaml.comment("  " + line) }
  }

  private var warnings: [String] {
    let damaged = run.collected.events.damaged.sorted { $0.key < $1.key }.map { input, error in
      "\(error.source): \(error.reason); \(run.collected.inputs[input].displayName) is left out whole (--damaged skip)"
    }
    return damaged + context.emptyInputs(run.collected) + context.encodings(run.collected.spend) + context.consequences(run)
  }

  private func rejects() throws -> [String] {
    let events = context.eventRejects
    let first = Array(events.prefix(Self.mostRejects)) + run.collected.spend.rejects.prefix(Self.mostRejects)
    try events.check()
    return first.prefix(Self.mostRejects).map { row in
      "\(row.source):\(row.line): \(row.reason.label)" + (row.column.isEmpty ? "" : " in '\(row.column)'")
        + (row.text.isEmpty ? "" : ": '\(row.text)'")
    }
  }

  private var links: [String] {
    let links = run.settled.links
    let counts = [
      ("anonymous ids with a user", links.anonymousUsers), ("users with an account", links.userAccounts),
      ("anonymous ids with an account and no user", links.anonymousAccounts), ("deals with somebody", links.deals),
      ("conflicts, later links of an id to another one", links.conflicts),
    ]
    return counts.filter { $0.1 > 0 }.map { "\($0.0): \($0.1)" }
  }

  private var rules: [String] {
    guard let map = context.configuration.channelMap else { return [] }
    let touches = run.collected.events.touches
    return zip(map.rules, touches.byRule).map { rule, count in "\(map.name):\(rule.line): '\(rule.channel)', touches: \(count)" }
      + ["no rule: their own channel, touches: \(touches.byNoRule)"]
  }

  private var channels: [String] {
    let settled = run.settled
    let spend = settled.spend(with: run.collected.spend.ledger)
    var spent: [String: Int128] = [:]
    for (slot, name) in settled.slots.names.enumerated() where spend.hasRecord[slot] {
      spent[name.channel, default: 0] += spend.amounts[slot]
    }
    let all = settled.touchChannels.union(spent.keys).map { SlotName(channel: $0, campaign: "") }.sorted()
    let lines = all.prefix(Self.mostChannels).map { name in
      let money = spent[name.channel].map { "spend \(currency.text(millionths: $0))" } ?? "no spend"
      return "'\(name.channel)': " + (settled.touchChannels.contains(name.channel) ? "touches, " : "no touches, ") + money
    }
    return lines + (all.count > Self.mostChannels ? ["and \(all.count - Self.mostChannels) more"] : [])
  }
}

extension CheckFindings {
  /// A line for all inputs, then one for each.
  private var rows: [String] {
    let sources = context.registry.sources
    let all = context.registry.inInputOrder.map { i in
      (sources[i].name, SourceRegistry.ledger(of: sources[i], settled: run.settled.journeys.rows[i]))
    }
    let sum = all.reduce(into: RowLedger()) { $0 += $1.1 }
    var lines = ["read: \(sum.read); rejected: \(sum.rejected); left out: \(sum.leftOut); used: \(sum.used)"]
    lines += all.map { "\($0.0): \(Self.text($0.1))" }
    lines += run.collected.spend.sources.map { source in
      let rows = source.rows
      let reasons = RejectReason.allCases.filter { rows[$0] > 0 }.map { "rejected: \($0.label) \(rows[$0])" }
      return "\(source.source.name): spend rows: \(rows.read)" + ([""] + reasons + ["used: \(rows.used)"]).joined(separator: "; ")
    }
    return lines
  }

  private static func text(_ rows: RowLedger) -> String {
    func fates(_ isLeftOut: Bool) -> String {
      RowFate.allCases.filter { $0.isLeftOut == isLeftOut && rows[$0] > 0 }.map { "\($0.label) \(rows[$0])" }
        .joined(separator: ", ")
    }
    let rejected = RejectReason.allCases.filter { rows[$0] > 0 }.map { "\($0.label) \(rows[$0])" }.joined(separator: ", ")
    let parts = [("rejected", rejected), ("left out", fates(true)), ("used", fates(false))].filter { !$0.1.isEmpty }
    return (["rows: \(rows.read)"] + parts.map { "\($0.0): \($0.1)" }).joined(separator: "; ")
  }

  /// The columns that were found, in input order. Inputs with the same lines are listed together.
  private var layouts: [(name: String, lines: [String])] {
    let sources = context.registry.sources, known = context.registry.layouts
    let map = context.configuration.channelMap
    let linesOfLayouts = known.map { $0.lines(map, keys: nil) }
    var names: [[String]: [String]] = [:]
    var order: [[String]] = []
    for i in context.registry.inInputOrder {
      guard let layout = sources[i].layout else { continue }
      let lines = sources[i].lines.map { known[layout].lines(map, keys: $0.keys) } ?? linesOfLayouts[layout]
      if names[lines] == nil { order.append(lines) }
      names[lines, default: []].append(sources[i].name)
    }
    return order.map { (Self.name(names[$0] ?? []), $0) } + run.collected.spend.layouts.map { (Self.name($0.sources), $0.lines) }
  }

  private static func name(_ sources: [String]) -> String { NameList.text(sources, most: 1) }
}
