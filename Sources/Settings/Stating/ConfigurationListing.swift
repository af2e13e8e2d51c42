import Text
import Archive
import Credit
import Events
import Values

/// A configuration as understood: every option with its value, in the words of a configuration file, so that a run by
/// these gives what a run by the original gives.
///
/// Options without a value are left away; `RunConfiguration.unset` names them.
extension RunConfiguration {
  /// `found` is the currency that the data turned out to be in; nil for none.
  package func listing(currency found: Currency?) -> [JSONValue.Member] {
    computing(found) + touchChoice + reading + ownModels + meanings + writing
  }

  /// Keys of a configuration file that have no value, in the order of the command line's options.
  package func unset(in listing: [JSONValue.Member]) -> [String] {
    let set = Set(listing.map(\.name))
    // A period stands there as its two ends, an alias in the table of them.
    return RunOption.allCases.map(\.rawValue).filter { !set.contains($0) && !["period", "alias"].contains($0) }
  }

  private func computing(_ found: Currency?) -> [JSONValue.Member] {
    var members = [
      Self.texts("model", models.map(\.name)), Self.texts("goal", goals.map { funnel.stages[$0].name }),
      Self.text("lookback", DurationText.text(microseconds: lookback)),
      Self.text("half-life", DurationText.text(microseconds: halfLife)),
    ]
    if let from { members.append(Self.text("from", Self.text(of: from, zone))) }
    if let to { members.append(Self.text("to", Self.text(of: to, zone))) }
    if let asOf { members.append(Self.text("as-of", CivilDate.text(ofDay: asOf))) }
    members += [
      Self.text("after-conversion", resetsAfterConversion ? "reset" : "keep"),
      Self.text("stage-channel", stageTouches ? "touch" : "ignore"), Self.text("keep", keepsLast ? "last" : "first"),
      Self.text("time-zone", zone.name),
    ]
    if let currency = currency ?? found { members.append(Self.text("currency", currency.code)) }
    return members
  }

