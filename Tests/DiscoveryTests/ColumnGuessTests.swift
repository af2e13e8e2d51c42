@testable import Discovery
import Events
import ProgramTesting
import Tables
import Testing

/// Which field is taken for which column.
@Suite struct ColumnGuessTests {
  /// Column → field, of the log with these header and rows.
  private func columns(_ text: String) throws -> [String: String] {
    let guess = ColumnGuess<EventColumn>(try InitSample.group(text))
    return Dictionary(uniqueKeysWithValues: guess.picks.map { ($0.key.name, guess.group.names[$0.value.field]) })
  }

  @Test func namesAreTakenApart() {
    #expect(ColumnName("userPseudoId").words == ["user", "pseudo", "id"])
    #expect(ColumnName("Order Date (UTC)").words == ["order", "date", "utc"])
    #expect(ColumnName("traffic_source.medium").words == ["traffic", "source", "medium"])
    #expect(ColumnName("계약 금액(원)").meets("계약금액") && ColumnName("계약 금액").meets("액$") && !ColumnName("금액표").meets("액$"))
    #expect(ColumnName("created_at").fit(EventColumn.time.hints) > 0 && ColumnName("updated_at").fit(EventColumn.time.hints) == 0)
    #expect(ColumnName("TimeStamp").fit(EventColumn.time.hints) == NameHints.known)
    #expect(ColumnName("거래처").fit(EventColumn.accountID.hints) > 0 && ColumnName("거래처").fit(EventColumn.dealID.hints) == 0)
  }

  @Test func koreanColumns() throws {
    let found = try columns(
      "고객사,회원번호,쿠키,이벤트,발생일시,유입채널,캠페인명,주문번호,결제금액,통화,메모\n가,u1,c1,클릭,2026-03-01 10:00,네이버,봄,,,,\n"
        + "가,u1,c1,결제,2026-03-02 10:00,,,o1,\"1,000\",KRW,고마워요\n")
    #expect(
      found == [
        "account_id": "고객사", "user_id": "회원번호", "anonymous_id": "쿠키", "event": "이벤트", "time": "발생일시", "channel": "유입채널",
        "campaign": "캠페인명", "deal_id": "주문번호", "amount": "결제금액", "currency": "통화",
      ])
  }

  @Test func englishColumnsOfOthers() throws {
    let found = try columns(
      "Session ID,Visitor,Customer Email,Started At,Ended At,Source,Medium,Campaign ID,Campaign Name\n"
        + "s1,v1,a@b.c,2026-03-01T10:00:00Z,2026-03-01T10:05:00Z,google,cpc,77,brand\n"
        + "s2,v2,d@b.c,2026-03-01T11:00:00Z,2026-03-01T11:05:00Z,bing,cpc,78,brand\n")
    #expect(
      found == [
        "anonymous_id": "Visitor", "user_id": "Customer Email", "time": "Started At", "channel": "Source",
        "campaign": "Campaign Name",
      ])
  }

  /// Content decides where names say nothing, and beats a name that it contradicts.
  @Test func contentCounts() throws {
    let found = try columns("a,b,c,d\n2026-03-01,click,EUR,google\n2026-03-02,purchase,EUR,naver\n")
    #expect(found == ["time": "a", "event": "b", "currency": "c", "channel": "d"])
    #expect(try columns("time,moment,type\nlate,2026-03-01 10:00,x\n")["time"] == "moment")
    #expect(try columns("date,amount\n2026-03-01,lots\n")["amount"] == nil)
  }

  /// A field is taken once, and none whose name stands there twice.
  @Test func aFieldIsOneColumn() throws {
    let group = try InitSample.group("date,date,order_date,user,cost,value\n1,2,2026-03-01,u,3,4\n")
    let guess = ColumnGuess<EventColumn>(group)
    #expect(guess.name(.time) == "order_date")
    let fields = guess.picks.values.map(\.field)
    #expect(Set(fields).count == fields.count)
  }

  @Test func rivalsAreNamed() throws {
    let guess = ColumnGuess<EventColumn>(
      try InitSample.group("created_at,closed_at,user_id\n2026-03-01 1:00,2026-03-04 1:00,u\n2026-03-01 2:00,2026-03-05 1:00,v\n"))
    #expect(guess.name(.time) == "closed_at")
    #expect(guess.others[.time] == [0])
  }
}

