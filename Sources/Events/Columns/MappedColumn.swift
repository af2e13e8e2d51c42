import Values

/// A column that a channel map looks at, to be found in a log's header.
struct MappedColumn {
  /// As the map spells it.
  private let name: String

  init(_ name: String) { self.name = name }

  /// What the header of a channel map is known by, in small letters.
  static let knownNames = Set(Vocabulary.alike.joined()).union(["channel"])

  /// What else the column may be called, in small letters.
  var otherSpellings: [String] {
    let wanted = name.lowercased()
    return (Vocabulary.alike.first { $0.contains(wanted) } ?? []).filter { $0 != wanted }
  }

  /// The place of the field, as in `ColumnMap.places`.
  ///
  /// A canonical column stands where the log's is read from, whatever it is called there; else the field of just this
  /// name; else of another spelling. `names` are the header's, trimmed and in small letters.
  func place(in names: [String], places: [Int], _ header: [String]) throws(ColumnError) -> Int {
    let wanted = name.lowercased()
    if let column = EventColumn.allCases.first(where: { $0.name == wanted }), places[column.rawValue] != ColumnMap.absent {
      return places[column.rawValue]
    }
    let exact = names.indices.filter { names[$0] == wanted }
    if let place = try only(exact, header) { return place }
    let alike = otherSpellings
    return try only(names.indices.filter { alike.contains(names[$0]) }, header) ?? ColumnMap.absent
  }

  private func only(_ places: [Int], _ header: [String]) throws(ColumnError) -> Int? {
    if places.count > 1 {
      throw .twoMappedColumns(places.map { header[$0].trimmed }, of: name)
    }
    return places.first
  }
}
