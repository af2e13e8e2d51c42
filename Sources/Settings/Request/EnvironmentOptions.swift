import Events
import Values

/// Options from the environment: `TRIBUTARY_HALF_LIFE=14d` is `--half-life 14d`, unless the command line says it.
///
/// The command line counts before the environment, and that before the configuration file. What can be repeated is parted
/// by commas. A flag is `true` or `false`. An empty variable says nothing.
extension RunRequest {
  static let prefix = "TRIBUTARY_"
  /// The variable that names a configuration file.
  static let configurationVariable = "TRIBUTARY_CONFIG"

  /// What an option's variable is called.
  static func variable(of option: RunOption) -> String {
    prefix + option.rawValue.uppercased().replacing("-", with: "_")
  }

  /// Fills what is still open.
  ///
  /// - Throws: status 64 for a variable that nearly spells an option and means none: it would change figures unseen. Others
  ///   of the prefix belong to somebody else.
  package mutating func fill(from variables: [(name: String, value: String)]) throws(RunError) {
    var options: [RunOption: [Setting]] = [:]
    let known = RunOption.allCases.map(Self.variable) + [Self.configurationVariable]
    for (name, value) in variables where name.hasPrefix(Self.prefix) && !value.isEmpty {
      if let option = RunOption.allCases.first(where: { Self.variable(of: $0) == name }) {
        options[option] = try Self.settings(of: option, Setting(text: value, place: .variable(name)))
      } else if name == Self.configurationVariable {
        configurationFile = configurationFile ?? value
      } else if let meant = Self.suggestion(for: name, among: known) {
        throw .usage("the environment has \(name), which is no option; did you mean '\(meant)'?")
      }
    }
    fill(from: options)
  }

  /// Told from the part behind the prefix, which all have.
  private static func suggestion(for name: String, among known: [String]) -> String? {
    let length = prefix.count
    return NearName.suggestion(for: String(name.dropFirst(length)), among: known.map { String($0.dropFirst(length)) })
      .map { prefix + $0 }
  }

  private static func settings(of option: RunOption, _ value: Setting) throws(RunError) -> [Setting] {
    switch option.arity {
    case .one: return [value]
    case .flag: return [try value.flag]
    // A header's names are parted by commas themselves.
    case .many where option == .header: return [value]
    case .many:
      return value.text.split(separator: ",").map { Setting(text: ColumnMap.trimmed(String($0)), place: value.place) }
    }
  }
}
