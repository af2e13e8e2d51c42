import Text
import Events
import Tables
import Values

/// The schema of configuration files, so that editors complete and check them: JSON Schema, draft 7, which editors of YAML
/// know best.
///
/// Says what a file may look like; what must agree with the rest of it or with the data is for the program to say.
public enum ConfigurationSchema {
  private typealias Property = (name: String, type: SchemaType, meaning: String)

  /// The schema as JSON: the same bytes every time.
  public static var bytes: [UInt8] {
    let head: [JSONValue.Member] = [
      .init("$schema", .text("http://json-schema.org/draft-07/schema#")),
      .init("title", .text("Tributary configuration")),
      .init("description", .text("What tributary run --config reads. Paths are meant from the file's own folder.")),
    ]
    let definitions = JSONValue.object([
      .init("inputs", set(EventColumn.allCases.map(\.name), keys: ConfigurationReader.keysOfInputs).schema),
      .init("spend", set(SpendColumn.allCases.map(\.name), keys: ConfigurationReader.keysOfSpend).schema),
      .init("stage", stage.schema),
    ])
    return JSONValue.object(head + SchemaType.object(options + tables) + [.init("definitions", definitions)]).bytes
  }

  private static var options: [Property] {
    RunOption.allCases.filter { ![.columns, .spend].contains($0) }.map { option in
      (option.rawValue, option.arity == .many ? .oneOrMore(option.type) : option.type, option.meaning)
    }
  }

  private static var tables: [Property] {
    let weights = SchemaType.table(.text)
    return [
      ("spend", .oneOrMore(.either([.text, .reference("spend")])), RunOption.spend.meaning),
      ("inputs", .oneOrMore(.either([.text, .reference("inputs")])), "Event logs, where the command line names none"),
      ("columns", columns(EventColumn.allCases.map(\.name)), RunOption.columns.meaning),
      ("models", .table(weights), "Models of your own: name → role → weight, or {half-life: 14d}"),
      ("funnel", .list(.either([.text, .reference("stage")])), "Your own stages, in order, in place of the usual ones"),
      ("events", .table(.oneOrMore(.text)), "More event names: touch, identify or a stage → names"),
      ("ignore", .oneOrMore(.text), "Event names to leave out without complaint"),
      ("aliases", .table(.text), "Another name of a channel → the channel"),
      (
        "no-id",
        .either([.oneOrMore(.text), .object([("only", .oneOrMore(.text), "in place of the usual ones")], required: ["only"])]),
        "More texts that are nobody"
      ),
    ]
  }

  private static func columns(_ names: [String]) -> SchemaType {
    .either([.text, .object(names.map { ($0, .text, "") }, required: [])])
  }

  /// A set of files of one kind.
  private static func set(_ names: [String], keys: [String]) -> SchemaType {
    let known: [Property] = [
      ("paths", .oneOrMore(.text), "Files, directories or globs"),
      ("format", RunOption.format.type, "Their format; default: found out"),
      ("encoding", RunOption.encoding.type, "Their encoding; default: found out"),
      ("header", .oneOrMore(.text), "Their fields, where they have no header line"),
      ("columns", columns(names), "Which header fields hold which columns; only these are read"),
      ("constants", .object(names.map { ($0, .text, "") }, required: []), "What stands in a column of every row"),
      ("time-zone", .text, "The zone of their times without an offset"),
      ("currency", RunOption.currency.type, "The currency of their amounts without one"),
    ]
    return .object(known.filter { keys.contains($0.name) }, required: ["paths"])
  }

  private static var stage: SchemaType {
    .object(
      [
        ("stage", .text, "The stage's name in reports"), ("label", .text, "Its name for people"),
        ("events", .oneOrMore(.text), "The event names that mean it"),
        ("plays", .oneOrMore(.choice(["lead", "opportunity"])), "What the models take it for"),
      ], required: ["stage"])
  }
}
