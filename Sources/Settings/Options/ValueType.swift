import Text

/// The type of an option's value, and of a key of configuration files: a JSON Schema.
///
/// YAML reads `30`, `true` and `2026` as numbers and truth values. The program takes any plain value as a text, and so does the
/// schema.
indirect enum ValueType: Sendable {
  case text
  /// A number and its unit: `90d`, `1.5h`.
  case duration
  /// Bytes: `256MiB`, `1000000`.
  case size
  /// A whole number.
  case number(from: Int64)
  case flag
  /// One of these words.
  case choice([String])
  /// Words that an editor offers; other texts are accepted, too.
  case suggested([String])
  /// A text that matches a regular expression.
  case pattern(String)
  /// A single value or a list of them.
  case oneOrMore(ValueType)
  case list(ValueType)
  /// Any names → values.
  case table(ValueType)
  /// These names alone, the first `required` of them needed.
  case object([(name: String, type: ValueType, meaning: String)], required: [String])
  case either([ValueType])
  /// A definition of the schema.
  case reference(String)

  /// The schema of the type.
  var schema: JSONValue { .object(members) }

  /// The words of a value; nil where any text is accepted.
  var words: [String]? {
    switch self {
    case .choice(let words), .suggested(let words): words
    default: nil
    }
  }

  /// The members of the schema.
  var members: [JSONValue.Member] {
    switch self {
    case .text: [Self.types("string", "number", "boolean")]
    case .duration: ValueType.pattern("^[0-9]+(\\.[0-9]+)?[dhms]$").members
    case .size: ValueType.pattern("^[0-9]+(\\.[0-9]+)? ?([KkMmGgTt]([Ii]?[Bb])?|[Bb])?$").members
    case .number(let least):
      [.init("type", .text("integer")), .init("minimum", .integer(least))]
    // The program accepts the words of YAML 1.1, too.
    case .flag:
      [.init("anyOf", .array([.object([.init("type", .text("boolean"))]), ValueType.choice(["yes", "no", "on", "off"]).schema]))]
    case .choice(let words): [.init("enum", Self.texts(words))]
    case .suggested(let words): ValueType.either([.choice(words), .text]).members
    // A pattern applies to texts alone, so every number is accepted.
    case .pattern(let pattern): [Self.types("string", "number"), .init("pattern", .text(pattern))]
    case .oneOrMore(let type): ValueType.either([type, .list(type)]).members
    case .list(let type): [.init("type", .text("array")), .init("items", type.schema)]
    case .table(let type): [.init("type", .text("object")), .init("additionalProperties", type.schema)]
    case .object(let properties, let required):
      Self.object(properties) + (required.isEmpty ? [] : [.init("required", Self.texts(required))])
    case .either(let types): [.init("anyOf", .array(types.map(\.schema)))]
    case .reference(let name): [.init("$ref", .text("#/definitions/\(name)"))]
    }
  }

  /// A table of these names. A pattern accepts `_` in place of `-`, so that editors offer one spelling.
  static func object(_ properties: [(name: String, type: ValueType, meaning: String)]) -> [JSONValue.Member] {
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
