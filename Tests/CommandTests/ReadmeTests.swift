import Foundation
import ProgramTesting
import Testing

/// The README and every page of the manual are true: their commands run, their configurations are valid, their links lead
/// somewhere, and the README's example gives the report shown.
@Suite struct ReadmeTests {
  /// A directory as the pages suppose it: logs, spend, a key, the files of the playbook, the program built.
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
    let playbook = try ManualPage.named("Configuration.md").blocks(of: "yaml").first { $0.contains("sessions.csv") }
    try folder.write("playbook.yaml", try #require(playbook))
    try folder.write("events.csv", try #require(try ManualPage("README.md").blocks(of: "csv").first))
    // The sample's report goes beside its folder, so it is run in a copy.
    try FileManager.default.copyItem(atPath: Tributary.repository + "/data", toPath: folder.path("data"))
    let bin = folder.path(".build/release")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: bin + "/tributary", withDestinationPath: Tributary.binary)
    return folder
  }

  private func run(_ block: String, in folder: Workdir) throws -> FinishedRun {
    let path = folder.path(".build/release") + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    let bash = ["bash", "-euo", "pipefail", "-c", block]
    return try RunningProgram("/usr/bin/env", bash, in: folder.root, environment: ["PATH": path]).finish()
  }

  /// Commands of a checkout (`scripts/…`, `swift …`, `git …`) are not run: they build or test, and most have tests of their
  /// own. The scripts have to exist.
  @Test(arguments: ManualPage.paths)
  func everyCommandRuns(_ path: String) throws {
    let page = try ManualPage(path)
    let folder = try stand()
    for block in page.blocks(of: "sh") {
      if block.contains("scripts/") || block.contains(/(?m)^(swift|git)\s/) {
        for word in block.split(whereSeparator: \.isWhitespace) where word.hasPrefix("scripts/") {
          #expect(FileManager.default.fileExists(atPath: "\(Tributary.repository)/\(word)"), "\(path): there is no \(word)")
        }
        continue
      }
      let run = try run(block, in: folder)
      #expect(run.status == 0, "\(path):\n\(block)\(run.standardError)")
    }
    // The recipe for a database.
    if path.hasSuffix("/Recipes.md") { #expect(folder.exists("crm.db")) }
  }

  @Test(arguments: ManualPage.paths)
  func everyConfigurationIsValid(_ path: String) throws {
    for block in try ManualPage(path).blocks(of: "yaml") {
      let folder = try stand()
      for name in ["touches/a.csv", "crm.csv", "rates.csv"] { try folder.write(name, "time\n") }
      let hasInputs = block.contains("inputs:")
      try folder.write("shown.yaml", block)
      let run = try Tributary.run(["run", "--config", "shown.yaml", "--dry-run"] + (hasInputs ? [] : ["logs"]), in: folder.root)
      #expect(run.status == 0, "\(path):\n\(block)\(run.standardError)")
    }
  }

  /// Links to files of the repository and to headings; those to other sites are not followed.
  @Test(arguments: ManualPage.paths)
  func everyLinkLeadsSomewhere(_ path: String) throws {
    let page = try ManualPage(path)
    #expect(page.text.hasPrefix("# "), "\(path) has no title")
    for link in page.links where link.prefixMatch(of: /[a-z]+:/) == nil {
      let target = page.target(of: link)
      guard FileManager.default.fileExists(atPath: "\(Tributary.repository)/\(target.path)") else {
        Issue.record("\(path): \(link) leads to no file")
        continue
      }
      guard let anchor = target.anchor else { continue }
      let anchors = try ManualPage(target.path).anchors
      #expect(anchors.contains(anchor), "\(path): \(link) leads to no heading")
    }
  }

  @Test func theContentsListEveryPage() throws {
    let contents = try ManualPage.named("Documentation.md")
    let listed = Set(contents.links.map { contents.target(of: $0).path } + [contents.path])
    #expect(Set(ManualPage.paths).subtracting(listed) == [], "Documentation.md does not list them")
    #expect(ManualPage.paths.count > 15)
  }

  /// Ten rows, the command below them, and the report that comes out, byte for byte.
  @Test func theExampleGivesTheReportShown() throws {
    let readme = try ManualPage("README.md")
    let tables = readme.blocks(of: "csv")
    try #require(tables.count == 2)
    #expect(tables[0].split(separator: "\n").count == 11)
    let command = try #require(readme.blocks(of: "sh").first { $0.contains("events.csv") })
    let folder = try stand()
    let run = try run(command, in: folder)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(folder.text("tributary-report/channels.csv") == tables[1].replacing("\n", with: "\r\n"))
  }

  @Test func theReadmeIsShort() throws {
    let lines = try ManualPage("README.md").text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    #expect(lines <= 220, "\(lines) lines; the manual has room for the rest")
  }
}
