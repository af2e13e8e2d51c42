@testable import Settings
import Credit
import Events
import Testing
import Values

/// The command line wins over the file, option by option.
@Suite struct ConfigurationPrecedenceTests {
  @Test func anOptionReplacesTheFilesValues() throws {
    let configuration = try ConfigurationSample.read("model: [linear, w-shaped]\ngoal: lead\nlookback: 9d\nkeep: last") {
      $0.set("model", ["last-touch"])
      $0.set("lookback", ["30d"])
    }
    #expect(configuration.models.map(\.name) == ["last-touch"])
    #expect(configuration.lookback == 30 * 86_400_000_000)
    #expect(configuration.goals == [0] && configuration.keepsLast, "what the command line leaves open stays the file's")
  }

  @Test func aFlagCanBeTakenBack() throws {
    let yaml = "quiet: true\nfail-on-empty: true"
    let kept = try ConfigurationSample.read(yaml)
    #expect(kept.quiet && kept.failsOnEmpty)
    let back = try ConfigurationSample.read(yaml) {
      $0.set("quiet", ["false"])
      $0.set("fail-on-empty", ["false"])
    }
    #expect(!back.quiet && !back.failsOnEmpty)
  }

  @Test func inputsOfTheCommandLineStandAlone() throws {
    let file = try ConfigurationSample.read("inputs: /logs") { $0.inputs = [] }
    #expect(file.inputs.flatMap(\.paths) == ["/logs"])
    #expect(try ConfigurationSample.read("inputs: /logs").inputs.flatMap(\.paths) == ["events.csv"])
  }

  @Test func columnsOfTheCommandLineReplaceTheTable() throws {
    let configuration = try ConfigurationSample.read("columns: {time: a, event: b, channel: c}") {
      $0.set("columns", ["time=ts,event=what"])
    }
    #expect(configuration.columns == [.time: "ts", .event: "what"])
  }

  @Test func aliasesOfTheCommandLineGoBeforeTheTable() throws {
    let yaml = "alias: x=y\naliases: {a: b, c: d}"
    let configuration = try ConfigurationSample.read(yaml) { $0.set("alias", ["a=z"]) }
    #expect(configuration.aliases.pairs.map { "\($0.name)=\($0.channel)" } == ["a=z", "c=d"])
    let file = try ConfigurationSample.read(yaml)
    #expect(file.aliases.pairs.map { "\($0.name)=\($0.channel)" } == ["x=y", "a=b", "c=d"])
  }

  @Test func aPeriodReplacesBoundsAndBoundsAPeriod() throws {
    let january = ConfigurationSample.day("2026-01-01"), february = ConfigurationSample.day("2026-02-01")
    let period = try ConfigurationSample.read("from: 2025-01-01\nto: 2025-06-01") { $0.set("period", ["2026-01"]) }
    #expect(period.from == january && period.to == february)
    let bounds = try ConfigurationSample.read("period: 2025-Q3") { $0.set("from", ["2026-01-01"]) }
    #expect(bounds.from == january && bounds.to == nil)
    let half = try ConfigurationSample.read("from: 2026-01-01\nto: 2025-06-01") { $0.set("to", ["2026-02-01"]) }
    #expect(half.from == january && half.to == february)
  }

  @Test func aWrongValueThatIsReplacedDoesNotMatter() throws {
    #expect(try ConfigurationSample.read("lookback: soon") { $0.set("lookback", ["1d"]) }.lookback == 86_400_000_000)
  }

  @Test func twoWaysOfSayingThePeriodAre64OnTheCommandLine() throws {
    let found = try #require(
      try ConfigurationSample.refusal(of: "") {
        $0.set("period", ["2026-01"])
        $0.set("to", ["2026-02-01"])
      })
    #expect(found.status == 64 && found.message.hasPrefix("--to and --period"), "\(found.message)")
  }
}
