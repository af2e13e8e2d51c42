@testable import Settings
import Credit
import Foundation
import ProgramTesting
import Testing
import Values

/// A configuration file from end to end, as its users run it.
@Suite struct ConfigurationRunTests {
  private static let plan = """
    inputs: log.csv
    currency: EUR
    model: [stages, u-shaped]
    goal: [Paid, trial]
    columns: {time: at, event: what, user_id: who, channel: where, amount: amount}
    funnel:
      - {stage: trial, label: Trial started, events: [trial_start], plays: lead}
      - {stage: Paid, events: [invoice_paid]}
    events: {touch: [Webinaire_Été]}
    ignore: [heartbeat]
    no-id: [nobody]
    models:
      stages: {trial: 3, Paid: 1}
    """

  /// Two trials: without an opportunity every milestone is the earliest, so the trial's credit goes to `ads`.
  private static let log = """
    at,what,who,where,amount
    2026-01-01,click,u1,ads,
    2026-01-02,trial_start,u1,,
    2026-01-03,WEBINAIRE_ÉTÉ,u1,webinar,
    2026-01-04,trial_start,u1,,
    2026-01-05,Heartbeat,,,much
    2026-01-05,invoice_paid,u1,,100
    2026-01-06,click,nobody,ads,
    2026-01-06,heartbeat,u1,,
    2026-01-07,won,u1,,5

    """

  private func run(_ workdir: Workdir, _ arguments: [String] = []) throws -> FinishedRun {
    try workdir.write("plan/log.csv", Self.log)
    try workdir.write("plan/plan.yaml", Self.plan)
    return try Tributary.run(
      ["run", "--config", "plan/plan.yaml", "--output", "report", "--max-rejects", "100%"] + arguments, in: workdir.root)
  }

  @Test func aFunnelOfOnesOwn() throws {
    let workdir = try Workdir()
    let run = try run(workdir)
    try #require(run.status == 0, "\(run.standardError)")
    let table = try CSVTable(file: workdir.path("report/channels.csv"))
    let rows = table.rows.map { Array($0[0...5]) }
    #expect(
      rows == [
        ["trial", "stages", "ads", "2", "2.000000", "0.00"], ["trial", "stages", "webinar", "1", "0.000000", "0.00"],
        ["trial", "u-shaped", "ads", "2", "2.000000", "0.00"], ["trial", "u-shaped", "webinar", "1", "0.000000", "0.00"],
        ["Paid", "stages", "ads", "1", "0.750000", "75.00"], ["Paid", "stages", "webinar", "1", "0.250000", "25.00"],
        ["Paid", "u-shaped", "ads", "1", "1.000000", "100.00"], ["Paid", "u-shaped", "webinar", "1", "0.000000", "0.00"],
      ])
  }

  /// From the opportunity on milestones are the latest: the second trial came after the webinar.
  @Test func theStageThatPlaysOpportunityTurnsMilestonesRound() throws {
    let workdir = try Workdir()
    try workdir.write("log.csv", Self.log)
    try workdir.write("plan.yaml", Self.plan.replacing("plays: lead", with: "plays: opportunity"))
    let run = try Tributary.run(
      ["run", "--config", "plan.yaml", "--output", "report", "--max-rejects", "100%", "--goal", "paid", "--model", "stages"],
      in: workdir.root)
    try #require(run.status == 0, "\(run.standardError)")
    let table = try CSVTable(file: workdir.path("report/channels.csv"))
    #expect(table.rows.map { [$0[2], $0[5]] } == [["ads", "0.00"], ["webinar", "100.00"]])
  }

  @Test func everyRowOfItIsCounted() throws {
    let workdir = try Workdir()
    try #require(run(workdir).status == 0)
    let summary = try summary(workdir)
    let counts = try #require(summary["counts"] as? [String: Int]).filter { $0.value != 0 }
    #expect(
      counts == [
        "read": 9, "used: credited": 2, "used: goal": 3, "left out: ignored": 2, "rejected: missing identity": 1,
        "rejected: unknown event": 1,
      ])
  }

  @Test func theSummaryStatesWhatIsOnesOwn() throws {
    let workdir = try Workdir()
    let run = try run(workdir, ["--from", "-30d", "--as-of", "2026-01-20"])
    try #require(run.status == 0, "\(run.standardError)")
    let settings = try #require(try summary(workdir)["settings"] as? [String: Any])
    #expect(settings["as-of"] as? String == "2026-01-20")
    #expect(settings["from"] as? String == "2025-12-21")
    #expect(settings["models"] as? [String: String] == ["stages": "trial 3, Paid 1"])
    #expect(settings["lead"] as? String == "trial" && settings["opportunity"] as? String == "")
    #expect((settings["funnel"] as? [[String: Any]])?.first?["label"] as? String == "Trial started")
    #expect(settings["ignore"] as? [String] == ["heartbeat"])
    #expect((settings["no-id"] as? [String])?.last == "nobody")
  }

  @Test func aWrongFileIs78AndLeavesNothing() throws {
    let workdir = try Workdir()
    try workdir.write("plan/log.csv", Self.log)
    try workdir.write("plan/plan.yaml", Self.plan + "\nlokback: 9d\n")
    let run = try Tributary.run(["run", "--config", "plan/plan.yaml", "--output", "report"], in: workdir.root)
    #expect(run.status == 78)
    #expect(run.standardError.hasPrefix("tributary: plan/plan.yaml:14:1: there is no key 'lokback'"), "\(run.standardError)")
    #expect(!workdir.exists("report") && run.standardOutput.isEmpty)
  }

  /// `--experimental-dump-help` lists what the command line has.
  @Test func everyOptionOfTheCommandLineIsAKey() throws {
    let help = try Tributary.run(["run", "--experimental-dump-help"], in: "/")
    let tree = try #require(try JSONSerialization.jsonObject(with: Data(help.standardOutput.utf8)) as? [String: Any])
    let command = try #require(tree["command"] as? [String: Any])
    let run = (command["subcommands"] as? [[String: Any]])?.first { $0["commandName"] as? String == "run" } ?? command
    let arguments = try #require(run["arguments"] as? [[String: Any]])
    let names = arguments.filter { $0["kind"] as? String != "positional" }
      .flatMap { $0["names"] as? [[String: Any]] ?? [] }
      .filter { $0["kind"] as? String == "long" }.compactMap { $0["name"] as? String }
    let keys = Set(names.filter { !$0.hasPrefix("no-") }).subtracting(["help", "version", "config", "dry-run", "measure"])
    #expect(keys == Set(Options.keys.map(\.name)))
  }

  @Test func theManualsConfigurationIsOne() throws {
    let example = try #require(try ManualPage.named("Configuration.md").blocks(of: "yaml").first)
    let configuration = try ConfigurationSample.read(example)
    #expect(configuration.models.map(\.name) == ["linear", "sales", "decay-14d"])
    #expect(configuration.funnel.opportunity == 1 && configuration.funnel.stages.count == 4)
  }

  private func summary(_ workdir: Workdir) throws -> [String: Any] {
    let text = try Data(contentsOf: URL(fileURLWithPath: workdir.path("report/summary.json")))
    return try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
  }
}
