@testable import Discovery
import Archive
import Events
import ProgramTesting
import Testing
import Values

/// What stands in columns, and what events mean.
@Suite struct InitContentTests {
  private func profile(_ fields: String...) -> ColumnProfile {
    var profile = ColumnProfile()
    for field in fields { profile.add(Array(field.utf8).span) }
    return profile
  }

  @Test(arguments: [
    ("2026-03-01T09:30:00Z", TimeShape.offset), ("2026-03-01 09:30+09:00", .offset), ("2026-3-1 9:30:15.5", .local),
    ("2026-03-01 09:30", .local), ("2026-03-01", .date), ("2026-3-1", .date), ("20260301", .compactDate), ("1772355600", .seconds),
    ("1772355600.25", .seconds), ("1772355600000", .milliseconds), ("1772355600000000", .microseconds),
    ("1772355600000000000", .nanoseconds),
  ])
  func timesHaveAShape(_ text: String, _ shape: TimeShape) { #expect(profile(text).timeShape == shape) }

  /// Numbers that could be read as times and are not meant so.
  @Test(arguments: ["1234", "01012345678", "12345678", "5", "-1772355600", "2026-13-01", "99999999999", "1000", "x"])
  func otherNumbersAreNoTimes(_ text: String) { #expect(profile(text).timeCount == 0) }

  @Test(arguments: ["2026.03.01", "2026/03/01 10:00", "03/01/2026", "2026년 3월 1일", "2026. 3. 1 오전"])
  func foreignDatesAreSeen(_ text: String) { #expect(profile(text).foreignDates == 1) }

  @Test func amountsAndCurrencies() {
    let comma = profile("1.234,50", "99,90", "5")
    #expect(comma.commas == 3 && comma.onlyCommas == 2 && comma.onlyPoints == 0)
    let point = profile("1,234.50", "99.90", "5", "-3")
    #expect(point.points == 4 && point.onlyPoints == 2 && point.onlyCommas == 0)
    #expect(profile("₩1,000", "₩2,000").signs == ["KRW": 2] && profile("$5", "7 €").signs == ["USD": 1, "EUR": 1])
    #expect(profile("KRW", "usd", "the", "").currencies.values.reduce(0, +) == 2)
    #expect(CurrencySign.code(inName: ColumnName("amount_krw")) == "KRW" && CurrencySign.code(inName: ColumnName("금액(원)")) == "KRW")
    #expect(CurrencySign.code(inName: ColumnName("all_amounts")) == "ALL" || CurrencySign.code(inName: ColumnName("amount")) == nil)
  }

  /// A column taken apart in pieces counts as the whole.
  @Test func profilesAddUp() {
    let values = (0..<1500).map { "v\($0 % 700)" }
    var whole = ColumnProfile(), first = whole, second = whole
    for (place, value) in values.enumerated() {
      whole.add(Array(value.utf8).span)
      if place < 800 { first.add(Array(value.utf8).span) } else { second.add(Array(value.utf8).span) }
    }
    first += second
    #expect(first.values == whole.values && first.filled == 1500 && !first.isMany)
    for i in 0..<400 { first.add(Array("w\(i)".utf8).span) }
    #expect(first.isMany && first.values.isEmpty)
    second += first
    #expect(second.isMany && second.values.isEmpty)
  }

  @Test(arguments: [
    ("click", "touch"), ("PURCHASE", "won"), ("identify", "identify"), ("email_opened", "touch"), ("광고 클릭", "touch"),
    ("견적 요청", "opportunity"),
    ("결제완료", "won"), ("재계약", "retention"), ("데모 신청", "sql"), ("상담신청", "lead"), ("purchse", "won"), ("negotation", "negotiation"),
    ("회원가입", "identify"), ("form_submit", "lead"), ("실주", "lost"),
  ])
  func eventsMean(_ name: String, _ target: String) { #expect(EventMeaning(name).target == target) }

  @Test(arguments: ["heartbeat", "주문취소", "refund", "add_to_cart", "begin_checkout", "x", "payment_failed"])
  func eventsOfNoMeaning(_ name: String) { #expect(EventMeaning(name) == .unknown) }

  @Test func knownEventsAreNoGuess() {
    #expect(EventMeaning("Closed Won") == .known("won") && EventMeaning("lead") == .known("lead"))
    #expect(EventMeaning("ad_click") == .guessed("touch", because: "its name has 'click'"))
    #expect(EventMeaning("purchse") == .guessed("won", because: "it is nearly 'purchase'"))
  }

  @Test func filesOfOneLayoutAreOneGroup() throws {
    let header = "time,event,user_id\n"
    let files = try InitSample.files([
      "a.csv": header + "2026-03-01,lead,u\n", "b.csv": header.uppercased() + "2026-03-02,lead,u\n", "c.csv": header, "d.csv": "",
      "e.jsonl": #"{"a":1,"b":2}"# + "\n", "f.jsonl": #"{"a":1,"b":{"c":2},"d":3}"# + "\n{broken\n", "g.jsonl": #"{"z":1}"# + "\n",
    ])
    #expect(files.groups.map(\.rows) == [2, 3, 1] && files.groups.map(\.files.count) == [3, 2, 1])
    #expect(files.groups[1].names == ["a", "b", "b.c", "d"] && files.groups[1].broken == 1)
    #expect(files.empty.count == 1 && files.refused.isEmpty && files.isWhole)
  }

  /// What no unpacking finds a table in says why.
  @Test(arguments: [
    ("abc\u{0}\u{0}\u{0},x\n", "NUL"), ("[{\"a\":1}]", "jq -c"), ("%PDF-1.4 x", "PDF"), ("a,b\rc,d\r", "carriage returns"),
  ])
  func whatCannotBeReadIsRefused(_ text: String, _ reason: String) throws {
    let files = try InitSample.files(["x": text])
    #expect(files.groups.isEmpty && files.refused.count == 1 && files.refused[0].reason.contains(reason), "\(files.refused)")
  }

  /// Money in several currencies needs rates, which the draft says.
  @Test func severalCurrencies() throws {
    let log = "time,event,user_id,amount,currency\n2026-03-01,won,u,5,USD\n2026-03-01,won,u,5,KRW\n2026-03-01,won,v,5,KRW\n"
    let without = try InitSample.draft(["a.csv": log]).text(name: "t.yaml") { $0.map { String($0.suffix(5)) } }
    #expect(without.contains("\ncurrency: KRW  # the most frequent of several: KRW in 2 rows, USD in 1 row\n"))
    #expect(without.contains("# Amounts in USD need exchange rates") && without.contains("\nmax-rejects: 35%"))
    let with = try InitSample.draft(["a.csv": log, "r.csv": "date,base,quote,rate\n2026-01-01,USD,KRW,1400\n"])
      .text(name: "t.yaml") { $0.map { String($0.suffix(5)) } }
    #expect(with.contains("\nrates: [r.csv]") && !with.contains("max-rejects") && !with.contains("need exchange"))
  }

  /// Touches and deals that no id connects.
  @Test func filesWithoutACommonIDAreSeen() throws {
    let touches = "time,event,cookie,channel\n2026-03-01,click,c1,tv\n"
    let deals = "time,event,account,amount\n2026-03-01,won,a1,5\n"
    let logins = "time,event,account,cookie\n2026-03-01,login,a1,c1\n"
    func isSaid(_ files: [String: String]) throws -> Bool {
      try InitSample.draft(files).gaps.contains { $0.hasPrefix("A common id") }
    }
    #expect(try isSaid(["t.csv": touches, "d.csv": deals]))
    #expect(try !isSaid(["t.csv": touches, "d.csv": deals, "l.csv": logins]))
  }

  @Test func pathsAreSaidInFewWords() throws {
    let workdir = try Workdir()
    for name in ["a/1.csv", "a/2.csv", "a/3.csv", "a/4.csv", "a/x.txt", "b/1.csv", "b/2.csv", "c.csv"] {
      try workdir.write(name, "")
    }
    let root = workdir.root
    let all = try InputList.expand([root]).map(\.path)
    let choice = try PathChoice([root + "/a", root + "/b", root + "/c.csv"], empty: [], place: root)
    #expect(choice.paths(of: all) == [root + "/a", root + "/b", root + "/c.csv"])
    let logs = all.filter { $0.hasSuffix(".csv") }
    #expect(choice.paths(of: logs) == [root + "/b", root + "/c.csv", root + "/a/*.csv"])
    #expect(choice.paths(of: [root + "/a/1.csv", root + "/b/1.csv"]) == [root + "/a/1.csv", root + "/b/1.csv"])
    #expect(
      try PathChoice([root + "/a"], empty: [root + "/a/x.txt"], place: root).paths(of: logs.filter { $0.contains("/a/") }) == [
        root + "/a"
      ])
  }

  /// A folder in which the configuration and the report will stand is not named whole.
  @Test func theConfigurationIsNoInputOfItsOwn() throws {
    let workdir = try Workdir()
    for name in ["1.csv", "2.csv", "3.csv", "4.csv", "sub/1.csv"] { try workdir.write(name, "") }
    let files = try InputList.expand([workdir.root]).map(\.path)
    let choice = try PathChoice([workdir.root], empty: [], place: workdir.path("sub"))
    #expect(choice.paths(of: files) == [workdir.root + "/*.csv", workdir.root + "/sub/1.csv"])
    #expect(try PathChoice([workdir.path("sub")], empty: [], place: workdir.root).paths(of: [files[4]]) == [workdir.path("sub")])
  }

  @Test func commentsAreBrokenBetweenWords() {
    var yaml = CommentedYAML()
    yaml.comment("  two spaces stay")
    yaml.comment(String(repeating: "word ", count: 40) + "end", indent: 2)
    yaml.entry("key", "value", comment: String(repeating: "long ", count: 30), indent: 4)
    yaml.item("a: b\n# c", comment: "x\ny", indent: 2)
    let lines = yaml.text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "#   two spaces stay" && lines.allSatisfy { $0.count <= 120 })
    #expect(lines[1].hasPrefix("  # word word") && lines[2].hasPrefix("  # word"))
    #expect(lines.dropLast().last == "    key: value" && lines.last == #"  - "a: b\n# c"  # x\ny"#)
  }
}
