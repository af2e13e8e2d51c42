/// What a spend file's header was read as.
public struct SpendColumnsFound: Sendable, Equatable {
  /// Trimmed.
  public let header: [String]
  /// Column → place in the header.
  public let places: [SpendColumn: Int]
}

extension SpendReader {
  /// nil until a header was met.
  public var columnsFound: SpendColumnsFound? {
    guard let columns else { return nil }
    var places: [SpendColumn: Int] = [:]
    for column in SpendColumn.allCases { places[column] = columns[column] }
    return SpendColumnsFound(header: columns.header, places: places)
  }
}
