import Events
import Tables

/// Sets of files in a configuration: `inputs` and `spend`.
///
/// A path, or a list of paths and sets; paths that stand alone are one set, at the place of the first.
extension ConfigurationReader {
  func sets<Column: SetColumn>(
    _ value: ConfigurationNode, _ example: String, keys: [String]
  ) throws(RunError) -> [WrittenSet<Column>] {
    var sets: [WrittenSet<Column>] = []
    var plain: Int?
    for item in value.isList ? try value.items("") : [value] {
      if item.isTable {
        sets.append(try set(item, keys))
        continue
      }
      let path = resolved(try item.setting("a path, a list of paths, or a list of sets, as in [\(example)]"))
      if let plain {
        sets[plain].paths.append(path)
      } else {
        plain = sets.count
        sets.append(WrittenSet(place: item.place, paths: [path]))
      }
    }
    return sets
  }

  /// The keys of a set of event logs; spend has no times, so no zone.
  static var keysOfInputs: [String] { ["paths", "format", "encoding", "header", "columns", "constants", "time-zone", "currency"] }
  static var keysOfSpend: [String] { ["paths", "columns", "constants", "currency"] }

  private func set<Column: SetColumn>(_ table: ConfigurationNode, _ keys: [String]) throws(RunError) -> WrittenSet<Column> {
    var set = WrittenSet<Column>(place: table.place)
    for (name, value) in try table.entries("a set", usesDashes: true) {
      guard keys.contains(name.text) else { throw name.unknownKey(of: " of a set of '\(table.key)'", known: keys) }
      switch name.text {
      case "paths": set.paths = try value.settings("a path or a list of paths").map { resolved($0) }
      case "columns": set.columns = try fields(value)
      case "constants": set.constants = try columns(value, "what stands in that column of every row")
      case "format": set.format = try value.setting("the name of a format, such as tsv")
      case "encoding": set.encoding = try value.setting("the name of an encoding, such as cp949")
      case "header": set.header = try value.settings("the fields' names")
      case "time-zone": set.zone = try value.setting("an IANA name such as Asia/Seoul")
      default: set.currency = try value.setting("three letters such as KRW")
      }
    }
    if set.paths.isEmpty {
      throw table.error("a set of '\(table.key)' has no paths; write 'paths:' and a file, a directory or a glob")
    }
    return set
  }

  /// Columns as a table, or as the text of `--columns`.
  private func fields<Column: SetColumn>(_ value: ConfigurationNode) throws(RunError) -> [Column: Setting] {
    if value.isTable || value.isList { return try columns(value, "the name of a header field") }
    let written = try value.setting("a table of columns")
    var found: [Column: Setting] = [:]
    for part in written.text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { ColumnMap.trimmed(String($0)) }
      guard sides.count == 2, !sides[1].isEmpty, let column = Column.allCases.first(where: { $0.name == sides[0].lowercased() })
      else { throw written.refusal("write column=field, as in time=event_time") }
      guard found.updateValue(Setting(text: sides[1], place: written.place), forKey: column) == nil else {
        throw written.refusal("it names '\(column.name)' twice")
      }
    }
    return found
  }

  /// A table of columns and texts.
  func columns<Column: SetColumn>(_ value: ConfigurationNode, _ expected: String) throws(RunError) -> [Column: Setting] {
    var found: [Column: Setting] = [:]
    for (name, text) in try value.entries("a table of columns") {
      guard let column = Column.allCases.first(where: { $0.name == name.text.lowercased() }) else {
        throw name.unknownKey(of: " among the columns", known: Column.allCases.map(\.name))
      }
      found[column] = try text.setting(expected)
    }
    return found
  }
}
