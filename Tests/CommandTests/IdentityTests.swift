import Foundation
import ProgramTesting
import Testing

/// Who is who, against a twin that is slow and plain: the program must make the same report of a log and of the log
/// whose rows the twin has given to their journeys.
@Suite struct IdentityTests {
  /// Settings that meet identity in different ways.
  static let settings: [[String]] = [
    [], ["--keep", "last", "--goal", "lead", "--goal", "won"],
    ["--after-conversion", "reset", "--stage-channel", "touch", "--goal", "opportunity", "--goal", "won"],
    ["--stage-channel", "touch", "--keep", "last", "--from", "1767225720", "--to", "1767225960", "--lookback", "3m"],
    ["--session", "2m", "--exclude-channel", "direct", "--goal", "won", "--goal", "lead"],
  ]

  @Test(arguments: 0..<8)
  func rowsBelongToTheJourneysOfTheTwin(round: Int) throws {
    let workdir = try Workdir()
    var log = VisitLog.random(count: 600, seed: UInt64(900 + round))
    // Accounts in every file, in one, in none: what nobody names need not be remembered.
    log.leaveOutAccounts(of: [[], [1, 2], [0, 1, 2]][round % 3])
    let twin = try LogReport(IdentityTwin.resolved(log), "twin", in: workdir, IdentityTests.options(round))
    let found = try LogReport(log, "log", in: workdir, IdentityTests.options(round))
    try IdentityTests.expect(found, toBe: twin, of: log)
    #expect(found.conflicts > 200)
    #expect(found.counts["rejected: missing identity", default: 0] > 10, "\(found.counts)")
    #expect(found.counts["left out: ignored", default: 0] > 100, "\(found.counts)")
    #expect(found.counts["used: credited", default: 0] > 150, "\(found.counts)")
  }

  /// The same under every condition that may change nothing.
  @Test(arguments: RunCondition.all)
  func conditionsDoNotChangeWhoIsWho(condition: RunCondition) throws {
    let workdir = try Workdir()
    let log = VisitLog.random(count: 250, seed: 77)
    let twin = try LogReport(IdentityTwin.resolved(log), "twin", in: workdir, IdentityTests.options(2))
    let found = try LogReport(log, "log", in: workdir, IdentityTests.options(2), condition)
    try IdentityTests.expect(found, toBe: twin, of: log)
  }

  /// Journeys larger than what a worker may hold, of rows that all have moved.
  @Test(arguments: [RunCondition.plain, .spilledFiveThreads, .tinyFiveThreads])
  func hugeJourneysArePiecedTogetherOutsideMemory(condition: RunCondition) throws {
    let workdir = try Workdir()
    let log = VisitLog.huge(rows: 40_000, seed: 5)
    let options = ["--goal", "won", "--lookback", "45m", "--model", "linear", "--model", "w-shaped"]
    let twin = try LogReport(IdentityTwin.resolved(log), "twin", in: workdir, options)
    let found = try LogReport(log, "log", in: workdir, options, condition)
    try IdentityTests.expect(found, toBe: twin, of: log)
    #expect(found.counts["used: credited", default: 0] > 2000 && found.conflicts > 2000, "\(found.counts)")
  }

  /// Every model, so that the order of touches shows.
  static func options(_ round: Int) -> [String] {
    let models = ["first-touch", "last-touch", "last-non-direct", "linear", "time-decay", "w-shaped", "full-path"]
    return settings[round % settings.count] + models.flatMap { ["--model", $0] }
  }

  private static func expect(_ found: LogReport, toBe twin: LogReport, of log: VisitLog) throws {
    let wanted = IdentityTwin(log).conflicts
    #expect(found.conflicts == wanted, "\(found.conflicts) link conflicts instead of \(wanted)")
    #expect(found.counts == twin.counts)
    for name in ["campaigns.csv", "channels.csv", "rejects.csv"] where found.files[name] != twin.files[name] {
      let (got, expected) = (lines(found.files[name]), lines(twin.files[name]))
      let pairs = zip(got, expected)
      let line = pairs.first { $0 != $1 } ?? (got.dropFirst(expected.count).first ?? "", expected.last ?? "")
      let campaign = line.0.split(separator: ",").first { $0.hasPrefix("log-") }.map(String.init)
      let number = (campaign ?? "log-").dropFirst(4) + "-"
      let rows = log.rows.filter { [$0.account, $0.user, $0.anonymous, $0.deal].contains { $0?.hasPrefix(number) ?? false } }
      Issue.record("\(name): \(line.0) instead of \(line.1)\n\(rows.map { "\($0.file) \($0.text)" }.joined())")
    }
  }

  private static func lines(_ bytes: [UInt8]?) -> [String] {
    String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\r\n").map(String.init)
  }
}
