import Credit
import Text
import Values

/// What is credited, how, and over which period.
extension Options {
  /// The models to compute.
  package static let model = RunOption<[Setting]>(
    OptionRow(
      "model", .suggested(CreditModel.builtIn.map(\.name)), .many, valueName: "name",
      help: "One of \(CreditModel.builtIn.map(\.name).joined(separator: " ")), or one of your own; repeatable",
      meaning: "Models to compute",
      default: OptionDefault(
        help: ModelChecking.usualNames.joined(separator: " "), schema: "the usual five, then your own",
        page: ModelChecking.usualNames.map { "`\($0)`" }.joined(separator: ", ") + ", then your own"),
      pageValue: "list of names", page: "the [models](Models.md) to compute",
      check: { .texts($0.models.map(\.name)) }, summary: .always { .texts($0.models.map(\.name)) }))

  /// The stages that are credited.
  package static let goal = RunOption<[Setting]>(
    OptionRow(
      "goal", .suggested(Funnel.standard.stages.map(\.name)), .many, valueName: "stage",
      help: "A funnel stage whose attainment is credited; repeatable", meaning: "Stages whose attainment is credited",
      default: .value("won"), pageValue: "list of stages", page: "the stages whose events are credited",
      check: { .texts($0.goalNames) }, summary: .always { .texts($0.goalNames) }))

  static let lookback = RunOption(
    OptionRow(
      "lookback", .duration, valueName: "duration", help: "How far before a goal event touches count", default: .value("90d"),
      pageValue: "duration: `d`, `h`, `m` or `s`, decimals allowed",
      page: "touches count if they are at most this long before the goal event, both ends included",
      check: { .duration($0.lookback) }, summary: .always { .duration($0.lookback) }),
    usual: RunConfiguration.defaultLookback, read: ValueChecking.duration)

  /// The half-life of `time-decay`, in microseconds.
  package static let halfLife = RunOption(
    OptionRow(
      "half-life", .duration, valueName: "duration", help: "Age at which a touch weighs half, for time-decay",
      default: .value("7d"), pageValue: "duration above 0", page: "for `time-decay`",
      check: { .duration($0.halfLife) }, summary: .always { .duration($0.halfLife) }),
    usual: RunConfiguration.defaultHalfLife, read: ValueChecking.halfLife)

  static let from = RunOption<Setting?>(
    OptionRow(
      "from", .text, valueName: "date",
      help: "Credit goal events and count spend from this date on, or from days back (-90d)",
      meaning: "Credit goal events and count spend from this date on", default: .page("everything"),
      completion: .words(["today", "yesterday", "-90d"]), takesDashes: true,
      pageValue: "date, time, days back (`-90d`), `today` or `yesterday`",
      page: "goal events and spend count from this instant on; touches before it still count",
      check: { .instant($0.from, $0.zone) }, summary: .always { .instant($0.from, $0.zone) }))

  static let to = RunOption<Setting?>(
    OptionRow(
      "to", .text, valueName: "date", help: "Credit goal events and count spend before this date", default: .page("everything"),
      completion: .words(["today", "yesterday"]), takesDashes: true, pageValue: "as `--from`",
      page: "goal events and spend count before this instant",
      check: { .instant($0.to, $0.zone) }, summary: .always { .instant($0.to, $0.zone) }))

  static let period = RunOption<Setting?>(
    OptionRow(
      "period", .suggested(CalendarPeriod.names), valueName: "period",
      help: "Both at once: 2026-03, 2026-Q1, 2026, or today, yesterday, this- or last-week, -month, -quarter, -year",
      meaning: "from and to at once",
      pageValue: "`2026-03`, `2026-Q1`, `2026`, `today`, `yesterday`, or `this-` or `last-` with `week`, `month`, `quarter` or "
        + "`year`",
      page: "sets `--from` and `--to` together"))

  static let asOf = RunOption<Setting?>(
    OptionRow(
      "as-of", .text, valueName: "date", help: "The day that relative dates are told from", default: .words("today"),
      completion: .words(["today", "yesterday"]), pageValue: "date",
      page: "the day, in the report zone, that relative dates start from",
      check: { .day($0.asOf) }, summary: .whenSet { .day($0.asOf) }))

  static let afterConversion = RunOption(
    secondWord: OptionRow(
      "after-conversion", .choice(["keep", "reset"]), valueName: "what",
      help: "Whether a goal event ends the touches before it for the next: keep or reset",
      meaning: "Whether a goal event ends the touches before it for the next", default: .value("keep", inHelp: false),
      page: "with `reset`, only touches after the journey's previous event of the goal count",
      check: { .text($0.resetsAfterConversion ? "reset" : "keep") },
      summary: .always { .text($0.resetsAfterConversion ? "reset" : "keep") }))

  static let stageChannel = RunOption(
    secondWord: OptionRow(
      "stage-channel", .choice(["ignore", "touch"]), valueName: "what",
      help: "Whether a stage event's channel is a touch, too: ignore or touch",
      meaning: "Whether a stage event's channel is a touch, too", default: .value("ignore", inHelp: false),
      page: "with `touch`, a stage event that names a channel is also a touch",
      check: { .text($0.stageTouches ? "touch" : "ignore") }, summary: .always { .text($0.stageTouches ? "touch" : "ignore") }))

  static let keep = RunOption(
    secondWord: OptionRow(
      "keep", .choice(["first", "last"]), valueName: "which",
      help: "Which of duplicate and repeated rows stays: first or last", meaning: "Which of duplicate and repeated rows stays",
      default: .value("first", inHelp: false), page: "which of duplicate rows, and of repeated stages of a deal, is kept",
      check: { .text($0.keepsLast ? "last" : "first") }, summary: .always { .text($0.keepsLast ? "last" : "first") }))
}

extension RunConfiguration {
  /// The names of the goals' stages.
  fileprivate var goalNames: [String] { goals.map { funnel.stages[$0].name } }
}

extension JSONValue {
  /// An instant in a zone; nil where there is none.
  fileprivate static func instant(_ instant: Instant?, _ zone: ReportZone) -> JSONValue? {
    instant.map { .text(Period.text(of: $0, zone)) }
  }

  /// A day (`CivilDate`); nil where there is none.
  fileprivate static func day(_ day: Int?) -> JSONValue? { day.map { .text(CivilDate.text(ofDay: $0)) } }
}
