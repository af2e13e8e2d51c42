@testable import Text
@testable import Settings
import ProgramTesting
import SeededTesting
import Testing
import Values

/// The configuration that `check` prints is the one that was meant.
@Suite struct ConfigurationListingTests {
  private func listing(_ configuration: RunConfiguration) -> String {
    var yaml = YAMLText()
    for member in configuration.listing(currency: nil) { yaml.add(member) }
    return yaml.text
  }

  private static let plans =
    ConfigurationKeyTests.yamls + [
      "", "ignore: [lost, impression]", "events: {touch: [signup], LOST: churn}\ntouch-events: signup",
      "funnel: [lead, {stage: trial, label: 'Trial: #1', plays: [lead, opportunity]}, Won]\nevents: {identify: [merge, purchase]}",
      "model: [mine, linear, slow]\nmodels: {mine: {first: 22.5, 'negotiation': 10}, slow: {half-life: 36h}, other: {last: 1}}",
      "from: 2026-01-01T12:30:00.5Z\nto: 2026-02-01\ntime-zone: America/New_York\nno-id: {only: ['null', '~', '\\N', 'a: b']}",
      """
      inputs:
        - a b.csv
        - {paths: ['d*.csv', e], constants: {event: won, channel: 'He said "1" \\ # {x}'}, currency: KRW, time-zone: Asia/Seoul}
      """,
      "inputs: [{paths: 한글.csv, columns: {time: 시각, event: 'a,b', user_id: \"x\\u0001\\u2028y\"}}]",
      "spend: [{paths: s.csv, columns: {date: d, channel: c, amount: a}, constants: {campaign: no}, currency: EUR}, t.csv]",
      "aliases: {google_ads: Paid Search, 'x=y': '- z'}\nalias: [k=v]\ninclude-channel: ['*', '?']\nperiod: last-month",
    ]

  @Test(arguments: plans.indices) func readsAsItWasMeant(_ index: Int) throws {
    let map = try Workdir()
    let yaml = Self.plans[index].replacing("map.csv", with: try map.write("map.csv", "medium,channel\nemail,Email\n"))
    let hasInputs = yaml.contains("inputs:")
    // Paths are seen from the file's folder, and each text stands in another one.
    let meant = try ConfigurationSample.read(yaml) {
      $0.inputs = hasInputs ? [] : ["/events.csv"]
      $0.set("output", ["/report"])
    }
    let printed = listing(meant)
    let read = try ConfigurationSample.read(printed) { $0.inputs = [] }
    #expect(listing(read) == printed)
    #expect(read.models == meant.models && read.goals == meant.goals && read.funnel == meant.funnel, "\(printed)")
    #expect(read.readingFunnel == meant.readingFunnel && read.noIDs == meant.noIDs, "\(printed)")
    #expect(read.from == meant.from && read.to == meant.to && read.asOf == meant.asOf, "\(printed)")
    #expect(read.aliases == meant.aliases && read.channels == meant.channels && read.channelMap == meant.channelMap)
    #expect(read.dialect == meant.dialect && read.maxRejects == meant.maxRejects && read.memoryBytes == meant.memoryBytes)
    #expect(read.columns == meant.columns && read.session == meant.session && read.currency == meant.currency)
    #expect(read.inputs.map(\.constants) == meant.inputs.map(\.constants))
    #expect(read.inputs.map { $0.paths.count } == meant.inputs.map { $0.paths.count })
    #expect(read.spend.map(\.layout) == meant.spend.map(\.layout))
  }

  @Test func everyOptionIsThereOrNamed() throws {
    let configuration = try ConfigurationSample.read("currency: USD")
    let listing = configuration.listing(currency: nil)
    let names = Set(listing.map(\.name) + configuration.unset(in: listing))
    let own: Set = ["models", "funnel", "events", "ignore", "aliases", "no-id"]
    #expect(Set(ConfigurationFile.keys).subtracting(names) == own.union(["period", "alias"]))
  }

  /// Whatever a text holds, it comes back, and none ends its line.
  @Test func anyTextComesBack() throws {
    var random = Seeded(5)
    let letters = Array("ab 0.-:#,[]{}&*!|>'\"%@`~\\\n\r\t\u{7}\u{85}\u{2028}é한😀?=")
    for round in 0..<2000 {
      let text = String((0..<Int.random(in: 0...8, using: &random)).compactMap { _ in letters.randomElement(using: &random) })
      let words = ["null", "~", "yes", "1", "-", "a: b", "2026-01-01"]
      let value = round % 20 == 0 ? words.randomElement(using: &random) ?? "" : text
      let wide = Array(repeating: JSONValue.text(value), count: round % 3 == 0 ? 40 : 1)
      let tree: JSONValue =
        switch round % 4 {
        case 0: .text(value)
        case 1: .array(wide)
        case 2: .object([.init("k" + value, .text(value)), .init("l", .array(wide))])
        default: .array([.object([.init("a", .text(value)), .init("b", .array(wide))]), .object([.init("c", .array(wide))])])
        }
      var yaml = YAMLText()
      yaml.comment(value)
      yaml.add(.init("key", tree))
      let lines = yaml.text.split(separator: "\n")
      try #require(lines.first?.hasPrefix("#") == true && lines.dropFirst().first?.hasPrefix("key") == true)
      let root = try #require(try ConfigurationNode.root(of: yaml.text, path: "x.yaml"))
      let found = try #require(try root.entries("a table").first)
      try #require(try Self.tree(found.value, like: tree) == Self.trimmed(tree), "\(yaml.text)")
    }
  }

  /// The node as a tree; our configurations trim texts, and have no empty ones.
  private static func tree(_ node: ConfigurationNode, like tree: JSONValue) throws -> JSONValue {
    if node.isTable { return .object(try node.entries("").map { .init($0.name.text, try self.tree($0.value, like: .null)) }) }
    if node.isList { return .array(try node.items("").map { try self.tree($0, like: .null) }) }
    do { return .text(try node.setting("a text").text) } catch { return .text("") }
  }

  private static func trimmed(_ tree: JSONValue) -> JSONValue {
    func trim(_ text: String) -> String {
      var view = Array(text.utf8)
      while let first = view.first, first <= 0x20 { view.removeFirst() }
      while let last = view.last, last <= 0x20 { view.removeLast() }
      return String(decoding: view, as: UTF8.self)
    }
    switch tree {
    case .text(let text): return .text(trim(text))
    case .array(let items): return .array(items.map(trimmed))
    case .object(let members): return .object(members.map { .init(trim($0.name), trimmed($0.value)) })
    default: return tree
    }
  }
}
