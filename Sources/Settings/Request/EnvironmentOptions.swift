import Events
import Values

/// Options of the environment: `TRIBUTARY_HALF_LIFE=14d` is `--half-life 14d`.
///
/// The command line takes precedence over the environment, and the environment over the configuration file. Commas separate the
/// values of an option that takes several. A flag is `true` or `false`. An empty variable is ignored.
extension RunRequest {
  /// The start of the name of every variable.
  static let prefix = "TRIBUTARY_"

  /// The variable of an option.
  static func variable(of name: String) -> String { prefix + name.uppercased().replacing("-", with: "_") }

  /// Fills options that are still open.
  ///
  /// - Throws: `RunError` with status 64 for a variable whose name nearly matches that of an option: it would change figures
  ///   without notice. Other variables with the prefix are ignored.
  package mutating func fill(from variables: [(name: String, value: String)]) throws(RunError) {
    var options: [String: [Setting]] = [:]
    for (name, value) in variables where name.hasPrefix(Self.prefix) && !value.isEmpty {
      if let row = Options.keys.first(where: { Self.variable(of: $0.name) == name }) {
        options[row.name] = try Self.settings(of: row, Setting(text: value, location: .variable(name)))
      } else if name == Self.variable(of: Options.config.name) {
        configurationFile = configurationFile ?? value
      } else if let meant = Self.suggestion(for: name) {
        throw .usage("the environment has \(name), which is no option; did you mean '\(meant)'?")
      }
    }
    fill(from: options)
  }

  /// The variable that was probably meant. The prefix is not compared, since every name has it.
  private static func suggestion(for name: String) -> String? {
    let known = (Options.keys + [Options.config]).map { String(variable(of: $0.name).dropFirst(prefix.count)) }
    return NearName.suggestion(for: String(name.dropFirst(prefix.count)), among: known).map { prefix + $0 }
  }

  private static func settings(of row: OptionRow, _ value: Setting) throws(RunError) -> [Setting] {
    switch row.arity {
    case .one: return [value]
    case .flag: return [try value.flag]
    // The names of a header contain commas; `TextChecking.header` separates them.
    case .many where row.name == Options.header.name: return [value]
    case .many:
      return value.text.split(separator: ",").map { Setting(text: ColumnMap.trimmed(String($0)), location: value.location) }
    }
  }
}

extension MessageFormat {
  /// The format that the environment asks for, until the command line is understood.
  public static var ofEnvironment: MessageFormat {
    Environment.value(RunRequest.variable(of: Options.logFormat.name)).flatMap { MessageFormat(rawValue: $0) } ?? .text
  }
}
