@testable import Settings
import ProgramTesting
import Testing
import Values

/// What a configuration cannot say ends with 78 and the place; the command line keeps 64.
@Suite struct ConfigurationRefusalTests {
  struct Wrong: Sendable, CustomTestStringConvertible {
    let yaml: String, place: String
    let words: [String]
    var testDescription: String { yaml }

    init(_ yaml: String, _ place: String, _ words: String...) { (self.yaml, self.place, self.words) = (yaml, place, words) }
  }

  static let keys = [
    Wrong("lookbak: 9d", "1:1", "'lookbak'", "did you mean 'lookback'?"),
    Wrong("zzz: 1", "1:1", "'zzz'", "the keys are", "half-life", "no-id"),
    Wrong("# two\nmodel: linear\n gaol: won", "3:6", "mapping"),
    Wrong("model: linear\ngaol: won", "2:1", "did you mean 'goal'?"),
    Wrong("config: other.yaml", "1:1", "one --config"),
    Wrong("goal: won\ngoal: lead", "2:1", "'goal' is given twice", "plan.yaml:1:1"),
    Wrong("half-life: 1d\nhalf_life: 1d", "2:1", "given twice", "plan.yaml:1:1"),
    Wrong("[model]", "1:1", "table of keys"),
    Wrong("? [a]\n: b", "1:3", "plain name"),
    Wrong("model: [linear", "2:1", "','"),
    Wrong("a: 1\n---\nb: 1", "2:1", "single document"),
    Wrong("model: *nothing", "1:8", "alias"),
    Wrong("a: \u{1}", "1:4", "control characters"), Wrong("a: 마케팅\nb: 가\u{2}", "2:5", "control characters"),
    Wrong("model: &a [*a]", "1:12", "alias"), Wrong(#"output: "a\0b""#, "1:9", "NUL"),
    Wrong("columns: {tiem: ts}", "1:11", "did you mean 'time'?"),
    Wrong("columns: {time: [a]}", "1:17", "not a list"),
    Wrong("models: {m: {frist: 1}}", "1:14", "did you mean 'first'?"),
    Wrong("events: {clik: a}", "1:10", "touch, identify", "lead"),
    Wrong("no-id: {ony: a}", "1:9", "did you mean 'only'?"),
    Wrong("funnel:\n  - {stage: a, evnts: b}", "2:16", "did you mean 'events'?"),
  ]

  static let values = [
    Wrong("lookback: soon", "1:11", "'lookback' reads 'soon'", "90d"),
    Wrong("lookback:", "1:10", "no value"), Wrong("lookback: [1d, 2d]", "1:11", "not a list"),
    Wrong("lookback: {a: b}", "1:11", "not a table"),
    Wrong("half-life: 0d", "1:12", "above 0"), Wrong("half-life: 7", "1:12", "'7'"),
    Wrong("model: linaer", "1:8", "did you mean 'linear'?"), Wrong("model: [linear, linear]", "1:17", "given twice"),
    Wrong("model: {a: b}", "1:8", "not a table"), Wrong("model: [[linear]]", "1:9", "not a list"),
    Wrong("goal: [won, wno]", "1:13", "did you mean 'won'?"), Wrong("goal: zzzzzz", "1:7", "lead, mql"),
    Wrong("from: never", "1:7", "2026-03-01", "-90d"), Wrong("to: -5w", "1:5", "'-5w'"),
    Wrong("from: 2026-02-01\nto: 2026-02-01", "2:5", "not before"),
    Wrong("period: last-mont", "1:9", "did you mean 'last-month'?"), Wrong("period: 2026-13", "1:9", "2026-Q1"),
    Wrong("period: 2026-01\nfrom: 2026-01-01", "2:7", "'from' and 'period'"),
    Wrong("as-of: yesterday", "1:8", "2026-03-01"),
    Wrong("after-conversion: forget", "1:19", "keep or reset"), Wrong("stage-channel: both", "1:16", "ignore or touch"),
    Wrong("keep: all", "1:7", "first or last"), Wrong("columns: time", "1:10", "column=field"),
    Wrong("time-zone: Mars", "1:12", "IANA"), Wrong("currency: dollars", "1:11", "three letters"),
    Wrong("max-rejects: 101%", "1:14", "0.5%"), Wrong("fail-on-empty: maybe", "1:16", "true or false"),
    Wrong("touch-events: [click, vist]", "1:23", "did you mean 'visit'?"),
    Wrong("touch-events: ','", "1:15", "click,visit"), Wrong("touch-events: won", "1:15", "these are touch, touchpoint, click"),
    Wrong("session: 0m", "1:10", "above 0"), Wrong("session: 30", "1:10", "30m"),
    Wrong("alias: google_ads", "1:8", "google_ads=paid_search"), Wrong("alias: '=b'", "1:8", "google_ads=paid_search"),
    Wrong("aliases: [a]", "1:10", "{google_ads: paid_search}"), Wrong("aliases: {a: a}", "1:11", "alias of itself"),
    Wrong("alias: a=b\naliases: {a: c}", "2:11", "'a' is an alias of 'b' already"),
    Wrong("aliases: {a: b, b: c}", "1:17", "'a' is an alias of 'b'", "name 'b' itself"),
    Wrong("aliases: {a: (unattributed)}", "1:11", "reserved"),
    Wrong("spreadsheet: numbers", "1:14", "excel"),
    Wrong("quiet: 1", "1:8", "true or false"), Wrong("threads: 0", "1:10", "1 to 1024"),
    Wrong("memory: 1KiB", "1:9", "16MiB"), Wrong("memory: much", "1:9", "256MiB"),
    Wrong("output: ''", "1:9", "no value"), Wrong("spend: [a.csv, '']", "1:16", "no value"),
    Wrong("inputs: [[a]]", "1:10", "a list of sets"),
    Wrong("no-id: {only: {a: b}}", "1:15", "list of texts"), Wrong("ignore: {a: b}", "1:9", "list of event names"),
  ]

  static let models = [
    Wrong("models: [linear]", "1:9", "under 'model'"), Wrong("models: {m: 3}", "1:13", "roles and weights"),
    Wrong("models: {m: {}}", "1:10", "no role a weight"), Wrong("models: {m: {first: -1}}", "1:21", "not negative"),
    Wrong("models:\n  m:\n    first: 1\n    last: much", "4:11", "'much'"),
    Wrong("models: {m: {won: 1, purchase: 2}}", "1:22", "the same role"),
    Wrong("models: {linear: {first: 1}}", "1:10", "built-in"),
    Wrong("models: {time-decay: {half-life: 1d}}", "1:10", "built-in"),
    Wrong("models: {m: {half-life: 0s}}", "1:25", "above 0"), Wrong("models: {m: {half-life: 2}}", "1:25", "14d"),
    Wrong("models: {m: {half-life: 2d, first: 1}}", "1:29", "two models"),
    Wrong("models: {m: {first: 1}, m: {last: 1}}", "1:25", "given twice", "plan.yaml:1:10"),
    Wrong("funnel: [a, won]\nmodels: {m: {lead: 1}}", "2:14", "no role 'lead'"),
  ]

  static let funnels = [
    Wrong("funnel: won", "1:9", "list of stages"), Wrong("funnel: []", "1:9", "no stages"),
    Wrong("funnel: [won, Won]", "1:15", "given twice", "plan.yaml:1:10"), Wrong("funnel: [touch]", "1:10", "cannot be a stage"),
    Wrong("funnel: [won, middle]", "1:15", "cannot be a stage"), Wrong("funnel: [{label: a}]", "1:10", "no name"),
    Wrong("funnel: [{stage: a, plays: led}]", "1:28", "lead or opportunity"),
    Wrong("funnel: [{stage: a, plays: lead}, {stage: b, plays: lead}]", "1:53", "two stages play lead"),
    Wrong("funnel: [a, b]", "1:10", "--goal", "'goal: b'"), Wrong("funnel: [a, [b]]", "1:13", "not a list"),
    Wrong("funnel: [{stage: a, events: x}, {stage: won, events: X}]", "1:54", "already means 'a'", "plan.yaml:1:29"),
    Wrong("funnel: [{stage: a, events: won}, won]", "1:29", "already means 'won'"),
    Wrong("events: {touch: lead}", "1:17", "means 'lead'"), Wrong("events: {won: touch}", "1:15", "means 'touch'"),
    Wrong("events: {won: a, touch: A}", "1:25", "already means 'won'"),
    Wrong("events: [a]", "1:9", "touch, identify or a stage"),
    Wrong("ignore: a\nevents: {won: a}", "1:9", "already means 'won'", "plan.yaml:2:15"),
    Wrong("funnel: [won, lost]\nignore: lost", "2:9", "already means 'lost'"),
  ]

  @Test(arguments: keys + values + models + funnels) func isRefusedWithItsPlace(_ wrong: Wrong) throws {
    let found = try #require(try ConfigurationSample.refusal(of: wrong.yaml), "'\(wrong.yaml)' is taken")
    #expect(found.status == 78)
    #expect(found.message.hasPrefix("plan.yaml:\(wrong.place): "), "\(found.message)")
    for word in wrong.words { #expect(found.message.contains(word), "\(found.message)") }
  }

  @Test func tooManyStagesAreRefused() throws {
    let names = (0..<62).map { "stage\($0)" }.joined(separator: ", ")
    let found = try #require(try ConfigurationSample.refusal(of: "goal: stage1\nfunnel: [\(names)]"))
    #expect(found.status == 78 && found.message.contains("at most 61"), "\(found.message)")
    let most = (0..<61).map { "stage\($0)" }.joined(separator: ", ")
    #expect(try ConfigurationSample.read("goal: stage1\nfunnel: [\(most)]").funnel.stages.count == 61)
  }

  @Test func whatIsNoTextOfOursIsRefused() throws {
    let workdir = try Workdir()
    func status(_ bytes: [UInt8]) throws -> Int32? {
      var request = RunRequest()
      request.inputs = ["e.csv"]
      request.configurationFile = try workdir.write("c.yaml", bytes)
      do { _ = try RunConfiguration(request) } catch { return error.status }
      return nil
    }
    #expect(try status([0x61, 0xFF]) == 78)
    #expect(try status([0x61, 0]) == 78)
    #expect(try status(Array(repeating: UInt8(ascii: "["), count: 100_000)) == 78)
    #expect(try status((0..<50_000).flatMap { _ in Array("- ".utf8) }) == 78)
    #expect(try status(Array(repeating: 0x20, count: (1 << 20) + 1)) == 78)
    #expect(try status(Array(repeating: 0x20, count: 1 << 20)) == nil)
  }

  @Test(arguments: ["nothing-here.yaml", "."]) func aFileThatCannotBeReadIs66(_ path: String) {
    var request = RunRequest()
    request.inputs = ["e.csv"]
    request.configurationFile = path
    let error = #expect(throws: RunError.self) { try RunConfiguration(request) }
    #expect(error?.status == 66)
    #expect(error?.description.hasPrefix("\(path): ") == true && error?.description.contains("--config") == true)
  }

  @Test func theCommandLineKeeps64() throws {
    let found = try #require(try ConfigurationSample.refusal(of: "lookback: 9d") { $0.set("lookback", ["soon"]) })
    #expect(found.status == 64)
    #expect(found.message.hasPrefix("--lookback reads 'soon'; "), "\(found.message)")
    let goal = try #require(try ConfigurationSample.refusal(of: "funnel: [a, b]") { $0.set("goal", ["won"]) })
    #expect(goal.status == 64 && goal.message.contains("a, b"), "\(goal.message)")
  }

  @Test func withoutInputsIs64() {
    let error = #expect(throws: RunError.self) { try RunConfiguration(RunRequest()) }
    #expect(error?.status == 64)
  }
}
