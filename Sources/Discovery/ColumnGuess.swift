import Text
import Events
import Tables
import Values

/// A field taken for a column, and why.
struct ColumnPick: Sendable, Equatable {
  var field: Int
  /// What a comment says: how it was found, and what speaks for it.
  var reason: String
  /// Found by a name that only hints at it, or by its content: to be checked.
  var isGuess = false
}

/// Which field holds which column, told by names and by what stands in the fields.
///
/// The best fit of all is taken first: known spellings before hints of a name, and names before content alone. Equal fits: the
/// column that comes first, then the field that does.
struct ColumnGuess<Column: GuessedColumn> {
  let group: FileGroup
  private(set) var picks: [Column: ColumnPick] = [:]
  /// Fields that might have been taken for a column as well.
  private(set) var others: [Column: [Int]] = [:]
  /// Fields named like a column, in which something else stands.
  private(set) var contradicted: [Column: [Int]] = [:]

  init(_ group: FileGroup) {
    self.group = group
    takeByName()
    for column in Column.allCases where picks[column] == nil {
      let free = group.names.indices.filter { isFree($0) && group.isNamed($0) && group.profiles[$0].filled > 0 }
      guard let field = column.byContent(among: free, in: group) else { continue }
      picks[column] = ColumnPick(
        field: field, reason: "its content looks so: \(column.evidence(group, field)); check it", isGuess: true)
    }
  }

  func isFree(_ field: Int) -> Bool { !picks.values.contains { $0.field == field } }

  /// The profile of the field taken for a column.
  func profile(_ column: Column) -> ColumnProfile? { picks[column].map { group.profiles[$0.field] } }

  func name(_ column: Column) -> String? { picks[column].map { group.names[$0.field] } }

  /// What a comment says of fields that might have been taken as well, a line a column.
  var rivals: [String] {
    Column.allCases.compactMap { column in
      guard let fields = others[column], !fields.isEmpty, picks[column] != nil else { return nil }
      return "Could be '\(column.name)', too: " + fields.prefix(6).map { "'\(group.names[$0])'" }.joined(separator: ", ") + "."
    }
  }

  /// Takes a field that is free for a column; what held the column before might have been it as well.
  mutating func take(_ field: Int, for column: Column, because reason: String) {
    let former = picks[column]?.field
    picks[column] = ColumnPick(field: field, reason: reason, isGuess: true)
    for other in others.keys { others[other]?.removeAll { $0 == field } }
    if let former { others[column, default: []].insert(former, at: 0) }
  }

  mutating func drop(_ column: Column) { picks[column] = nil }

  private struct Fit {
    var column: Column
    var field: Int
    var fit: Int
  }

  private mutating func takeByName() {
    var fits: [Fit] = []
    for (field, name) in group.names.enumerated() where group.isNamed(field) && group.hasHeader {
      let words = ColumnName(name)
      for column in Column.allCases {
        let fit = words.fit(column.hints)
        if fit == 0 { continue }
        if column.accepts(group.profiles[field], rows: group.rows, isKnown: fit == NameHints.known) {
          fits.append(Fit(column: column, field: field, fit: fit))
        } else if group.profiles[field].filled > 0 {
          contradicted[column, default: []].append(field)
        }
      }
    }
    // The sort is stable in what it is given: columns and fields are in order.
    let ranked = fits.enumerated().sorted { ($1.element.fit, $0.offset) < ($0.element.fit, $1.offset) }.map(\.element)
    for fit in ranked where isFree(fit.field) {
      if picks[fit.column] != nil {
        others[fit.column, default: []].append(fit.field)
        continue
      }
      let evidence = column(fit.column, fit.field)
      let isGuess = fit.fit < NameHints.known
      picks[fit.column] = ColumnPick(
        field: fit.field, reason: (isGuess ? "by its name; check it: " : "a usual name: ") + evidence, isGuess: isGuess)
    }
    for (column, fields) in others { others[column] = fields.filter { isFree($0) } }
  }

  private func column(_ column: Column, _ field: Int) -> String { column.evidence(group, field) }
}

/// A column that can be recognised.
protocol GuessedColumn: CaseIterable, Hashable, Sendable {
  var name: String { get }
  var hints: NameHints { get }
  /// Whether what stands in a field can be this column; `isKnown`: its name is a known spelling.
  func accepts(_ profile: ColumnProfile, rows: Int, isKnown: Bool) -> Bool
  /// The field whose content alone speaks for the column; nil for none, or for columns that need a name.
  func byContent(among fields: [Int], in group: FileGroup) -> Int?
  /// What the content says, as a comment has it.
  func evidence(_ group: FileGroup, _ field: Int) -> String
}

extension GuessedColumn {
  static func filled(_ profile: ColumnProfile, _ rows: Int) -> String {
    "in \(Count.text(profile.filled)) of \(Count.text(rows, "row"))"
  }

  static func timeEvidence(_ profile: ColumnProfile, _ rows: Int) -> String {
    "\(Count.text(profile.timeCount)) of \(Count.text(rows, "row")) read as times"
      + (profile.timeShape.map { ", \($0.text)" } ?? "")
  }

  static func amountEvidence(_ profile: ColumnProfile) -> String {
    "\(Count.text(profile.amountCount)) of \(Count.text(profile.filled, "filled field")) read as amounts"
  }

  static func currencyEvidence(_ profile: ColumnProfile) -> String {
    profile.currencies.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8)
      .map { "\($0.key.code) \(Count.text($0.value))" }.joined(separator: ", ")
  }

  /// Different values in words.
  static func variety(_ profile: ColumnProfile) -> String {
    profile.isMany
      ? "more than \(Count.text(ColumnProfile.mostValues)) different ones" : Count.text(profile.values.count, "different one")
  }
}
