@testable import Settings
import Events
import Foundation
import ProgramTesting
import Testing
import Text
import Values

/// What one row of the option table says is seen everywhere: help, environment, schema, keys, listings, pages.
@Suite struct OptionTableTests {
  /// The declarations that the program gives of `run`: name → declaration.
  private func declarations() throws -> [String: [String: Any]] {
    let dump = try Tributary.run(["run", "--experimental-dump-help"], in: "/").standardOutput
    let tree = try #require(try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
    let command = try #require(tree["command"] as? [String: Any])
    let run = (command["subcommands"] as? [[String: Any]])?.first { $0["commandName"] as? String == "run" } ?? command
    let arguments = try #require(run["arguments"] as? [[String: Any]]).filter { $0["kind"] as? String != "positional" }
    return Dictionary(arguments.map { (($0["preferredName"] as? [String: Any])?["name"] as? String ?? "", $0) }) { first, _ in first
    }
  }

  /// Name, section, text, value, short name and flag are those of the row; nothing else is an option.
  @Test func theCommandLineIsTheTable() throws {
    let declarations = try declarations()
    let sections = Options.sections.flatMap { section in section.rows.map { ($0, section.title) } }
    let rows = (sections + [(Options.dryRun, nil), (Options.measure, nil)]).filter { $0.0.scope != .file }
    for (row, title) in rows {
      let declared = try #require(declarations[row.name], "--\(row.name) is no option")
      #expect(declared["abstract"] as? String == row.help)
      #expect(declared["sectionTitle"] as? String == title)
      #expect(declared["kind"] as? String == (row.arity == .flag ? "flag" : "option"))
      #expect(row.arity == .flag || declared["valueName"] as? String == row.valueName)
      #expect((declared["isRepeating"] as? Bool ?? false) == (row.arity == .many), "\(row.name)")
      let names = (declared["names"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
      #expect(Set(names) == Set([row.name] + (row.short.map { [String($0)] } ?? [])))
    }
    let others: Set = ["help", "version"]
    let undoing = rows.filter { $0.0.arity == .flag && $0.0.scope == .everywhere }.map { "no-" + $0.0.name }
    #expect(Set(declarations.keys).subtracting(others) == Set(rows.map(\.0.name) + undoing))
  }

  /// Every value of the command line reaches the request.
  @Test func theCommandLineReachesTheConfiguration() throws {
    let run = try Tributary.run(
      [
        "run", "--dry-run", "--lookback", "3d", "--from", "-2d", "--as-of", "2026-03-03", "--model", "linear", "--model",
        "w-shaped",
        "-q", "--no-credits", "-o", "here", "--touch-events=click", Tributary.repository + "/README.md",
      ], in: "/")
    #expect(run.status == 0, "\(run.standardError)")
    for line in [
      "model: [linear, w-shaped]", "lookback: 3d", "from: 2026-03-01", "touch-events: [click]", "credits: false", "output: here",
      "quiet: true",
    ] {
      #expect(run.standardError.contains("\n\(line)\n"), "\(line)")
    }
  }

  @Test func theSchemaAndTheKeysAreTheTable() throws {
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(ConfigurationSchema.bytes)) as? [String: Any])
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    let rows = Options.keys + Options.fileKeys
    for row in rows { #expect(properties[row.name]?["description"] as? String == row.meaning, "\(row.name)") }
    #expect(Set(properties.keys) == Set(rows.map(\.name)))
    #expect(ConfigurationFile.keys == rows.map(\.name))
  }

  /// An option belongs to a block, and every listing has every block.
  @Test func everyListingHasEveryRow() {
    let names = Options.all.map(\.name)
    #expect(Set(names).count == names.count)
    let listed = Set(names).subtracting([Options.dryRun.name, Options.measure.name])
    for order in [Options.checkOrder, Options.summaryOrder, Options.summaryOrderOfOthers] {
      #expect(Set(order.map(\.name)) == listed && order.count == listed.count)
    }
    #expect(Set((Options.keys + Options.fileKeys).map(\.name)) == listed.subtracting([Options.config.name]))
    #expect(Options.schemaOrder.count == listed.count - 1)
  }

  /// Each key with a value of its test is in the listing of `check`, and in the summary where that states it.
  @Test(arguments: ConfigurationKeyTests.yamls) func whatIsSetIsStated(_ yaml: String) throws {
    let map = try Workdir()
    let yaml = yaml.replacing("map.csv", with: try map.write("map.csv", "medium,channel\nemail,Email\n"))
    let configuration = try ConfigurationSample.read(yaml)
    let listed = Set(configuration.listing(currency: nil).map(\.name))
    let summary = Set(configuration.summarySettings(currency: .none).map(\.name))
    for row in Options.keys + Options.fileKeys where yaml.hasPrefix(row.name + ":") && !Self.statedElsewhere.contains(row.name) {
      #expect(listed.contains(row.name), "\(yaml)")
      switch row.summary {
      case .never: break
      case .always, .members: #expect(summary.contains(row.name), "\(yaml)")
      case .whenSet(let statement): #expect(summary.contains(row.name) == (statement(configuration) != nil), "\(yaml)")
      }
    }
  }

  /// A period is stated as its ends, an alias in the table of aliases.
  private static let statedElsewhere: Set = ["period", "alias"]

  /// Every option that a summary always states is in the smallest one.
  @Test func aSummaryStatesWhatItAlwaysStates() throws {
    let names = try ConfigurationSample.read("").summarySettings(currency: .none).map(\.name)
    for row in Options.all { if case .always = row.summary { #expect(names.contains(row.name), "\(row.name)") } }
  }

  /// The default in words is the default of a run.
  @Test func theDefaultIsTheOneStated() throws {
    let listing = try ConfigurationSample.read("credits: false").listing(currency: nil)
    var count = 0
    for row in Options.keys {
      guard let stated = row.defaultText.page.wholeMatch(of: /`([^`]+)`/)?.1, row.defaultText.schema == String(stated) else {
        continue
      }
      guard let member = listing.first(where: { $0.name == row.name }) else {
        #expect(row.name == "journey-ids", "\(row.name) has no value")
        continue
      }
      let value: String? =
        switch member.value {
        case .text(let text): text
        case .integer(let number): String(number)
        case .bool(let isOn): String(isOn)
        case .array(let items): items.count == 1 && items[0] == .text(String(stated)) ? String(stated) : nil
        default: nil
        }
      #expect(value == String(stated), "\(row.name)")
      count += 1
    }
    #expect(count >= 18)
    let noIDs = Options.noID.defaultText.page.matches(of: /`([^`]+)`/).map { String($0.1).lowercased() }
    #expect(noIDs == ReadingRules.usualNoIDs)
  }
}

/// Pages, manual and completions have every option.
@Suite struct OptionPageTests {
  private static let rewrites = ProcessInfo.processInfo.environment["TRIBUTARY_REWRITE_GOLDEN"] == "1"

  /// `TRIBUTARY_REWRITE_GOLDEN=1` writes the table of Options.md anew; the diff is the review.
  @Test func theTableOfOptionsIsThePages() throws {
    let page = try ManualPage.named("Options.md")
    let begin = try #require(page.text.firstRange(of: OptionsPage.marks.begin))
    let end = try #require(page.text.firstRange(of: OptionsPage.marks.end))
    let wanted = page.text[..<begin.upperBound] + OptionsPage.table + page.text[end.lowerBound...]
    if Self.rewrites {
      try Data(wanted.utf8).write(to: URL(fileURLWithPath: "\(Tributary.repository)/\(page.path)"))
      return
    }
    #expect(page.text[begin.upperBound..<end.lowerBound] == OptionsPage.table, "TRIBUTARY_REWRITE_GOLDEN=1 writes it anew")
  }

  /// Words of a default, and the same in Korean.
  private static let korean = [
    "everything": "전체", "today": "오늘", "all": "모두", "none": "모두", "off": "꺼짐", "detected": "자동", "detected per log": "자동",
    "detected per file": "자동", "the log's first line": "", "as `--amounts`": "decimal-point", "one per core": "코어 수",
    "half the machine's": "메모리의 절반", "what is free there": "남은 공간", "`$TMPDIR` or `/tmp`": "$TMPDIR 또는 /tmp", "`false`": "",
    "`null`, `\\N`, `undefined`, `none`, `nan`, `(not set)`": "", "the built-in stages": "",
  ]

  /// The Korean page has every option with the same default.
  @Test func theKoreanPageHasEveryOption() throws {
    let page = try ManualPage.named("Korean.md").text
    let table = try #require(page.firstRange(of: "| 옵션 | 기본값 | |\n"))
    let rows = page[table.upperBound...].split(separator: "\n").filter { $0.hasPrefix("| `") }
      .map { $0.replacing("\\|", with: "/").split(separator: "|", omittingEmptySubsequences: false) }
    for row in Options.all where row.scope != .file {
      let found = try #require(
        rows.first { $0.count == 5 && $0[1].firstMatch(of: try! Regex("`--\(row.name)[ `]")) != nil }, "no --\(row.name)")
      let stated = found[2].trimmingCharacters(in: .whitespaces).replacing("`", with: "")
      let plain = row.defaultText.page.replacing("`", with: "").replacing("then your own", with: "그다음 사용자 정의 모델")
      let wanted = row.name == "currency" ? "데이터의 통화" : Self.korean[row.defaultText.page] ?? plain
      #expect(stated == wanted, "--\(row.name)")
    }
    for row in Options.fileKeys {
      #expect(rows.contains { $0[1].trimmingCharacters(in: .whitespaces) == "`\(row.name)`" }, "no \(row.name)")
    }
  }

  /// The manual of `scripts/man` has every option with its text.
  @Test func theManualHasEveryOption() throws {
    let made = try RunningProgram("/usr/bin/env", ["python3", Tributary.repository + "/scripts/man", Tributary.binary], in: "/")
      .finish()
    #expect(made.status == 0 && made.standardError.isEmpty, "\(made.standardError)")
    let items = made.standardOutput.split(separator: "\n").filter { $0.hasPrefix(".It ") }
    for row in Options.all where row.scope != .file {
      #expect(items.contains { $0.split(separator: " ").contains("-\(row.name)") }, "the manual does not know --\(row.name)")
    }
  }

  /// Each shell's completions have every option and the words of its value.
  @Test(arguments: ["bash", "zsh", "fish"]) func completionsHaveEveryOption(_ shell: String) throws {
    let script = try Tributary.run(["--generate-completion-script", shell], in: "/").standardOutput
    for row in Options.all where row.scope != .file {
      #expect(script.contains(row.name), "\(shell) does not know --\(row.name)")
      guard case .words(let words) = row.completion else { continue }
      for word in words { #expect(script.contains(word), "\(shell) does not know \(word) of --\(row.name)") }
    }
  }
}
