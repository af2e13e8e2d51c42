import Text
import Events
import Report
import Values

/// What the summary states of a channel map: each rule as it was read, with the touches it named.
extension ChannelMap {
  func notes(_ touches: TouchTally) -> JSONValue {
    let rules = zip(rules, touches.byRule).map { rule, count in
      JSONValue.object([
        .init("line", .integer(Int64(rule.line))),
        .init(
          "patterns",
          .object(zip(columns, rule.patterns).compactMap { column, pattern in pattern.map { .init(column, .text($0.text)) } })),
        .init("channel", .text(rule.channel)), .init("campaign", .text(rule.campaign)), .init("touches", .integer(count)),
      ])
    }
    return .object([
      .init("file", .text(name)), .init("rules", .array(rules)),
      .init("touches with their own channel", .integer(touches.byNoRule)),
    ])
  }
}
