import LogTesting
import Testing
import Values

@testable import Events

/// Which keys are columns, and what is said of a log when all of it has been read.
@Suite struct JSONColumnsTests {
  private func complaint(_ lines: String, columns: String? = nil, map: String? = nil) throws -> ColumnError? {
    let map = try map.map { try ChannelMap(Array($0.utf8), name: "map.csv") }
    let log = try JSONReading.log(lines, columns: columns, blockBytes: 64, map: map)
    return try ColumnMap(jsonLines: try columns.map { try ColumnMap.parse($0) }, channelMap: map).complaint(about: log.keys)
  }

  @Test func everySpellingIsFoundInAnyCase() throws {
    for column in EventColumn.allCases {
      for spelling in column.spellings + [column.name] {
        let map = try ColumnMap(jsonLines: nil)
        let keys = try JSONReading.log("{\"\(spelling.uppercased())\":1}\n").keys
        for other in EventColumn.allCases { #expect(map.has(other, in: keys) == (other == column), "\(spelling)") }
      }
    }
  }

  @Test func twoSpellingsOfOneColumnAreRefused() throws {
    let start = "{\"time\":1,\"event\":\"won\",\"user_id\":\"u\"}\n"
    let apart = try #require(try complaint(start + "{\"ts\":1,\"event\":\"won\",\"user_id\":\"u\"}\n"))
    #expect(apart.kind == .configuration)
    #expect(
      apart.message.hasPrefix("'time' and 'ts' are both spellings of 'time'; ") && apart.message.contains("--columns time=time"))
    #expect(try complaint("{\"time\":1,\"ts\":2,\"event\":\"won\",\"user_id\":\"u\"}\n")?.kind == .configuration)
    // Nothing is no spelling.
    #expect(
      try complaint(start + "{\"time\":1,\"ts\":null,\"timestamp\":\"\",\"event_time\":[],\"event\":\"won\",\"user_id\":\"u\"}\n")
        == nil)
    #expect(
      try complaint(start + "{\"ts\":1,\"user_id\":\"u\",\"event\":\"won\"}", columns: "time=ts,event=event,user_id=user_id") == nil
    )
  }

  @Test func aLogWithoutNeededKeysIsNone() throws {
    let error = try #require(
      try complaint("{\"a\":1,\"user\":{\"id\":2},\"when\":\"x\\\"\\u0041\",\"c\":[{\"d\":1}]}\n{\"event\":\"won\"}"))
    #expect(error.kind == .notALog)
    #expect(
      error.message.hasPrefix(
        "no line has a value for 'time' and any of 'account_id', 'user_id', 'anonymous_id'; the first has 'a', 'user.…', "
          + "'when', 'c'. Name the keys to read, as in --columns "))
    let renamed = try #require(try complaint("{\"a\":1}\n", columns: "time=t,event=a,user_id=u.id"))
    #expect(renamed.kind == .configuration && renamed.message.contains("'time'"))
    #expect(try complaint("{}\n")?.message.contains("the first has no key") == true)
    let many = "{" + (0..<30).map { "\"key\($0)\":0" }.joined(separator: ",") + "}"
    #expect(try complaint(many)?.message.contains("'key19', … (30 keys)") == true)
    #expect(try complaint("nonsense\n") == nil && complaint("") == nil)
    #expect(try complaint("{\"time\":1,\"event\":\"won\",\"deal_id\":3}\n") == nil)
  }

  @Test func aMapHasToNameWhatIsNeeded() {
    let error = #expect(throws: ColumnError.self) { _ = try ColumnMap(jsonLines: [.time: "t", .userID: "u"]) }
    #expect(error?.kind == .configuration && error?.message.contains("--columns names no field for 'event'") == true)
  }

  @Test func aMapReadsPaths() throws {
    let log = try JSONReading.log(
      #"{"event_timestamp":"1772357400000000","user":{"id":"u"},"items":[{"channel":"email"}],"name":"purchase","time":"never"}"#,
      columns: "time=event_timestamp,event=name,user_id=user.id,channel=items.0.channel")
    #expect(log.rejects.isEmpty && log.rows.map(\.channel) == ["email"])
    #expect(log.rows.first?.time == 1_772_357_400_000_000)
  }

  /// Columns of the channel map are found as in a header: what a column is read from, then its own name, then others.
  @Test func theChannelMapLooksAtPaths() throws {
    let rules = "utm.source,referrer,campaign,channel\ngoogle,,,Paid\n,*news*,,News\n,,spring,Seasonal\n"
    let map = try ChannelMap(Array(rules.utf8), name: "map.csv")
    let row = "\"time\":1772357400,\"event\":\"touch\",\"user_id\":\"u\""
    let log = try JSONReading.log(
      "{\(row),\"utm\":{\"source\":\"google\"}}\n{\(row),\"http_referer\":\"https://news.example\"}\n"
        + "{\(row),\"referrer\":\"news\",\"page_referrer\":\"x\"}\n{\(row),\"utm_campaign\":\"Spring\"}\n{\(row),\"source\":\"google\"}\n",
      map: map)
    #expect(log.rows.map(\.channel) == ["Paid", "News", "News", "Seasonal"])
    #expect(log.rejects.map(\.reason) == [.missingChannel])
    #expect(try ColumnMap(jsonLines: nil, channelMap: map).mappedColumns(in: log.keys) == [0, 1, 2])
    let all = "{\(row),\"http_referer\":\"a\"}\n{\(row),\"page_referrer\":\"b\"}\n"
    #expect(try complaint(all, map: rules)?.message.contains("'http_referer' and 'page_referrer' may be") == true)
    #expect(try complaint(all + "{\(row),\"referrer\":\"c\"}\n", map: rules) == nil)
  }
}
