/// The names that people give to columns: of event logs, of the small tables beside them, and of what a channel map looks at.
///
/// A *known* name is read without configuration, by a run and by `init`. A *hint* is a word by which `init` guesses; `init` marks
/// the guess as one to check. **To know more names**, add them to the file of their language.
package enum Vocabulary {
  /// Whose columns they are. Names of columns are the canonical ones.
  package enum Table: Sendable { case events, spend, rates }

  private static let languages = [Language.english, .korean]

  /// The known names of a column, in lower case, beside its canonical one.
  package static func known(_ column: String, in table: Table) -> [String] {
    languages.flatMap { $0.known[table]?[column] ?? [] }
  }

  /// Every name by which a column of a table is known, the canonical ones among them.
  package static func names(in table: Table) -> Set<String> {
    Set(languages.flatMap { ($0.known[table] ?? [:]).flatMap { [$0.key] + $0.value } })
  }

  /// Hints of all languages, the better ones first.
  package static func hints(_ column: String, in table: Table) -> [String] {
    let ranks = languages.map { $0.hints[table]?[column]?.ranks ?? [] }
    return (0..<(ranks.map(\.count).max() ?? 0)).flatMap { rank in ranks.flatMap { rank < $0.count ? $0[rank] : [] } }
  }

  /// Words with which a name means something else.
  package static func excluded(_ column: String, in table: Table) -> [String] {
    languages.flatMap { $0.hints[table]?[column]?.excluded ?? [] }
  }

  /// Names of one thing that a channel map may look at, in lower case.
  package static let alike = languages.flatMap(\.alike)
}

/// What one language calls columns, by table and canonical name.
struct Language: Sendable {
  var known: [Vocabulary.Table: [String: [String]]] = [:]
  /// Groups of names for one thing that is no column of an event.
  var alike: [[String]] = []
  var hints: [Vocabulary.Table: [String: Hints]]
}

/// Words by which a name is guessed to be a column's.
struct Hints: Sendable {
  /// The better ones first. Of one rank, the words of the language that `Vocabulary` lists first come first.
  let ranks: [[String]]
  let excluded: [String]

  init(_ ranks: [String]..., excluding excluded: [String] = []) {
    self.ranks = ranks
    self.excluded = excluded
  }
}
