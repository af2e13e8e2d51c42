import Archive

/// What a user asks of a run: every option as text, with the location where it was written.
///
/// The command line makes a request. The environment, then the configuration file fill the options that are still open.
/// `RunConfiguration` checks the request.
public struct RunRequest: Sendable {
  /// Paths of the command line: files, directories, globs or `-`.
  public var inputs: [String] = []
  /// The path of the configuration file: `--config`.
  public var configurationFile: String?
  /// The version of the program, as reports state it.
  public var version = ""
  /// The values of each option that was given, by the option's name.
  private var settings: [String: [Setting]] = [:]

  /// A request that leaves every option open.
  public init() {}

  /// The text of an argument as the system passes it. Names of files may have any bytes.
  public static func text(ofArgument bytes: [UInt8]) -> String { ArgumentText.text(of: bytes) }

  /// Takes the values of an option from the command line; without values the option stays open.
  public mutating func set(_ name: String, _ values: [String]) {
    if values.isEmpty { return }
    settings[name] = values.map { Setting(text: $0, location: .option("--" + name)) }
  }

  /// The value of an option; its default where the option was not given.
  ///
  /// - Throws: `RunError` where the text cannot be read.
  package func value<Value>(of option: RunOption<Value>) throws(RunError) -> Value { try option.read(settings[option.name] ?? []) }

  /// The settings of an option, in order.
  func settings(of name: String) -> [Setting] { settings[name] ?? [] }

  /// Refuses texts of the command line that are not in UTF-8. Only names of logs, spend files and rates may have other bytes.
  func checkTexts() throws(RunError) {
    func refusal(_ name: String) -> RunError {
      .usage("\(name) is not in UTF-8; only logs, spend and rates may have names in other encodings. Write it in UTF-8")
    }
    if let path = configurationFile, ArgumentText.isOnlyAName(path) { throw refusal("--config") }
    for row in Options.keys where row.name != Options.spend.name && row.name != Options.rates.name {
      for setting in settings(of: row.name) where setting.isFromCommandLine && ArgumentText.isOnlyAName(setting.text) {
        throw refusal(setting.name)
      }
    }
  }

  /// Fills options that are still open.
  ///
  /// A period takes precedence over the other way of giving it: `--period` over the file's `from` and `to`, and `--from` or
  /// `--to` over the file's `period`.
  package mutating func fill(from options: [String: [Setting]]) {
    let ends = [Options.from.name, Options.to.name]
    let hasPeriod = settings[Options.period.name] != nil
    let hasEnd = ends.contains { settings[$0] != nil }
    for (name, values) in options where settings[name] == nil {
      if name == Options.period.name && hasEnd || ends.contains(name) && hasPeriod { continue }
      settings[name] = values
    }
  }
}
