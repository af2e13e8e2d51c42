import Credit
import Events
import Text
import Values

/// Keys of configuration files that no option can say: `ConfigurationReader` reads them.
extension Options {
  static let inputs = OptionRow(
    "inputs", .either([.text, .reference("inputs")]), .many, scope: .file,
    meaning: "Event logs, where the command line names none",
    pageValue: "list of paths and [sets](Configuration.md#several-kinds-of-log-in-one-run)",
    page: "event logs, if the command line names none",
    check: { InputSet.statement(of: $0.inputs, columns: $0.columns) ?? .texts($0.inputs.flatMap(\.paths)) },
    summary: .whenSet { InputSet.statement(of: $0.inputs, columns: $0.columns) })

  static let models = OptionRow(
    "models", .table(.table(.text)), scope: .file, meaning: "Models of your own: name → role → weight, or {half-life: 14d}",
    pageValue: "table of name → table of role → weight, or `{half-life: duration}`",
    page: "[models of your own](Configuration.md#models-of-your-own)",
    check: { ModelStatement($0.models, $0.funnel).tables }, summary: .whenSet { ModelStatement($0.models, $0.funnel).texts })

  static let funnel = OptionRow(
    "funnel", .list(.either([.text, .reference("stage")])), scope: .file,
    meaning: "Your own stages, in order, in place of the usual ones",
    default: .page("the built-in stages"),
    pageValue: "list of stages, or of tables with `stage`, `label`, `events` (list) and `plays` (list of `lead`, `opportunity`)",
    page: "[your own stages](Configuration.md#stages-and-event-names), in order",
    check: { FunnelStatement($0.funnel).stages }, summary: .members { FunnelStatement($0.funnel).summary })

  static let events = OptionRow(
    "events", .table(.oneOrMore(.text)), scope: .file, meaning: "More event names: touch, identify or a stage → names",
    pageValue: "table of `touch`, `identify` or a stage → list of names", page: "further event names",
    check: { FunnelStatement($0.funnel).events })

  static let ignore = OptionRow(
    "ignore", .text, .many, scope: .file, meaning: "Event names to leave out without complaint",
    pageValue: "list of names", page: "events to ignore",
    check: { FunnelStatement($0.funnel).ignored })

  static let aliases = OptionRow(
    "aliases", .table(.text), scope: .file, meaning: "Another name of a channel → the channel",
    pageValue: "table of name → channel", page: "the same as a table",
    check: { .aliases($0.aliases) }, summary: .whenSet { .aliases($0.aliases) })

  static let noID = OptionRow(
    "no-id",
    .either([.oneOrMore(.text), .object([("only", .oneOrMore(.text), "in place of the usual ones")], required: ["only"])]),
    scope: .file, meaning: "More texts that are nobody",
    default: .page(#"`null`, `\N`, `undefined`, `none`, `nan`, `(not set)`"#),
    pageValue: "list of texts, or `{only: list}`",
    page: "values that are treated as [missing ids](Inputs.md#missing-ids); `only` replaces the built-in ones",
    check: { $0.noIDs == ReadingRules.usualNoIDs ? nil : .object([.init("only", .texts($0.noIDs))]) },
    summary: .whenSet { $0.noIDs == ReadingRules.usualNoIDs ? nil : .texts($0.noIDs) })
}

extension JSONValue {
  /// A table of aliases; nil where there are none.
  fileprivate static func aliases(_ aliases: ChannelAliases) -> JSONValue? {
    aliases.isEmpty ? nil : .object(aliases.pairs.map { .init($0.name, .text($0.channel)) })
  }
}
