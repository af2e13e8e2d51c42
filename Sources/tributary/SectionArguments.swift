import ArgumentParser
import Settings

/// A section of the option table, as a type: ArgumentParser makes a group of arguments from its type alone.
protocol SectionOfOptions {
  /// The index of the section in `Options.sections`.
  static var index: Int { get }
}

extension SectionOfOptions {
  /// The title and the options.
  static var section: Options.Section { Options.sections[index] }
}

/// The options of a section, as ArgumentParser declares and parses them.
///
/// **What is clever here.** ArgumentParser finds the arguments of a group in the mirror of an empty value, and fills them through
/// `Decodable`, one key for each label of the mirror. So this type gives a mirror and an `init(from:)` made of the option table in
/// place of one declared property for each option. `ArgumentSet.init(_:visibility:parent:)` and `ArgumentDecoder` of
/// ArgumentParser 1.8.2 work this way; `Package.swift` names that version exactly, and `OptionTableTests` compares the help with
/// the table.
struct SectionArguments<Section: SectionOfOptions>: ParsableArguments, CustomReflectable {
  /// The values of the options that were given, in the table's order.
  private var values: [(name: String, texts: [String])] = []

  init() {}

  /// Takes the values that ArgumentParser parsed.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: OptionKey.self)
    for row in Self.rows {
      let key = OptionKey(stringValue: row.name)
      let texts: [String]
      switch row.arity {
      case .one: texts = try container.decode(Option<String?>.self, forKey: key).wrappedValue.map { [$0] } ?? []
      case .many: texts = try container.decode(Option<[String]>.self, forKey: key).wrappedValue
      case .flag: texts = try container.decode(Flag<Bool?>.self, forKey: key).wrappedValue.map { [$0 ? "true" : "false"] } ?? []
      }
      if !texts.isEmpty { values.append((row.name, texts)) }
    }
  }

  /// One argument for each option.
  var customMirror: Mirror { Mirror(self, children: Self.rows.map { (label: $0.name, value: $0.argument) }) }

  /// Hands the options that were given to a request.
  func fill(_ request: inout RunRequest) {
    for (name, texts) in values {
      if name == Options.config.name { request.configurationFile = texts.last } else { request.set(name, texts) }
    }
  }

  private static var rows: [OptionRow] { Section.section.rows.filter { $0.scope != .file } }
}

/// The key of an option is its name.
private struct OptionKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension OptionRow {
  /// The declaration of the option.
  fileprivate var argument: Any {
    switch arity {
    case .one:
      Option<String?>(
        name: names, parsing: takesDashes ? .unconditional : .next, help: ArgumentHelp("\(help)", valueName: valueName),
        completion: completionKind)
    case .many:
      Option<[String]>(
        wrappedValue: [], name: names, help: ArgumentHelp("\(help)", valueName: valueName), completion: completionKind)
    case .flag: Flag<Bool?>(name: names, inversion: .prefixedNo, help: ArgumentHelp("\(help)"))
    }
  }

  private var names: NameSpecification {
    guard let short else { return [.customLong(name)] }
    return [.customLong(name), .customShort(short)]
  }

  private var completionKind: CompletionKind? {
    switch completion {
    case .nothing: nil
    case .words(let words): .list(words)
    case .files(let extensions): .file(extensions: extensions)
    case .directories: .directory
    }
  }
}
