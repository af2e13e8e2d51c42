import Text
import Events
import Tables
import Values

/// The schema of configuration files, with which editors complete and check them: JSON Schema, draft 7, which editors of YAML
/// support best.
///
/// The schema describes the shape of a file. Only the program checks whether values agree with each other and with the data.
public enum ConfigurationSchema {
  private typealias Property = (name: String, type: ValueType, meaning: String)

  /// The schema as JSON: the same bytes every time.
  public static var bytes: [UInt8] {
    let head: [JSONValue.Member] = [
      .init("$schema", .text("http://json-schema.org/draft-07/schema#")),
      .init("title", .text("Tributary configuration")),
      .init("description", .text("What tributary run --config reads. Paths are meant from the file's own folder.")),
    ]
    let definitions = JSONValue.object([
      .init("inputs", fileSet(EventColumn.allCases.map(\.name), keys: ConfigurationReader.keysOfInputs).schema),
      .init("spend", fileSet(SpendColumn.allCases.map(\.name), keys: ConfigurationReader.keysOfSpend).schema),
      .init("stage", stage.schema),
    ])
    return JSONValue.object(head + ValueType.object(keys) + [.init("definitions", definitions)]).bytes
  }

  private static var keys: [Property] { Options.schemaOrder.map { ($0.name, $0.keyType, $0.meaning) } }

  /// A set of files of one kind.
  private static func fileSet(_ names: [String], keys: [String]) -> ValueType {
    let known: [Property] = [
      ("paths", .oneOrMore(.text), "Files, directories or globs"),
      ("format", Options.format.row.type, "Their format; default: found out"),
      ("encoding", Options.encoding.row.type, "Their encoding; default: found out"),
      ("header", .oneOrMore(.text), "Their fields, where they have no header line"),
      ("columns", .columns(names), "Which header fields hold which columns; only these are read"),
      ("constants", .object(names.map { ($0, .text, "") }, required: []), "What stands in a column of every row"),
      ("time-zone", .text, "The zone of their times without an offset"),
      ("currency", Options.currency.row.type, "The currency of their amounts without one"),
    ]
    return .object(known.filter { keys.contains($0.name) }, required: ["paths"])
  }

  /// A stage of a funnel.
  private static var stage: ValueType {
    .object(
      [
        ("stage", .text, "The stage's name in reports"), ("label", .text, "Its name for people"),
        ("events", .oneOrMore(.text), "The event names that mean it"),
        ("plays", .oneOrMore(.choice(["lead", "opportunity"])), "What the models take it for"),
      ], required: ["stage"])
  }
}
