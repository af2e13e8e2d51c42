import Events
import Platform
import Values

/// Answers the questions that were sent to one partition.
struct LinkAnswers {
  private var accounts = KeyMap()
  private var fallbacks = KeyMap()
  private var messages: [LinkMessage] = []

  init(of questions: PartitionStore, partition: Int, bits: Int) throws {
    messages.reserveCapacity(questions.cellCount(of: partition) / 2)
    try questions.forEachMessage(of: partition, bits: bits) { message in
      switch message.kind {
      case .journey: accounts.insert(message.key, message.first)
      case .fallback:
        if let second = message.second { fallbacks.insert(message.key.beside(message.first), second) }
      default: break
      }
      messages.append(message)
    }
  }

  /// The table of journeys in the Specification, section 3, column by column.
  func forEach(_ tell: (LinkMessage) throws -> Void) throws {
    for message in messages {
      let user = message.key
      switch message.kind {
      case .journey: try tell(message)
      case .anonymousAsks:
        try tell(LinkMessage(.journey, to: message.first, accounts[user] ?? message.second ?? user))
      case .fallback:
        if accounts[user] == nil { try tell(LinkMessage(.journeyBeside, to: user, message.first, message.second)) }
      case .dealAsks:
        let beside = message.second.flatMap { fallbacks[user.beside($0)] }
        try tell(LinkMessage(.journey, to: message.first, accounts[user] ?? beside ?? user))
      case .dealUnanswered: try tell(LinkMessage(.dealAsks, to: user, message.first))
      default: break
      }
    }
  }
}
