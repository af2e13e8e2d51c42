import Events
import Tables

/// Sets of files in a configuration file: `inputs` and `spend`.
///
/// The value is a path, or a list of paths and sets. Plain paths together form one set, at the location of the first.
extension ConfigurationReader {
  /// The sets of a value, whose tables have these `keys`; messages show the `example`.
  func fileSets<Column: FileColumn>(
    _ value: ConfigurationNode, _ example: String, keys: [String]
  ) throws(RunError) -> [FileSetSetting<Column>] {
    var fileSets: [FileSetSetting<Column>] = []
    var plain: Int?
    for item in value.isList ? try value.items("") : [value] {
      if item.isTable {
        fileSets.append(try fileSet(item, keys))
        continue
      }
      let path = resolved(try item.setting("a path, a list of paths, or a list of sets, as in [\(example)]"))
      if let plain {
        fileSets[plain].paths.append(path)
      } else {
        plain = fileSets.count
        fileSets.append(FileSetSetting(location: item.location, paths: [path]))
      }
    }
    return fileSets
  }

  /// The keys of an input set of event logs.
  static var keysOfInputs: [String] { ["paths", "format", "encoding", "header", "columns", "constants", "time-zone", "currency"] }
  /// The keys of a set of spend files.
  static var keysOfSpend: [String] { ["paths", "columns", "constants", "currency"] }

  private func fileSet<Column: FileColumn>(_ table: ConfigurationNode, _ keys: [String]) throws(RunError) -> FileSetSetting<Column>
  {
    var fileSet = FileSetSetting<Column>(location: table.location)
    for (name, value) in try table.entries("a set", usesDashes: true) {
      guard keys.contains(name.text) else { throw name.unknownKey(of: " of a set of '\(table.key)'", known: keys) }
      switch name.text {
      case "paths": fileSet.paths = try value.settings("a path or a list of paths").map { resolved($0) }
      case "columns": fileSet.columns = try fields(value)
      case "constants": fileSet.constants = try texts(value, "what stands in that column of every row")
      case "format": fileSet.format = try value.setting("the name of a format, such as tsv")
      case "encoding": fileSet.encoding = try value.setting("the name of an encoding, such as cp949")
      case "header": fileSet.header = try value.settings("the fields' names")
      case "time-zone": fileSet.zone = try value.setting("an IANA name such as Asia/Seoul")
      default: fileSet.currency = try value.setting("three letters such as KRW")
      }
    }
    if fileSet.paths.isEmpty {
      throw table.error("a set of '\(table.key)' has no paths; write 'paths:' and a file, a directory or a glob")
    }
    return fileSet
  }

  /// Columns as a table, or as the text of `--columns`.
  private func fields<Column: FileColumn>(_ value: ConfigurationNode) throws(RunError) -> [Column: Setting] {
    if value.isTable || value.isList { return try texts(value, "the name of a header field") }
    let written = try value.setting("a table of columns")
    var found: [Column: Setting] = [:]
    for part in written.text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { ColumnMap.trimmed(String($0)) }
      guard sides.count == 2, !sides[1].isEmpty, let column = Column.allCases.first(where: { $0.name == sides[0].lowercased() })
      else { throw written.refusal("write column=field, as in time=event_time") }
      guard found.updateValue(Setting(text: sides[1], location: written.location), forKey: column) == nil else {
        throw written.refusal("it names '\(column.name)' twice")
      }
    }
    return found
  }

  /// A table of columns and texts.
  func texts<Column: FileColumn>(_ value: ConfigurationNode, _ expected: String) throws(RunError) -> [Column: Setting] {
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
