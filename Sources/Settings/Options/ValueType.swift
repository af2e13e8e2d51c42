import Text

/// What a value of a configuration file may be, as JSON Schema says it.
///
/// YAML reads `30`, `true` and `2026` as numbers and truth, and the program takes any plain value as the text that stands
/// there; so does the schema.
indirect enum SchemaType {
  case text
  /// A number and its unit: `90d`, `1.5h`.
  case duration
  /// Bytes: `256MiB`, `1000000`.
  case size
  case number(from: Int64)
  case flag
  case choice([String])
  /// Words that an editor offers; others are as good.
  case suggested([String])
  case pattern(String)
  /// A single value or a list of them.
  case oneOrMore(SchemaType)
  case list(SchemaType)
  /// Any names → values.
  case table(SchemaType)
  /// These names alone, the first `required` of them needed.
  case object([(name: String, type: SchemaType, meaning: String)], required: [String])
  case either([SchemaType])
  case reference(String)

  var schema: JSONValue { .object(members) }

  var members: [JSONValue.Member] {
    switch self {
    case .text: [Self.types("string", "number", "boolean")]
    case .duration: SchemaType.pattern("^[0-9]+(\\.[0-9]+)?[dhms]$").members
    case .size: SchemaType.pattern("^[0-9]+(\\.[0-9]+)? ?([KkMmGgTt]([Ii]?[Bb])?|[Bb])?$").members
    case .number(let least):
      [.init("type", .text("integer")), .init("minimum", .integer(least))]
    // YAML 1.2 has no other words for them, but the program takes those of YAML 1.1.
    case .flag:
      [.init("anyOf", .array([.object([.init("type", .text("boolean"))]), SchemaType.choice(["yes", "no", "on", "off"]).schema]))]
    case .choice(let words): [.init("enum", Self.texts(words))]
    case .suggested(let words): SchemaType.either([.choice(words), .text]).members
    // Numbers are let through: a pattern is for texts alone.
    case .pattern(let pattern): [Self.types("string", "number"), .init("pattern", .text(pattern))]
    case .oneOrMore(let type): SchemaType.either([type, .list(type)]).members
    case .list(let type): [.init("type", .text("array")), .init("items", type.schema)]
    case .table(let type): [.init("type", .text("object")), .init("additionalProperties", type.schema)]
    case .object(let properties, let required):
      Self.object(properties) + (required.isEmpty ? [] : [.init("required", Self.texts(required))])
    case .either(let types): [.init("anyOf", .array(types.map(\.schema)))]
    case .reference(let name): [.init("$ref", .text("#/definitions/\(name)"))]
    }
  }

  /// A table of these names. `_` in a name is as good as `-`, which patterns say, so that editors offer one spelling.
  static func object(_ properties: [(name: String, type: SchemaType, meaning: String)]) -> [JSONValue.Member] {
    let dashed = properties.filter { $0.name.contains("-") }
    var members: [JSONValue.Member] = [
      .init("type", .text("object")),
      .init(
        "properties",
        .object(
          properties.map { property in
            let meaning: [JSONValue.Member] = property.meaning.isEmpty ? [] : [.init("description", .text(property.meaning))]
            return .init(property.name, .object(meaning + property.type.members))
          })),
    ]
    if !dashed.isEmpty {
      let spellings = dashed.map { property in
        JSONValue.Member("^\(property.name.replacing("-", with: "[-_]"))$", property.type.schema)
      }
      members.append(.init("patternProperties", .object(spellings)))
    }
    return members + [.init("additionalProperties", .bool(false))]
  }

  private static func types(_ names: String...) -> JSONValue.Member { .init("type", texts(names)) }
  private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .text($0) }) }
}
