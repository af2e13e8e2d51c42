import Archive
import Events
import Tables

/// What a user asks of a run, in the user's own words: every option as text with the place where it was written.
///
/// The command line fills one; a configuration file adds what the command line left open; `RunConfiguration` checks it and
/// says what is wrong with it.
public struct RunRequest: Sendable {
  /// Files, directories, globs or `-`.
  public var inputs: [String] = []
  /// `--config`.
  public var configurationFile: String?
  public var version = ""
  private var settings: [RunOption: [Setting]] = [:]
  /// A configuration file's `columns:` written as a table; used where the command line has no `--columns`.
  private(set) var columnTable: [EventColumn: String] = [:]

  /// A configuration file's `aliases:`; the command line's go before them.
  private(set) var aliasTable: [(name: Setting, channel: Setting)] = []

  /// A configuration file's inputs, where the command line names none, and its spend files likewise.
  private(set) var inputSets: [WrittenSet<EventColumn>] = []
  private(set) var spendSets: [WrittenSet<SpendColumn>] = []

  public init() {}

  /// The text of an argument as the system gives it, which names of files need in full: bytes, in any encoding.
  public static func text(ofArgument bytes: [UInt8]) -> String { ArgumentText.text(of: bytes) }

  /// Takes an option from the command line; no value leaves it open.
  public mutating func set(_ option: RunOption, _ values: [String]) {
    if values.isEmpty { return }
    settings[option] = values.map { Setting(text: $0, place: .option("--\(option.rawValue)")) }
  }

  /// Takes an option from the command line; nil leaves it open.
  public mutating func set(_ option: RunOption, _ value: String?) { set(option, value.map { [$0] } ?? []) }

  /// Takes a flag from the command line; nil leaves it open.
  public mutating func set(_ flag: RunOption, _ isOn: Bool?) { set(flag, isOn.map { $0 ? "true" : "false" }) }

  /// The value of an option that takes one; nil where it was not given.
  package subscript(option: RunOption) -> Setting? { settings[option]?.last }

  /// All values of a repeatable option, in order.
  package func all(_ option: RunOption) -> [Setting] { settings[option] ?? [] }

  /// Whether an option was given on the command line.
  func isFromCommandLine(_ option: RunOption) -> Bool { settings[option]?.first?.isOption == true }

  /// Whether an option stands in a configuration file.
  func isFromFile(_ option: RunOption) -> Bool {
    if case .file = settings[option]?.first?.place { return true }
    return false
  }

  /// Refuses what is no UTF-8 where it is more than the name of an input, spend or rates.
  func checkTexts() throws(RunError) {
    func refusal(_ name: String) -> RunError {
      .usage("\(name) is not in UTF-8; only logs, spend and rates may have names in other encodings. Write it in UTF-8")
    }
    if let path = configurationFile, ArgumentText.isOnlyAName(path) { throw refusal("--config") }
    for option in RunOption.allCases where option != .spend && option != .rates {
      for setting in all(option) where setting.isOption && ArgumentText.isOnlyAName(setting.text) { throw refusal(setting.name) }
    }
  }

  /// Fills what command line and environment left open. Where these say anything of the period, the file's other way of
  /// saying it does not count: `--period` beats the file's `from` and `to`, and either of these beats the file's `period`.
  package mutating func fill(from file: ConfigurationFile) {
    if inputs.isEmpty { inputSets = file.inputs }
    if settings[.spend] == nil { spendSets = file.spend }
    if settings[.columns] == nil { columnTable = file.columns }
    aliasTable = file.aliases
    fill(from: file.options)
  }

  /// Fills options that are still open.
  mutating func fill(from options: [RunOption: [Setting]]) {
    let saysPeriod = settings[.period] != nil
    let saysBounds = settings[.from] != nil || settings[.to] != nil
    for (option, values) in options where settings[option] == nil {
      if option == .period && saysBounds || (option == .from || option == .to) && saysPeriod { continue }
      settings[option] = values
    }
  }
}
