/// Why a model cannot be used: a matter of configuration. Each message says what would mend it.
public enum CreditModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// `suggestion` is `; did you mean 'x'?` or empty, here and below.
  case unknownModel(name: String, known: [String], suggestion: String)
  case halfLifeNotAboveZero(microseconds: Int64)
  case namelessModel
  case nameOfBuiltIn(name: String)
  case noRoles(model: String)
  case unknownRole(model: String, role: String, known: [String], suggestion: String)
  case repeatedRole(model: String, role: String, other: String)
  case unreadableWeight(model: String, role: String, text: String, reason: String)
  case tooManyDigits(model: String)

  public var description: String {
    switch self {
    case .unknownModel(let name, let known, let suggestion):
      "there is no model '\(name)'\(suggestion.isEmpty ? "; known are \(known.joined(separator: ", "))" : suggestion)"
    case .halfLifeNotAboveZero(let microseconds):
      "a half-life of \(microseconds) microseconds is not above 0; use one such as 7d"
    case .namelessModel: "a model of your own has an empty name; give it one under 'models:'"
    case .nameOfBuiltIn(let name): "'\(name)' is a built-in model; give your own model another name"
    case .noRoles(let model):
      "model '\(model)' gives no role a weight; write for example 'first: 40', 'last: 40', 'middle: 20' below it"
    case .unknownRole(let model, let role, let known, let suggestion):
      "model '\(model)': there is no role '\(role)'"
        + (suggestion.isEmpty ? "; known are \(known.joined(separator: ", "))" : suggestion)
    case .repeatedRole(let model, let role, let other):
      "model '\(model)': '\(other)' and '\(role)' are the same role; give its weight once"
    case .unreadableWeight(let model, let role, let text, let reason):
      "model '\(model)': the weight of '\(role)' reads '\(text)': \(reason); use a plain number such as 22.5"
    case .tooManyDigits(let model):
      "model '\(model)': the weights need more than 18 digits beside one another; write them shorter"
    }
  }
}
