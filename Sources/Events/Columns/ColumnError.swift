import Values

/// What a header or a `--columns` map cannot be used for. The message lacks only the source's name.
public struct ColumnError: Error, Equatable, Sendable {
  /// The map names a field that the header lacks or has twice (a configuration error), or the header is no log's header.
  public enum Kind: Sendable { case configuration, notALog }
  public let kind: Kind
  public let message: String

  /// `spellings` are the texts between which it is for the user to choose.
  static func twoSpellings(_ spellings: [String], of column: EventColumn) -> ColumnError {
    ColumnError(
      kind: .configuration,
      message: ColumnText.twoSpellings(spellings, of: column.name) + "; say which one to read, as in "
        + "--columns \(column.name)=\(spellings.first ?? ""),… naming every column to be read")
  }

  static func twoMappedColumns(_ spellings: [String], of name: String) -> ColumnError {
    ColumnError(
      kind: .configuration,
      message:
        "the channel map looks at '\(name)', which \(ColumnText.quoted(spellings)) may be; call the column in the map what the log "
        + "calls the one to look at")
  }
}