  private var touchChoice: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if let channelMap { members.append(Self.text("channel-map", channelMap.name)) }
    if !aliases.isEmpty { members.append(.init("aliases", .object(aliases.pairs.map { .init($0.name, .text($0.channel)) }))) }
    if let touchEvents { members.append(Self.texts("touch-events", touchEvents)) }
    if let session { members.append(Self.text("session", DurationText.text(microseconds: session))) }
    if !channels.included.isEmpty { members.append(Self.texts("include-channel", channels.included.map(\.text))) }
    if !channels.excluded.isEmpty { members.append(Self.texts("exclude-channel", channels.excluded.map(\.text))) }
    return members
  }

  private var reading: [JSONValue.Member] {
    let sets = setMembers
    // Those of the summary, and the usual values of what has one.
    var members = textMembers.filter { !["max-line", "amounts", "spend-amounts"].contains($0.name) }
    members += [
      Self.text("max-line", SizeText.text(bytes: text.maxLineBytes)), Self.text("amounts", text.amounts.rawValue),
      Self.text("spend-amounts", text.spendAmounts.rawValue),
    ]
    if let columns { members.append(.init("columns", Self.table(columns))) }
    members.append(sets.first { $0.name == "inputs" } ?? Self.texts("inputs", inputs.flatMap(\.paths)))
    if !spendFiles.isEmpty { members.append(sets.first { $0.name == "spend" } ?? Self.texts("spend", spendFiles)) }
    if !ratesFiles.isEmpty { members.append(Self.texts("rates", ratesFiles)) }
    if noIDs != ReadingRules.usualNoIDs { members.append(.init("no-id", .object([Self.texts("only", noIDs)]))) }
    return members
  }

  /// Models of one's own; their weights as they are to each other.
  private var ownModels: [JSONValue.Member] {
    let usual = CreditModel.builtIn.map(\.name)
    let own = models.filter { !usual.contains($0.name) }
    if own.isEmpty { return [] }
    return [
      .init(
        "models",
        .object(
          own.map { model in
            switch model.rule {
            case .decay(let halfLife):
              JSONValue.Member(model.name, .object([Self.text("half-life", DurationText.text(microseconds: halfLife))]))
            case .roles(let roles):
              JSONValue.Member(
                model.name, .object(roles.map { .init(name(of: $0.role), .text(String($0.weight))) }))
            }
          }))
    ]
  }

  private var writing: [JSONValue.Member] {
    var members = [Self.text("output", output)]
    if let rejectsFile { members.append(Self.text("rejects", rejectsFile)) }
    members.append(Self.text("max-rejects", maxRejects.text))
    members.append(.init("fail-on-empty", .bool(failsOnEmpty)))
    members += [
      Self.text("damaged", skipsDamaged ? "skip" : "stop"), .init("max-depth", .integer(Int64(archives.maxDepth))),
      .init("max-ratio", .integer(archives.maxRatio)),
      Self.text("max-unpacked", SizeText.text(bytes: Int(archives.maxUnpackedBytes))),
    ]
    if dialect.guardsFormulas { members.append(Self.text("spreadsheet", "excel")) }
    members += creditMembers
    members += [
      .init("decimal-comma", .bool(dialect.hasDecimalComma)), .init("threads", .integer(Int64(threads))),
      Self.text("memory", SizeText.text(bytes: memoryBytes)), Self.text("scratch", scratchDirectory),
    ]
    if let scratchLimitBytes { members.append(Self.text("max-scratch", SizeText.text(bytes: Int(scratchLimitBytes)))) }
    return members + [
      .init("quiet", .bool(quiet)), Self.text("log-format", messageFormat.rawValue),
    ]
  }

  private var creditMembers: [JSONValue.Member] {
    guard let credits else { return [.init("credits", .bool(false))] }
    var members: [JSONValue.Member] = [
      .init("credits", .bool(true)), Self.text("journey-ids", credits.hashKey == nil ? "raw" : "hash"),
    ]
    if let keyFile = credits.keyFile { members.append(Self.text("hash-key-file", keyFile)) }
    return members
  }

  /// A midnight of the zone as its date, any other moment in UTC.
  package static func text(of instant: Instant, _ zone: ReportZone) -> String {
    let day = zone.day(of: instant)
    if zone.midnight(ofDay: day) == instant { return CivilDate.text(ofDay: day) }
    let utcDay = ReportZone.utc.day(of: instant)
    let rest = instant.microseconds - Int64(utcDay) * Instant.microsecondsPerDay
    let second = rest / Instant.microsecondsPerSecond
    func two(_ n: Int64) -> String { (n < 10 ? "0" : "") + String(n) }
    let fraction = String(String(1_000_000 + rest % Instant.microsecondsPerSecond).dropFirst())
    let clock = [second / 3600, second / 60 % 60, second % 60].map(two).joined(separator: ":")
    return CivilDate.text(ofDay: utcDay) + "T" + clock + (fraction == "000000" ? "" : "." + fraction) + "Z"
  }

  static func text(_ name: String, _ value: String) -> JSONValue.Member { JSONValue.Member(name, .text(value)) }

  static func texts(_ name: String, _ values: [String]) -> JSONValue.Member {
    JSONValue.Member(name, .array(values.map { .text($0) }))
  }
}

extension RunConfiguration {
  /// What events mean, where that is not the usual: a funnel of one's own, or names beside the usual stages'.
  fileprivate var meanings: [JSONValue.Member] {
    let usual = Funnel.standard
    if funnel == usual { return [] }
    var members: [JSONValue.Member] = []
    var events: [JSONValue.Member] = []
    let hasUsualStages =
      funnel.stages.map(\.name) == usual.stages.map(\.name) && funnel.stages.allSatisfy { $0.label == $0.name }
      && funnel.lead == usual.lead && funnel.opportunity == usual.opportunity
    if hasUsualStages {
      for (mine, theirs) in zip(funnel.stages, usual.stages) where mine.events != theirs.events && !mine.events.isEmpty {
        events.append(Self.texts(mine.name, mine.events))
      }
    } else {
      members.append(.init("funnel", .array(funnel.stages.indices.map { .object(stage($0)) })))
    }
    if funnel.touchEvents != usual.touchEvents { events.append(Self.texts("touch", funnel.touchEvents)) }
    if funnel.identifyEvents != usual.identifyEvents { events.append(Self.texts("identify", funnel.identifyEvents)) }
    events.removeAll { $0.value == .array([]) }
    if !events.isEmpty { members.append(.init("events", .object(events))) }
    if !funnel.ignoredEvents.isEmpty { members.append(Self.texts("ignore", funnel.ignoredEvents)) }
    return members
  }

  private func stage(_ place: Int) -> [JSONValue.Member] {
    let stage = funnel.stages[place]
    var members = [Self.text("stage", stage.name)]
    if stage.label != stage.name { members.append(Self.text("label", stage.label)) }
    members.append(Self.texts("events", stage.events))
    let parts = [("lead", funnel.lead), ("opportunity", funnel.opportunity)].filter { $0.1 == place }.map(\.0)
    if !parts.isEmpty { members.append(Self.texts("plays", parts)) }
    return members
  }
}
