@testable import Settings
import Events
import ProgramTesting
import Tables
import Testing
import Values

/// Sets of files in a configuration: several kinds of log, and of spend, in one run.
@Suite struct ConfigurationSetTests {
  private func sets(_ yaml: String) throws -> RunConfiguration { try ConfigurationSample.read(yaml) { $0.inputs = [] } }

  @Test func everyKeyOfASetIsTaken() throws {
    let configuration = try sets(
      """
      columns: {time: ts, event: kind, user_id: who}
      time-zone: UTC
      inputs:
        - /a.csv
        - paths: [/deals/*.csv, /more]
          columns: {time: closed, user_id: who, amount: value}
          constants: {EVENT: Purchase, channel: "trade show", currency: krw}
          time_zone: Asia/Seoul
          currency: usd
        - /b.csv
        - {paths: /c.csv, columns: 'time=t,event=e,user_id=u'}
      """)
    #expect(configuration.inputs.map(\.paths) == [["/a.csv", "/b.csv"], ["/deals/*.csv", "/more"], ["/c.csv"]])
    #expect(configuration.inputs[0].columns == [.time: "ts", .event: "kind", .userID: "who"])
    #expect(configuration.inputs[0].isPlain(columns: configuration.columns) && configuration.inputs[0].mayNameAccounts == false)
    let deals = configuration.inputs[1]
    #expect(deals.columns == [.time: "closed", .userID: "who", .amount: "value"])
    #expect(deals.constants == [.event: "Purchase", .channel: "trade show", .currency: "krw"])
    #expect(deals.zone?.name == "Asia/Seoul" && deals.currency?.code == "USD")
    #expect(configuration.zone.name == "UTC" && configuration.currency == nil)
    #expect(configuration.inputs[2].columns == [.time: "t", .event: "e", .userID: "u"])
  }

  @Test func aSingleSetAndNoColumnsAtAll() throws {
    let configuration = try sets("inputs: {paths: /a.csv, constants: {account_id: acme}}")
    #expect(configuration.inputs == [with(InputSet(paths: ["/a.csv"])) { $0.constants = [.accountID: "acme"] }])
    #expect(configuration.inputs[0].mayNameAccounts)
  }

  private func with(_ set: InputSet, _ change: (inout InputSet) -> Void) -> InputSet {
    var set = set
    change(&set)
    return set
  }

  @Test func pathsOfSetsAreSeenFromTheFilesFolder() throws {
    let workdir = try Workdir()
    var request = RunRequest()
    request.configurationFile = try workdir.write(
      "plans/a.yaml", "inputs: [{paths: [logs, '-', /all.csv]}]\nspend: [{paths: ads.csv}, old.csv]\n")
    let configuration = try RunConfiguration(request, now: ConfigurationSample.now)
    #expect(configuration.inputs.map(\.paths) == [[workdir.path("plans/logs"), "-", "/all.csv"]])
    #expect(configuration.spend.map(\.paths) == [[workdir.path("plans/ads.csv")], [workdir.path("plans/old.csv")]])
  }

