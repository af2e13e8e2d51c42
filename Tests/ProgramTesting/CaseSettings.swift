import Foundation

/// `case.json`: settings under the names of the command line's options.
public struct CaseSettings: Decodable, Sendable {
  public let events: [String]
  public let spend: [String]
  public let rates: [String]?
  public let models: [String]
  public let goals: [String]
  /// Decimals, so that 1e-05 days reach the command line as `0.00001d` and not as a neighbour of it.
  public let lookbackDays: Decimal
  public let halfLifeDays: Decimal
  public let currency: String
  public let zone: String
  public let keep: String?
  public let afterConversion: String?
  public let stageChannel: String?
  public let from: String?
  public let to: String?
  /// Models of the case's own: name → role → weight.
  public let custom: [String: [String: Decimal]]?

  enum CodingKeys: String, CodingKey {
    case events, spend, rates, models, goals, currency, zone, keep, from, to, custom
    case lookbackDays = "lookback_days"
    case halfLifeDays = "half_life_days"
    case afterConversion = "after_conversion"
    case stageChannel = "stage_channel"
  }

  /// The settings as options of `tributary run`; custom models go into a configuration file.
  public var arguments: [String] {
    var options: [String] = []
    func add(_ name: String, _ values: [String?]) {
      for case let value? in values { options += ["--\(name)", value] }
    }
    add("spend", spend)
    add("rates", rates ?? [])
    add("model", models)
    add("goal", goals)
    add("lookback", ["\(lookbackDays)d"])
    add("half-life", ["\(halfLifeDays)d"])
    add("currency", [currency])
    add("time-zone", [zone])
    add("keep", [keep])
    add("after-conversion", [afterConversion])
    add("stage-channel", [stageChannel])
    add("from", [from])
    add("to", [to])
    return options
  }

  /// Custom models as a configuration file.
  public static func configuration(of custom: [String: [String: Decimal]]) -> String {
    var lines = ["models:"]
    for (model, roles) in custom.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(model):")
      for (role, weight) in roles.sorted(by: { $0.key < $1.key }) { lines.append("    \(role): \(weight)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
