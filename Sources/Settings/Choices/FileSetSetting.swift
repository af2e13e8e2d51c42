import Events
import Tables
import Values

/// The columns that the files of a set can have.
protocol SetColumn: CaseIterable, Hashable, Sendable {
  /// The canonical name.
  var name: String { get }
}

extension EventColumn: SetColumn {}
extension SpendColumn: SetColumn {}

/// A set of files as a configuration file writes it, each value with its place.
struct WrittenSet<Column: SetColumn>: Sendable {
  /// Where the set begins.
  var place: TextPlace
  var paths: [Setting] = []
  /// nil: none were written.
  var columns: [Column: Setting]?
  var constants: [Column: Setting] = [:]
  var zone: Setting?
  var currency: Setting?
  var format: Setting?, encoding: Setting?
  var header: [Setting] = []

  /// Columns and constants as texts; `usual` are the columns of sets that name none.
  ///
  /// - Throws: status 78 at a constant whose column is read from a field, too.
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
