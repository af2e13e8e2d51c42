/// A column of a table as `datapackage.json` describes it.
struct ReportColumn {
  enum Kind {
    case text, integer, number
    /// An empty cell says that there is nothing to say.
    case optionalText, optionalInteger, optionalNumber
    /// An empty cell is the empty text.
    case emptyText
  }

  let name: String
  let kind: Kind
  let description: String

  init(_ name: String, _ kind: Kind, _ description: String) {
    self.name = name
    self.kind = kind
    self.description = description
  }
}

/// What one table of the report holds: the header of its file and its part of `datapackage.json`.
struct TableDescription {
  let name: String
  let path: String
  let title: String
  let columns: [ReportColumn]
  /// Columns that together name a row; empty where none do.
  let primaryKey: [String]
}
