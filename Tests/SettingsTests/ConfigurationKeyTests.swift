@testable import Text
@testable import Settings
import Archive
import Credit
import Events
import ProgramTesting
import Testing
import Values

/// Every key of a configuration file does what it says.
@Suite struct ConfigurationKeyTests {
  private struct Key: Sendable, CustomTestStringConvertible {
    let yaml: String
    let isTaken: @Sendable (RunConfiguration) -> Bool
    var testDescription: String { yaml }

    init(_ yaml: String, _ isTaken: @escaping @Sendable (RunConfiguration) -> Bool) {
      (self.yaml, self.isTaken) = (yaml, isTaken)
    }
  }

  private static let keys: [Key] = [
    Key("model: linear") { $0.models.map(\.name) == ["linear"] },
    Key("model: [last-touch, first-touch]") { $0.models.map(\.name) == ["last-touch", "first-touch"] },
    Key("goal: lead") { $0.goals == [0] },
    Key("goal:\n  - won\n  - closed_lost\n  - lead") { $0.goals == [0, 6, 8] },
    Key("lookback: 30d") { $0.lookback == 30 * Instant.microsecondsPerDay },
    Key("half-life: 36h") { $0.halfLife == 36 * 3_600_000_000 },
    Key("half_life: 36h") { $0.halfLife == 36 * 3_600_000_000 },
    Key("from: 2026-01-01") { $0.from == ConfigurationSample.day("2026-01-01") && $0.to == nil },
    Key("to: 2026-01-01") { $0.to == ConfigurationSample.day("2026-01-01") && $0.from == nil },
    Key("period: 2026-02") { $0.to == ConfigurationSample.day("2026-03-01") },
    Key("as-of: 2026-03-01\nperiod: yesterday") { $0.from == ConfigurationSample.day("2026-02-28") },
    Key("after-conversion: reset") { $0.resetsAfterConversion },
    Key("after_conversion: reset") { $0.resetsAfterConversion },
    Key("stage-channel: touch") { $0.stageTouches },
    Key("keep: last") { $0.keepsLast },
    Key("spend: /a/spend.csv") { $0.spendFiles == ["/a/spend.csv"] },
    Key("spend: [/b.csv, /a.csv]") { $0.spendFiles == ["/b.csv", "/a.csv"] },
    Key("rates: [/r.csv, /q.csv]") { $0.ratesFiles == ["/r.csv", "/q.csv"] },
    Key("spreadsheet: excel") { $0.dialect == .excel },
    Key("decimal-comma: true") { $0.dialect.hasDecimalComma },
    Key("credits: true") { $0.credits == CreditsChoice(hashKey: []) },
    Key("credits: true\njourney-ids: raw") { $0.credits == CreditsChoice(hashKey: nil) },
    Key("credits: true\nhash-key-file: map.csv") { $0.credits?.hashKey?.isEmpty == false },
    Key("journey_ids: raw") { $0.credits == nil },
    Key("columns: time=ts,event=what") { $0.columns == [.time: "ts", .event: "what"] },
    Key("columns: {time: ts, event: 'a,b=c'}") { $0.columns == [.time: "ts", .event: "a,b=c"] },
    Key("format: semicolon") { $0.text.format == .delimited(.semicolon) },
    Key("encoding: euc-kr") { $0.text.encoding == .cp949 },
    Key("header: [time, event, user_id]") { $0.text.header == ["time", "event", "user_id"] },
    Key("header: 'time,event, user_id'") { $0.text.header == ["time", "event", "user_id"] },
    Key("max-line: 64KiB") { $0.text.maxLineBytes == 65536 },
    Key("amounts: decimal-comma") { $0.text.amounts == .decimalComma && $0.text.spendAmounts == .decimalComma },
    Key("spend-amounts: micros") { $0.text.amounts == .decimalPoint && $0.text.spendAmounts == .micros },
    Key("time-zone: Asia/Seoul") { $0.zone.name == "Asia/Seoul" },
    Key("currency: krw") { $0.currency?.code == "KRW" },
    Key("output: /tmp/report") { $0.output == "/tmp/report" },
    Key("rejects: /tmp/rejects.csv") { $0.rejectsFile == "/tmp/rejects.csv" },
    Key("max-rejects: 0.5%") { $0.maxRejects == .percent(millionths: 5000) },
    Key("max-rejects: 12") { $0.maxRejects == .count(12) },
    Key("fail-on-empty: true") { $0.failsOnEmpty },
    Key("fail-on-empty: no") { !$0.failsOnEmpty },
    Key("damaged: skip") { $0.skipsDamaged },
    Key("max-depth: 3") { $0.archives.maxDepth == 3 },
    Key("max-ratio: 50000") { $0.archives.maxRatio == 50_000 },
    Key("max-unpacked: 2TB") { $0.archives.maxUnpackedBytes == 2_000_000_000_000 },
    Key("threads: 3") { $0.threads == 3 },
    Key("memory: 256MiB") { $0.memoryBytes == 256 << 20 },
    Key("scratch: /var/tmp") { $0.scratchDirectory == "/var/tmp" },
    Key("max-scratch: 20GB") { $0.scratchLimitBytes == 20_000_000_000 },
    Key("quiet: yes") { $0.quiet },
    Key("log-format: json") { $0.messageFormat == .json },
    Key("channel-map: map.csv") { $0.channelMap?.rules.map(\.channel) == ["Email"] },
    Key("alias: [a=b, 'c = d e']") { $0.aliases.pairs.map(\.channel) == ["b", "d e"] && $0.aliases.isAlias("c") },
    Key("aliases: {google_ads: paid_search, 'a=b': c}") {
      $0.aliases.pairs.map(\.name) == ["google_ads", "a=b"] && $0.aliases.pairs.map(\.channel) == ["paid_search", "c"]
    },
    Key("touch-events: [click, visits]") { $0.touchEvents == ["click", "visit"] },
    Key("touch_events: Page_View, click") { $0.touchEvents == ["click", "page_view", "pageview"] },
    Key("events: {touch: [Été à Lyon]}\ntouch-events: ['ÉTÉ à lyon , clicks']") { $0.touchEvents == ["click", "été à lyon"] },
    Key("session: 30m") { $0.session == 1_800_000_000 },
    Key("include-channel: ['paid*', email]") { $0.channels.included.map(\.text) == ["paid*", "email"] },
    Key("exclude-channel: direct") { $0.channels.excluded.map(\.text) == ["direct"] },
    Key("inputs: more.csv") { $0.inputs.flatMap(\.paths) == ["events.csv"] },
    Key("models: {sales: {negotiation: 2.5, won: 0.5}}\nmodel: sales") {
      $0.models.map(\.rule) == [.roles([.init(role: .stage(5), weight: 5), .init(role: .stage(6), weight: 1)])]
    },
    Key("models: {decay-14d: {half-life: 14d}}\nmodel: decay-14d") {
      $0.models.map(\.rule) == [.decay(halfLife: 14 * Instant.microsecondsPerDay)]
        && $0.halfLife == RunConfiguration.defaultHalfLife
    },
    Key("funnel: [signup, won]") { $0.funnel.stages.map(\.name) == ["signup", "won"] },
    Key("events: {touch: webinar}") { $0.funnel.touchEvents.last == "webinar" },
    Key("ignore: [Heartbeat, page_view]") {
      $0.funnel.ignoredEvents == ["heartbeat", "page_view"] && !$0.funnel.touchEvents.contains("page_view")
    },
    Key("no-id: [unknown, 'N/A']") { $0.noIDs == ReadingRules.usualNoIDs + ["unknown", "N/A"] },
    Key("no_id: {only: null}") { $0.noIDs == ["null"] },
  ]