  @Test func spendHasSetsOfItsOwn() throws {
    let yaml = """
      spend:
        - paths: /ads.csv
          columns: {date: Day, channel: utm_source, amount: cost}
          currency: krw
        - {paths: /fair.csv, constants: {channel: fair}}
      """
    let configuration = try ConfigurationSample.read(yaml)
    #expect(
      configuration.spend.map(\.layout) == [
        SpendLayout(columns: [.date: "Day", .channel: "utm_source", .amount: "cost"], currency: Currency("KRW")),
        SpendLayout(constants: [.channel: "fair"]),
      ])
    let overruled = try ConfigurationSample.read(yaml) { $0.set("spend", ["s.csv"]) }
    #expect(overruled.spendFiles == ["s.csv"] && overruled.spend[0].layout == SpendLayout())
  }

  /// Inputs of the command line are read as if the file had none; what it says of all logs holds for them.
  @Test func inputsOfTheCommandLineAreOfNoSet() throws {
    let configuration = try ConfigurationSample.read(
      "columns: {time: ts}\ninputs: [{paths: /a.csv, constants: {event: won}, time-zone: Asia/Seoul}]")
    #expect(configuration.inputs == [InputSet(paths: ["events.csv"], columns: [.time: "ts"])])
  }

  static let wrong: [ConfigurationRefusalTests.Wrong] = [
    .init("inputs:\n  - {path: a}", "2:6", "'path' of a set of 'inputs'", "did you mean 'paths'?"),
    .init("inputs: [{columns: {time: a}}]", "1:10", "has no paths"),
    .init("inputs: [{paths: []}]", "1:10", "has no paths"),
    .init("inputs: [{paths: {a: b}}]", "1:18", "'paths' is a path or a list of paths, not a table"),
    .init("inputs: [[a]]", "1:10", "a list of sets"),
    .init("inputs: [{paths: a, columns: {tiem: ts}}]", "1:31", "did you mean 'time'?"),
    .init("inputs: [{paths: a, columns: [time]}]", "1:30", "table of columns"),
    .init("inputs: [{paths: a, columns: time}]", "1:30", "column=field"),
    .init("inputs: [{paths: a, columns: 'time=a,time=b'}]", "1:30", "'time' twice"),
    .init("inputs: [{paths: a, constants: {evnt: won}}]", "1:33", "did you mean 'event'?"),
    .init("inputs: [{paths: a, constants: [won]}]", "1:32", "table of columns"),
    .init("inputs: [{paths: a, constants: {event: ''}}]", "1:40", "no value"),
    .init("inputs: [{paths: a, constants: {event: wno}}]", "1:40", "always 'wno'", "did you mean 'won'?"),
    .init("ignore: won\ninputs: [{paths: a, constants: {event: wno}}]", "2:40", "did you mean 'won'?"),
    .init("inputs: [{paths: a, constants: {currency: dollars}}]", "1:43", "three letters"),
    .init("inputs: [{paths: a, constants: {time: 2026-13-01}}]", "1:39", "always '2026-13-01'", "2026-03-01T09:30:00Z"),
    .init("inputs: [{paths: a, constants: {amount: abc}}]", "1:41", "'amount' is always 'abc'", "1,234.50"),
    .init("amounts: micros\ninputs: [{paths: a, constants: {cost: 5 apples}}]", "2:39", "'cost' is always", "1234500000"),
    .init("inputs: [{paths: a, constants: {amount: 5 EUR, currency: USD}}]", "1:41", "'amount' is always '5 EUR'"),
    .init("inputs: [{paths: a, constants: {channel: (unattributed)}}]", "1:42", "the name of what no touch is credited with"),
    .init("inputs: a\nspend: [{paths: a, constants: {date: someday}}]", "2:38", "'date' is always 'someday'"),
    .init("inputs: a\nspend-amounts: decimal-comma\nspend: [{paths: a, constants: {amount: 1.5}}]", "3:40", "1.234,50"),
    .init("inputs: [{paths: a, columns: {event: e}, constants: {event: won}}]", "1:61", "from 'e'", "the set's 'columns'"),
    .init("columns: {event: e}\ninputs: [{paths: a, constants: {event: won}}]", "2:40", "from 'e'", "'columns' of its own"),
    .init("inputs: [{paths: a, time-zone: Mars}]", "1:32", "'time-zone' reads 'Mars'", "IANA"),
    .init("inputs: [{paths: a, currency: dollars}]", "1:31", "'currency' reads 'dollars'"),
    .init("inputs: [{paths: a, time_zone: UTC, time-zone: UTC}]", "1:37", "given twice"),
    .init("spend: [{paths: a, time-zone: UTC}]", "1:20", "of a set of 'spend'", "the keys are paths"),
    .init("spend: [{paths: a, columns: {dat: d}}]", "1:30", "did you mean 'date'?"),
    .init("spend: [{paths: a, columns: {amount: d}, constants: {amount: 1}}]\ninputs: a", "1:62", "from 'd'"),
  ]

  @Test(arguments: wrong) func isRefusedWithItsPlace(_ wrong: ConfigurationRefusalTests.Wrong) throws {
    let found = try #require(try ConfigurationSample.refusal(of: wrong.yaml) { $0.inputs = [] }, "'\(wrong.yaml)' is taken")
    #expect(found.status == 78)
    #expect(found.message.hasPrefix("plan.yaml:\(wrong.place): "), "\(found.message)")
    for word in wrong.words { #expect(found.message.contains(word), "\(found.message)") }
  }

  /// What some row can make something of is not judged before it is met.
  @Test func constantsThatCanBeMeantAreTaken() throws {
    for constants in [
      "amount: 5 EUR", "amount: $5", "amount: '5,000'", "amount: 5 USD, currency: usd", "time: 2026-3-1 9:30", "time: 1767225600",
      "cost: (4)", "channel: fair",
    ] {
      let yaml = "inputs: [{paths: a, constants: {event: won, \(constants)}}]"
      #expect(try sets(yaml).inputs.first?.constants[.event] == "won", "\(constants)")
    }
  }

  @Test func anEmptyListIsNoInput() throws {
    #expect(try ConfigurationSample.refusal(of: "inputs: []") { $0.inputs = [] }?.status == 64)
  }
}
