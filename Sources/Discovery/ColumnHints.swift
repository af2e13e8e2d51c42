import Values
import Events
import Tables

/// By which words `init` guesses a column of events or of spend; the words stand in `Vocabulary`.
///
/// A weight says which column is meant where a name has words of several.
extension EventColumn {
  var hints: NameHints {
    var hints = Self.hints[rawValue]
    hints.known = [name] + spellings
    return hints
  }

  private static let hints = allCases.map { NameHints($0.name, in: .events, weight: $0.weight) }

  private var weight: Int {
    switch self {
    case .time: 90
    case .currency: 82
    case .channel: 80
    case .campaign: 79
    case .amount: 78
    case .cost: 76
    case .event: 74
    case .anonymousID: 70
    case .accountID: 68
    case .dealID: 66
    case .eventID: 64
    case .userID: 62
    }
  }
}

extension SpendColumn {
  var hints: NameHints {
    var hints = Self.hints[rawValue]
    hints.known = names
    return hints
  }

  private static let hints = allCases.map { column in
    switch column {
    case .date: NameHints(column.name, in: .spend, weight: 70)
    case .endDate: NameHints(column.name, in: .spend, weight: 75)
    case .amount: NameHints(column.name, in: .spend, weight: 80)
    case .channel: EventColumn.channel.hints
    case .campaign: EventColumn.campaign.hints
    case .currency: EventColumn.currency.hints
    }
  }
}

extension NameHints {
  fileprivate init(_ column: String, in table: Vocabulary.Table, weight: Int) {
    self.init(hints: Vocabulary.hints(column, in: table), excluded: Vocabulary.excluded(column, in: table), weight: weight)
  }
}