  /// The files' texts, for what must hold of any.
  static var yamls: [String] { keys.map(\.yaml) }

  @Test(arguments: keys.indices) func theFileSaysIt(_ index: Int) throws {
    let key = Self.keys[index]
    let map = try Workdir()
    let yaml = key.yaml.replacing("map.csv", with: try map.write("map.csv", "medium,channel\nemail,Email\n"))
    #expect(key.isTaken(try ConfigurationSample.read(yaml)), "\(key.yaml)")
  }

  @Test func everyKeyIsTested() {
    let tested = Set(Self.keys.flatMap { $0.yaml.split(separator: "\n").map { $0.prefix { $0 != ":" } } }.map(String.init))
    #expect(Set(ConfigurationFile.keys).subtracting(tested).isEmpty)
  }

  @Test(arguments: ["", "\n# nothing yet\n", "---\n", "\u{FEFF}", "~\n"]) func anEmptyFileSaysNothing(_ yaml: String) throws {
    let configuration = try ConfigurationSample.read(yaml)
    #expect(configuration.models.map(\.name) == RunConfiguration.defaultModels)
    #expect(configuration.goals == [6])
    #expect(configuration.lookback == RunConfiguration.defaultLookback)
    #expect(configuration.funnel == .standard)
    #expect(configuration.noIDs == ReadingRules.usualNoIDs)
    #expect(configuration.columns == nil)
    #expect(configuration.customSettings.isEmpty)
  }

  @Test func ownModelsRunAfterTheUsualOnesWhereNoneIsAskedFor() throws {
    let configuration = try ConfigurationSample.read("models:\n  z: {first: 1}\n  a: {half_life: 2d}\n")
    #expect(configuration.models.map(\.name) == RunConfiguration.defaultModels + ["z", "a"])
    let asked = try ConfigurationSample.read("models: {z: {first: 1}, a: {last: 1}}\nmodel: [a, linear]")
    #expect(asked.models.map(\.name) == ["a", "linear"])
  }

  @Test func pathsAreSeenFromTheFilesFolder() throws {
    let workdir = try Workdir()
    var request = RunRequest()
    request.configurationFile = try workdir.write(
      "plans/a.yaml", "inputs: [logs, '-', /all/x.csv]\nspend: s.csv\noutput: ../report\nrejects: r.csv\nscratch: tmp\n")
    let configuration = try RunConfiguration(request, now: ConfigurationSample.now)
    let folder = workdir.path("plans/")
    #expect(configuration.inputs.flatMap(\.paths) == [folder + "logs", "-", "/all/x.csv"])
    #expect(configuration.spendFiles == [folder + "s.csv"])
    #expect(configuration.output == folder + "../report")
    #expect(configuration.rejectsFile == folder + "r.csv")
    #expect(configuration.scratchDirectory == folder + "tmp")
  }

  @Test func jsonIsYAML() throws {
    let configuration = try ConfigurationSample.read(#"{"models": {"m": {"first": 0, "middle": 50}}, "model": ["m"]}"#)
    #expect(configuration.models.map(\.name) == ["m"])
  }
}
