import Values

/// A column that a channel map looks at, to be found in a log's header.
struct MappedColumn {
  /// As the map writes it.
  private let name: String

  init(_ name: String) { self.name = name }

  /// The names that identify the header of a channel map, in lower case.
  static let knownNames = Set(Vocabulary.alike.joined()).union(["channel"])

  /// Other names of the column, in lower case.
  var otherSpellings: [String] {
    let wanted = name.lowercased()
    return (Vocabulary.alike.first { $0.contains(wanted) } ?? []).filter { $0 != wanted }
  }

  /// The field index, as in `ColumnMap.places`.
  ///
  /// A canonical column uses the field that the log reads it from, whatever its name there. Otherwise the field of exactly this
  /// name is used, otherwise the field of another of its names. `names` are the header's, trimmed and in lower case.
  func fieldIndex(in names: [String], canonical: [Int], _ header: [String]) throws(ColumnError) -> Int {
    let wanted = name.lowercased()
    if let column = EventColumn.allCases.first(where: { $0.name == wanted }), canonical[column.rawValue] != ColumnMap.absent {
      return canonical[column.rawValue]
    }
    let exact = names.indices.filter { names[$0] == wanted }
    if let index = try only(exact, header) { return index }
    let alike = otherSpellings
    return try only(names.indices.filter { alike.contains(names[$0]) }, header) ?? ColumnMap.absent
  }

  private func only(_ indices: [Int], _ header: [String]) throws(ColumnError) -> Int? {
    if indices.count > 1 {
      throw .twoMappedColumns(indices.map { header[$0].trimmed }, of: name)
    }
    return indices.first
  }
}
