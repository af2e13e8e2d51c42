import LogTesting
import SeededTesting
import Testing
import Values

@testable import Events

/// Reading logs whose channels a map names.
@Suite struct MappedReadingTests {
  private static let table = """
    source,medium,channel,campaign
    google,cpc,Paid Search,
    *book,*,Social,always on
    a*,,A,
    """

  private func rules(spellingBytes: Int = 1 << 20) throws -> ReadingRules {
    ReadingRules(
      seed: 9, channelMap: try ChannelMap(Array(Self.table.utf8), name: "map.csv"), mappedSpellingBytes: spellingBytes)
  }

  private func read(_ text: String, header: [String], _ rules: ReadingRules, blockBytes: Int = 4096) throws -> ReadLog {
    let columns = try ColumnMap(header: header, channelMap: rules.channelMap)
    return ReadLog(Array(text.utf8), columns: columns, rules: rules, blockBytes: blockBytes)
  }

  @Test func rowsTakeTheirRulesChannelAndCampaign() throws {
    let log = try read(
      """
      2026-01-01,touch,u1,own,c1,Google,CPC
      2026-01-01,touch,u1,own,c2,facebook,
      2026-01-01,touch,u1,own,c3,bing,cpc
      2026-01-01,touch,u1,,c4,bing,cpc
      2026-01-01,touch,u1,(unattributed),,google,cpc
      2026-01-01,won,u1,,,google,cpc
      2026-01-01,touch,u1,own
      """, header: ["time", "event", "user_id", "channel", "campaign", "utm_source", "utm_medium"], rules())
    let names = log.rows.map { "\($0.channel)/\($0.campaign)" }
    #expect(names == ["Paid Search/c1", "Social/always on", "own/c3", "Paid Search/", "Paid Search/", "own/"])
    #expect(log.rejects.map(\.reason) == [.missingChannel] && log.rejects.map(\.line) == [4])
  }

  /// Any room for spellings, even none, and any cut of the log give the same rows and counts.
  @Test func forgettingChangesNothing() throws {
    var random = Seeded(4)
    var text = ""
    for _ in 0..<3000 {
      let source = ["google", "Google", "facebook", "a\(Int.random(in: 0..<400, using: &random))", "", "\"q\"\"q\""]
      let medium = ["cpc", "", "CPC", "email"]
      text += "2026-01-01,\(["touch", "impression", "won"].randomElement(using: &random) ?? ""),u1,own,"
      text += "\(source.randomElement(using: &random) ?? ""),\(medium.randomElement(using: &random) ?? "")\n"
    }
    let header = ["time", "event", "user_id", "channel", "source", "medium"]
    let whole = try read(text, header: header, rules())
    #expect(Set(whole.rows.map(\.channel)) == ["Paid Search", "Social", "A", "own"])
    #expect(whole.touches.byRule.allSatisfy { $0 > 100 } && whole.touches.byNoRule > 100)
    #expect(whole.touches.byRule.reduce(whole.touches.byNoRule, +) == Int64(whole.rows.count { $0.code == EventCode.touch }))
    #expect(whole.touches.impressions > 500 && whole.touches.pageViews == 0)
    for (bytes, block) in [(0, 4096), (20_000, 4096), (9_000, 63), (1 << 20, 7)] {
      #expect(try read(text, header: header, rules(spellingBytes: bytes), blockBytes: block) == whole)
    }
  }

  @Test func impressionsAndPageViewsAreToldApartWhateverTheirNames() {
    let names = ["impression", "Ad_Impression", "page_view", "PageView", "page view", "click", "visit", "view", "touch"]
    let kinds = names.map { TouchKind(event: $0) }
    #expect(kinds == [.impression, .impression, .pageView, .pageView, .pageView, .other, .other, .other, .other])
  }
}
