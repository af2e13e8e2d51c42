import Foundation
import ProgramTesting
import Testing

/// What the READMEs tell people to type works as it stands there.
@Suite struct ReadmeTests {
  /// Scripts of the repository have tests of their own, or are the test run.
  private static let scripts = ["scripts/run", "scripts/test", "scripts/generate", "scripts/install", "scripts/deb"]

  /// The blocks of `sh` in a README, in order, each with its lines.
  private static func blocks(of readme: String) throws -> [String] {
    let text = try String(contentsOfFile: "\(Tributary.repository)/\(readme)", encoding: .utf8)
    return text.matches(of: /```sh\n((?:.|\n)*?)```/).map { String($0.1) }
  }

  /// A folder as the READMEs suppose it: logs, spend, a key, the files of the playbook, the program built.
  private func stand() throws -> Workdir {
    let folder = try Workdir()
    try folder.write(
      "logs/web.csv",
      """
      time,event,account_id,user_id,anonymous_id,channel,campaign,deal_id,amount,currency,event_id
      2026-01-02T09:00:00Z,touch,,,c1,paid_search,brand,,,,e1
      2026-01-05T09:00:00Z,identify,acme,u1,c1,,,,,,e2
      2026-01-09T09:00:00Z,touch,acme,u1,,네이버 검색광고,,,,,e3
      2026-01-10T09:00:00Z,lead,acme,u1,,,,,,,e4
      2026-01-20T09:00:00Z,touch,acme,u1,,webinar,,,,,e5
      2026-01-21T09:00:00Z,opportunity,acme,,,,,D1,12000,USD,e6
      2026-02-15T09:00:00Z,won,acme,,,,,D1,10000,USD,e7

      """)
    try folder.write("deals.csv", "closed_at,stage,company_id,deal,revenue,currency\n2026-02-20T09:00:00Z,won,acme,D2,500,USD\n")
    try folder.write("spend.csv", "date,channel,amount,currency\n2026-01-02,paid_search,300,USD\n")
    try folder.write("key.txt", "0123456789abcdef\n")
    let line =
      #"{"event_timestamp":"1767258000000000","event_name":"%","user":{"id":7},"items":[{"channel":"email"}],"value":%,"currency":"USD"}"#
    let lines = [("click", "null"), ("purchase", "25.5")].map { name, value in
      line.replacing("\"%\"", with: "\"\(name)\"").replacing("%", with: value)
    }
    try folder.write("events.jsonl.gz", Gzip.member(lines.joined(separator: "\n") + "\n", in: folder))
    try folder.write("sessions.csv", "customer_id,started_at,utm_source,utm_campaign\n1,2026-01-01 10:00:00,adwords,brand\n")
    try folder.write("customer_conversions.csv", "customer_id,converted_at,revenue\n1,2026-01-03 10:00:00,100\n")
    try folder.write("ad_spend.csv", "date_day,utm_source,utm_campaign,spend\n2026-01-01,adwords,brand,10\n")
    let readme = try String(contentsOfFile: Tributary.repository + "/README.md", encoding: .utf8)
    let plan = try #require(
      readme.split(separator: "```yaml\n").first { $0.contains("sessions.csv") }?.split(separator: "```").first)
    try folder.write("playbook.yaml", String(plan))
    // The sample's report goes beside its folder, so it is run in a copy.
    try FileManager.default.copyItem(atPath: Tributary.repository + "/data", toPath: folder.path("data"))
    let bin = folder.path(".build/release")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: bin + "/tributary", withDestinationPath: Tributary.binary)
    return folder
  }

  @Test(arguments: ["README.md", "README.ko.md"])
  func everyCommandRuns(_ readme: String) throws {
    let folder = try stand()
    var count = 0
    for block in try Self.blocks(of: readme) {
      if block.contains("scripts/") {
        for word in block.split(whereSeparator: \.isWhitespace) where word.hasPrefix("scripts/") {
          #expect(Self.scripts.contains(String(word)), "\(word) has no test")
        }
        continue
      }
      count += 1
      let path = folder.path(".build/release") + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
      let run = try RunningProgram(
        "/usr/bin/env", ["bash", "-euo", "pipefail", "-c", block], in: folder.root, environment: ["PATH": path]
      )
      .finish()
      #expect(run.status == 0, "\(readme):\n\(block)\(run.standardError)")
    }
    #expect(count >= 4)
    // What the recipe for a database shows.
    if readme == "README.md" { #expect(folder.exists("crm.db")) }
  }

  /// Every YAML that is shown is one that the program takes.
  @Test(arguments: ["README.md", "README.ko.md"])
  func everyConfigurationIsTaken(_ readme: String) throws {
    let text = try String(contentsOfFile: "\(Tributary.repository)/\(readme)", encoding: .utf8)
    for block in text.matches(of: /```yaml\n((?:.|\n)*?)```/).map({ String($0.1) }) {
      let folder = try stand()
      for name in ["touches/a.csv", "crm.csv", "rates.csv"] { try folder.write(name, "time\n") }
      let hasInputs = block.contains("inputs:")
      try folder.write("shown.yaml", block)
      let run = try Tributary.run(["run", "--config", "shown.yaml", "--dry-run"] + (hasInputs ? [] : ["logs"]), in: folder.root)
      #expect(run.status == 0, "\(readme):\n\(block)\(run.standardError)")
    }
  }
}