/// What files of one layout are.
@Suite struct GroupKindTests {
  private func kind(_ text: String, name: String = "x.csv") throws -> String {
    switch GroupKind(try InitSample.group(text, name: name)) {
    case .events(let plan): plan.event.map { "events, all \($0.name)" } ?? "events"
    case .spend(let plan): "spend" + (plan.channel.map { " on \($0.name)" } ?? "")
    case .rates: "rates"
    case .channelMap: "map"
    case .refused(let reason): reason
    }
  }

  private static let nobody = "no column names anybody: no account, user, cookie or deal, so its rows belong to no journey"
  private static let nothing = "nothing in it says what happened: it has no event, no channel and no amount"

  private static let spend = "; for spend it lacks a day or a channel, which the file's name may say, too (google.csv)"

  @Test(arguments: [
    ("time,event,user_id,channel\n2026-03-01,click,u1,tv\n", "x.csv", "events"),
    ("date,base,quote,rate\n2026-03-01,USD,KRW,1400\n", "x.csv", "rates"),
    ("source,medium,channel\ngoogle,cp*,Paid\n", "x.csv", "map"),
    ("date,channel,amount\n2026-03-01,tv,9\n", "x.csv", "spend"),
    ("date,campaign,cost\n2026-03-01,brand,9\n", "google_ads.csv", "spend on google"),
    ("day,account,source,impressions,clicks,cost_micros\n2026-03-01,acme,google,9,1,5000000\n", "x.csv", "spend"),
    ("day,campaign,cost_micros\n2026-03-01,brand,5000000\n", "x.csv", nobody + spend),
    ("일자,매체,광고비\n2026-03-01,네이버,9000\n", "x.csv", "spend"),
    ("when,user_id,source\n2026-03-01,u1,tv\n2026-03-01,u2,tv\n", "x.csv", "events, all touch"),
    ("when,user_id,revenue\n2026-03-01,u1,5\n2026-03-01,u2,6\n", "x.csv", "events, all won"),
    ("when,user_id,source\n2026-03-01,u1,tv\n2026-03-01,u2,tv\n", "leads.csv", "events, all lead"),
    ("when,opportunity_id,user_id,value\n2026-03-01,o1,u1,5\n2026-03-01,o2,u2,6\n", "opportunities.csv", "events, all opportunity"),
    ("when,visitor_id,user_id\n2026-03-01,v1,u1\n2026-03-01,v2,u2\n", "x.csv", "events, all identify"),
    ("time,event,channel\n2026-03-01,click,tv\n", "x.csv", nobody),
    ("who,what\nu1,click\n", "x.csv", "no column of its 1 row reads as times"),
    ("when,user_id,mood\n2026-03-01,u1,good\n2026-03-01,u2,bad\n", "x.csv", nothing),
  ])
  func kinds(_ text: String, _ name: String, _ expected: String) throws { #expect(try kind(text, name: name) == expected) }

  @Test func datesThatAreNotReadSayWhatToDo() throws {
    #expect(try kind("결제일,회원번호,금액\n2026.03.01,u1,5\n").hasPrefix("'결제일' holds dates in a form that is not read; write them as"))
    #expect(try kind("order date,user,amount\n03/01/2026,u1,5\n").hasPrefix("'order date' holds dates"))
  }

  /// A log without a header line gets names, and ids are found by what stands there.
  @Test func logsWithoutAHeader() throws {
    let rows = (1...30).map { "2026-03-01T10:00:\($0 + 10)Z,click,id\($0),google\n" }.joined()
    guard case .events(let plan) = GroupKind(try InitSample.group(rows)) else {
      Issue.record("no event log")
      return
    }
    #expect(!plan.group.hasHeader && plan.group.rows == 30)
    #expect(plan.guess.name(.time) == "field_1" && plan.guess.name(.event) == "field_2")
    #expect(plan.guess.name(.userID) == "field_3" && plan.guess.name(.channel) == "field_4")
  }

  /// The rows a run will reject are foreseen.
  @Test func rejectsAreForeseen() throws {
    let group = try InitSample.group(
      "at,email,source,event\n2026-03-01,a@b,tv,click\n2026-03-01,c@b,,click\n2026-03-01,,tv,\n"
        + String(repeating: "2026-03-01,d@b,tv,click\n", count: 9))
    guard case .events(let plan) = GroupKind(group) else {
      Issue.record("no event log")
      return
    }
    #expect(plan.rejects.map(\.rows) == [1, 1])
    #expect(plan.rejects.map(\.reason) == ["have no event", "name nobody"])
  }
}
