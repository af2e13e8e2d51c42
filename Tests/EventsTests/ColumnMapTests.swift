import Testing

@testable import Events

@Suite struct ColumnMapTests {
  private func message(_ header: [String], _ columns: String? = nil) -> ColumnError? {
    do {
      _ = try ColumnMap(header: header, renamed: columns.map { try ColumnMap.parse($0) })
      return nil
    } catch { return error as? ColumnError }
  }

  @Test func canonicalNamesAndUsualSpellings() throws {
    let map = try ColumnMap(header: [" Event_Time ", "EVENT_TYPE", "cookie", "order_id", "Revenue", "extra"])
    #expect(map[.time] == 0 && map[.event] == 1 && map[.anonymousID] == 2 && map[.dealID] == 3 && map[.amount] == 4)
    #expect(map[.channel] == -1 && map[.userID] == -1 && map.fieldCount == 6)
    for column in EventColumn.allCases {
      for spelling in column.spellings + [column.name] {
        let others = ["time", "event", "user_id"].filter { $0 != column.name }
        #expect(try ColumnMap(header: others + [spelling])[column] == others.count)
      }
    }
  }

  @Test func noSpellingMeansTwoColumns() {
    let all = EventColumn.allCases.flatMap { [$0.name] + $0.spellings }
    #expect(Set(all).count == all.count)
    #expect(all.allSatisfy { $0 == $0.lowercased() })
  }

  @Test func twoSpellingsOfOneNameAreRefused() throws {
    let error = try #require(message(["time", "Timestamp", "event", "user_id"]))
    #expect(error.kind == .configuration)
    #expect(error.message.hasPrefix("'time' and 'Timestamp' are both spellings of 'time'; "))
    #expect(error.message.contains("--columns time=time"))
    #expect(message(["time", "event", "user_id", "user_id"])?.kind == .configuration)
    #expect(message(["time", "timestamp", "event", "user_id"], "time=timestamp,event=event,user_id=user_id") == nil)
  }

  @Test func aMapReadsWhatItNamesAlone() throws {
    let header = ["When", "what", "who", "channel", "amount"]
    let map = try ColumnMap(header: header, renamed: ColumnMap.parse("time=when, event = What ,user_id=who"))
    #expect(map[.time] == 0 && map[.event] == 1 && map[.userID] == 2)
    #expect(map[.channel] == -1 && map[.amount] == -1)
  }

  @Test func missingColumnsAreNamedWithWhatThereIs() throws {
    let error = try #require(message(["a", " b ", "user_id"]))
    #expect(error.kind == .notALog)
    #expect(error.message.hasPrefix("no column for 'time' and 'event'; the header has 'a', 'b', 'user_id'. "))
    #expect(message(["time", "event"])?.message.contains("any of 'account_id', 'user_id', 'anonymous_id'") == true)
    #expect(message(["time", "event", "deal_id"]) == nil)
    let long = try #require(message((0..<30).map { "column\($0)" }))
    #expect(long.message.contains("'column19', … (30 fields)"))
    let mapped = try #require(message(["time", "event", "user_id"], "time=time,user_id=user_id"))
    #expect(mapped.kind == .configuration && mapped.message.contains("'event'"))
    let absent = try #require(message(["time", "event", "user_id"], "time=when"))
    #expect(
      absent.message
        == "'time' is to be read from 'when', but the header has no such field; it has 'time', 'event', 'user_id'")
    let twice = try #require(message(["t", "T", "event"], "time=t"))
    #expect(twice.message.contains("the header has it 2 times"))
  }

  @Test(arguments: [
    ("time", "write column=field"), ("time=", "write column=field"), ("", "write column=field"),
    ("time=a,,event=b", "write column=field"),
    ("when=a", "--columns names 'when'; the columns are time, event,"),
    ("time=a,TIME=b", "--columns names 'time' twice"),
  ])
  func mapsThatCannotBeRead(text: String, part: String) {
    let error = #expect(throws: ColumnError.self) { _ = try ColumnMap.parse(text) }
    #expect(error?.kind == .configuration && error?.message.contains(part) == true)
  }

  @Test func aMapsFieldMayHoldAnEqualsSign() throws {
    #expect(try ColumnMap.parse("time=a=b") == [.time: "a=b"])
  }

  @Test func headersLoseTheirQuotes() {
    func fields(_ text: String) -> [String]? { HeaderReader.fields(Array(text.utf8)[...], dialect: .csv) }
    #expect(fields("time,\"a,b\"\"\",c\r\n") == ["time", "a,b\"", "c\r"])
    #expect(fields("\n") == nil && fields(" \r\n") == nil && fields("\"\"\n") == nil)
    let bytes = Array("a,\"b\nc\"\nd\n".utf8)
    let end = HeaderReader.lineEnd(bytes.span, dialect: .csv)
    #expect(end == 8)
  }
}
