import Events
import Tables
import Values

/// The columns of files of one kind.
protocol FileColumn: CaseIterable, Hashable, Sendable {
  /// The canonical name.
  var name: String { get }
}

extension EventColumn: FileColumn {}
extension SpendColumn: FileColumn {}

/// A set of files as a configuration file writes it, each value with its location.
struct FileSetSetting<Column: FileColumn>: Sendable {
  /// The location of the set's first character.
  var location: TextLocation
  var paths: [Setting] = []
  /// Column → header field; nil where the set has no `columns`.
  var columns: [Column: Setting]?
  var constants: [Column: Setting] = [:]
  var zone: Setting?
  var currency: Setting?
  var format: Setting?, encoding: Setting?
  var header: [Setting] = []

  /// Columns and constants as texts; `usual` are the columns of sets that name none.
  ///
  /// - Throws: `RunError` with status 78 at a constant whose column is read from a field, too.
  func texts(usual: [Column: String]?) throws(RunError) -> (columns: [Column: String]?, constants: [Column: String]) {
    let read = columns?.mapValues(\.text) ?? usual
    for column in Column.allCases {
      guard let constant = constants[column], let field = read?[column] else { continue }
      let whose = columns == nil ? "by the 'columns' of the whole configuration" : "by the set's 'columns'"
      throw constant.error(
        "'\(column.name)' cannot have a constant and be read from '\(field)', too, \(whose); leave one of them out"
          + (columns == nil ? ", or give the set 'columns' of its own" : ""))
    }
    return (read, constants.mapValues(\.text))
  }
}
