import Testing
import Values

@testable import Events

@Suite struct ChannelMapTests {
  private func map(_ text: String) throws -> ChannelMap { try ChannelMap(Array(text.utf8), name: "map.csv") }

  private func refusal(_ text: String) -> ChannelMapError? {
    do {
      _ = try ChannelMap(Array(text.utf8), name: "map.csv")
      return nil
    } catch { return error }
  }

  @Test func aTableReadsAsItStands() throws {
    let map = try map(
      "\u{FEFF}Source, medium ,campaign,channel,campaign\r\n\r\nGoogle,cpc,\"*a,\nb*\",Paid,\r\n,,,,\r\n,email,,Mail, spring \r\n")
    #expect(map.columns == ["Source", "medium", "campaign"])
    #expect(map.rules.map(\.line) == [3, 6])
    #expect(map.rules.map { $0.patterns.map { $0?.text ?? "-" } } == [["Google", "cpc", "*a,\nb*"], ["-", "email", "-"]])
    #expect(map.rules.map(\.channel) == ["Paid", "Mail"] && map.rules.map(\.campaign) == ["", "spring"])
  }

  @Test func aSeparatorLineIsNoRule() throws {
    let map = try map("sep=;\r\nsource;channel\ngoogle,bing;Search\n")
    #expect(map.columns == ["source"] && map.rules.map(\.line) == [3] && map.rules[0].patterns.map { $0?.text } == ["google,bing"])
  }

  @Test func theFirstRuleThatFitsDecides() throws {
    let map = try map(
      """
      source,medium,referrer,channel
      google,cpc,,Paid Search
      google,,,Search
      ,*mail*,,Email
      (empty),(EMPTY),(empty),Direct
      ,,*.*,Referral
      """)
    func channel(_ fields: String...) -> String? { map.rule(for: fields).map { map.rules[$0].channel } }
    #expect(channel("GOOGLE", "Cpc", "x") == "Paid Search" && channel("google", "organic", "") == "Search")
    #expect(channel("", "e-mail", "a.b") == "Email" && channel("", "", "") == "Direct")
    #expect(channel("", "", "a.b") == "Referral" && channel("x", "", "") == nil)
    #expect(channel("(empty)", "", "") == nil)
  }

  /// The channel stands right of what is looked at, so that a log's own channel can be looked at, too.
  @Test func theLastChannelIsTheResult() throws {
    let map = try map("channel,campaign,channel\nppc,,Paid\n")
    #expect(map.columns == ["channel", "campaign"] && map.rules[0].channel == "Paid")
  }

  @Test(arguments: [
    ("", 1, "no 'channel' column"), ("source,medium\n", 1, "no 'channel' column"), ("\nchannel\n", 2, "no column to look at"),
    ("a,A,channel\n", 1, "'A' stands there twice"), ("a,,channel\n", 1, "column 2 of the header has no name"),
    ("a,channel,medium\n", 1, "'medium' stands right of 'channel'"),
    ("a,channel,campaign,campaign\n", 1, "'campaign' stands right"), ("a,channel\nx,\n", 2, "no channel"),
    ("a,channel\n\nx,y,z\n", 3, "3 fields where the header has 2, such as 'z'"),
    ("a,channel\nx,(unattributed)\n", 2, "reserved"), ("a,channel\n\"x,y\n", 1, "a quote is opened and never closed"),
  ])
  func whatCannotBeMeantIsRefusedWithItsLine(_ text: String, _ line: Int, _ words: String) throws {
    let error = try #require(refusal(text))
    #expect(error.line == line && error.message.contains(words), "\(error)")
  }

  @Test func otherEncodingsAreRefused() {
    #expect(throws: ChannelMapError.self) { try ChannelMap([0x61, 0xFF, 0x0A], name: "map.csv") }
  }

  private func places(_ header: String, _ map: String, _ columns: String? = nil) throws -> [Int] {
    let fields = header.split(separator: ",").map(String.init)
    let renamed = try columns.map { try ColumnMap.parse($0) }
    return try ColumnMap(header: fields, renamed: renamed, channelMap: self.map(map)).mappedPlaces
  }

  @Test func columnsAreFoundByAnyOfTheirSpellings() throws {
    let header = "time,event,user_id,utm_source,UTM_Medium,utm_campaign,http_referer,page"
    #expect(try places(header, "source,medium,campaign,referrer,PAGE,other,channel\n") == [3, 4, 5, 6, 7, -1])
    #expect(try places("time,event,user_id,source", "utm_source,channel\n") == [3])
    // A column of ours stands where it is read from.
    let renamed = "time=time,event=event,user_id=user_id,campaign=page"
    #expect(try places(header, "campaign,utm_campaign,channel\n", renamed) == [7, 5])
    // The name itself beats other spellings.
    #expect(try places("time,event,user_id,utm_source,source", "utm_source,source,channel\n") == [3, 4])
  }

  @Test func twoSpellingsOfOneColumnAreRefused() throws {
    let error = try #require(throws: ColumnError.self) {
      try places("time,event,user_id,utm_source,mkt_source", "source,channel\n")
    }
    #expect(error.kind == .configuration)
    #expect(error.message.hasPrefix("the channel map looks at 'source', which 'utm_source' and 'mkt_source' may be; "))
  }
}
