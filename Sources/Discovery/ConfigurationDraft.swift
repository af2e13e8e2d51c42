import Text
import Events
import Values

/// What was made of a user's files, ready to be written as a configuration with the reason of every choice.
///
/// Pure: knows no files. No id and no value of a column that is not understood stands in it.
struct ConfigurationDraft: Sendable {
  private(set) var events: [EventPlan] = []
  private(set) var spend: [SpendPlan] = []
  /// Files of exchange rates, and of the channel map.
  private(set) var rates: [String] = []
  private(set) var channelMaps: [String] = []
  private(set) var refused: [(path: String, reason: String)]
  let empty: [String]
  let isWhole: Bool
  let fileCount: Int
  let money: MoneyFindings
  let tally: EventTally
  let isKorean: Bool
  /// The zone of the machine, where nothing in the files says one.
  let machineZone: String

  /// Long lists are cut.
  static let mostFields = 20
  static let mostNames = 200
  static let mostLetters = 40

  init(_ files: SampledFiles, machineZone: String) {
    refused = files.refused
    empty = files.empty
    isWhole = files.isWhole
    fileCount = files.fileCount
    self.machineZone = machineZone
    isKorean = files.groups.contains(where: \.isKorean)
    for group in files.groups {
      switch GroupKind(group) {
      case .events(let plan): events.append(plan)
      case .spend(let plan): spend.append(plan)
      case .rates: rates += group.files
      case .channelMap: channelMaps += group.files
      case .refused(let reason): refused += group.files.map { (path: $0, reason: reason) }
      }
    }
    SharedIDs.settle(&events)
    money = MoneyFindings(events, spend)
    tally = EventTally(events)
  }

  /// Takes a file off, which turned out to be none of its kind.
  mutating func refuse(channelMap path: String, because reason: String) {
    channelMaps.removeAll { $0 == path }
    refused.append((path, reason))
  }

  /// The configuration. `paths` says the files of one kind in fewer words, `name` is what the file will be called.
  func text(name: String, paths: ([String]) -> [String]) -> String {
    var yaml = CommentedYAML()
    writeHead(name, &yaml)
    writeZone(&yaml)
    writeMoney(&yaml)
    writeInputs(paths, &yaml)
    writeSpend(paths, &yaml)
    writeTables(paths, &yaml)
    writeEvents(&yaml)
    writeAliases(&yaml)
    writeChoices(&yaml)
    writeMissing(&yaml)
    writeRefused(&yaml)
    return yaml.text
  }

  private func writeHead(_ name: String, _ yaml: inout CommentedYAML) {
    yaml.comment(
      "Made by 'tributary init' from \(Count.text(fileCount, "file")). Beside each choice stands what it rests on; change what is wrong."
    )
    yaml.comment("")
    yaml.comment("  tributary check --config \(name)    how is it understood?")
    yaml.comment("  tributary run --config \(name)      the report")
    yaml.comment("")
    yaml.comment(
      isWhole
        ? "Counts are of everything in the files."
        : "Counts are of the files' beginnings: \(SampledFile.mostBytes >> 20) MiB of text in all, at least "
          + "\(SampledFile.leastBytes >> 20) MiB of each. What comes later may hold more names.")
    yaml.comment("Editors complete the keys after 'tributary schema > tributary.schema.json' and with this as the first line:")
    yaml.comment("  yaml-language-server: $schema=tributary.schema.json")
    yaml.blank()
  }

  private func writeZone(_ yaml: inout CommentedYAML) {
    let zoneless = events.filter { $0.guess.profile(.time)?.timeShape?.needsZone == true }
    let isWon = money.currencies.contains { $0.currency.code == "KRW" }
    let zone = isKorean || isWon ? "Asia/Seoul" : machineZone
    let machine = "the zone of this machine, for no file says one; check it"
    let reason = isKorean ? "Korean text in the files" : isWon ? "amounts in won" : machine
    if zoneless.isEmpty, zone == machineZone, !isKorean {
      yaml.comment("Every time says its own offset. Days and months begin at midnight in this zone:")
      return yaml.entry("time-zone", YAMLText.scalar(zone), comment: reason)
    }
    yaml.entry("time-zone", YAMLText.scalar(zone), comment: reason)
    if zoneless.isEmpty { return yaml.comment("Every time says its own offset; days and months begin at midnight in this zone.") }
    yaml.comment(
      "Times without an offset are read in it. If it is wrong they are all off by hours: touches may come to stand after the deal "
        + "they led to, and deals in another month. A single set can have a 'time-zone' of its own.")
  }

  private func writeMoney(_ yaml: inout CommentedYAML) {
    yaml.blank()
    if let first = money.currencies.first {
      let others = money.currencies.dropFirst().map(\.currency.code)
      yaml.entry(
        "currency", first.currency.code,
        comment: others.isEmpty ? money.currencyReason : "the most frequent of several: " + money.currencyReason)
      if !others.isEmpty, rates.isEmpty {
        yaml.comment(
          "Amounts in \(others.joined(separator: ", ")) need exchange rates, or their rows are rejected: a table date,base,quote,rate "
            + "(one base costs 'rate' quote), named so:")
        yaml.comment("rates: rates.csv")
      }
    } else if money.hasMoney {
      yaml.comment("No file names a currency: amounts print with two decimals and XXX. Say which it is:")
      yaml.comment("currency: USD")
    }
    if money.style != .decimalPoint { yaml.entry("amounts", money.style.rawValue, comment: money.styleReason) }
    if money.spendStyle != money.style, !spend.isEmpty {
      yaml.entry(
        "spend-amounts", money.spendStyle.rawValue,
        comment: money.spendStyleReason.isEmpty ? "spend is written otherwise than the logs" : money.spendStyleReason)
    }
    for warning in money.warnings { yaml.comment(warning) }
    if !money.currencies.isEmpty || money.hasMoney { yaml.blank() }
  }
}
