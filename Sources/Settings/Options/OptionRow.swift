import Text

/// One option of a run, or one key of configuration files: everything about it but how its text is read.
///
/// The help, the environment, the keys and the schema of configuration files, the listing of `check`, the settings of
/// `summary.json`, the manual page, the completions and the table of Options.md follow from it.
package struct OptionRow: Sendable {
  /// How many values an option takes.
  package enum Arity: Sendable { case one, many, flag }

  /// Where an option can be given.
  package enum Scope: Sendable {
    /// On the command line, in the environment and in a configuration file.
    case everywhere
    /// On the command line; `--config` in the environment, too.
    case commandLine
    /// In a configuration file.
    case file
  }

  /// What a shell offers as a value.
  package enum Completion: Sendable, Equatable {
    case nothing
    case words([String])
    /// Files with one of these extensions; any files where there is none.
    case files(extensions: [String])
    case directories
  }

  /// States an option's value; nil where it has none.
  typealias Statement = @Sendable (RunConfiguration) -> JSONValue?

  /// When `summary.json` states a setting.
  enum Summary: Sendable {
    case never
    /// In every summary; an empty text where the statement is nil.
    case always(Statement)
    /// Where the statement is not nil.
    case whenSet(Statement)
    /// As members with names of their own.
    case members(@Sendable (RunConfiguration) -> [JSONValue.Member])
  }

  /// The long name without dashes, which is the key in a configuration file.
  package let name: String
  /// The short name: `o` for `-o`.
  package let short: Character?
  /// How many values the option takes.
  package let arity: Arity
  /// Where the option can be given.
  package let scope: Scope
  /// What the help calls a value.
  package let valueName: String
  /// Whether a value may start with a dash, as in `--from -90d`.
  package let takesDashes: Bool
  /// The sentences of the help.
  package let help: String
  /// The description in the schema.
  let meaning: String
  /// The default in words.
  let defaultText: OptionDefault
  /// The value and the meaning in the table of Options.md.
  let page: (value: String?, meaning: String)
  /// The statement in the listing of `check`; nil where there is no value.
  let check: Statement
  /// The statement in `summary.json`.
  let summary: Summary
  private let pathCompletion: Completion?
  private let words: Completion?
  private let makeType: @Sendable () -> ValueType

  /// A row. `help` and `meaning` have neither their full stop nor the default; `meaning` is that of the help unless given.
  /// `path` marks values that are paths, which a configuration file gives relative to its folder. `completion` replaces the words
  /// and paths that follow from the type.
  init(
    _ name: String, short: Character? = nil, _ type: @autoclosure @escaping @Sendable () -> ValueType, _ arity: Arity = .one,
    scope: Scope = .everywhere, path: Completion? = nil, valueName: String = "", help: String = "", meaning: String? = nil,
    default defaultText: OptionDefault = .none, completion: Completion? = nil, takesDashes: Bool = false,
    pageValue: String? = nil, page: String, check: @escaping Statement = { _ in nil }, summary: Summary = .never
  ) {
    self.name = name
    self.short = short
    self.arity = arity
    self.scope = scope
    self.valueName = valueName
    self.takesDashes = takesDashes
    self.help = help.isEmpty ? "" : help + "." + (defaultText.help.map { " Default: \($0)." } ?? "")
    self.meaning = (meaning ?? help) + (defaultText.schema.map { "; default: \($0)" } ?? "")
    self.defaultText = defaultText
    self.page = (pageValue, page)
    self.check = check
    self.summary = summary
    pathCompletion = path
    words = completion
    makeType = type
  }

  /// The type of a single value.
  var type: ValueType { makeType() }

  /// The type of the key's value in a configuration file.
  var keyType: ValueType { arity == .many ? .oneOrMore(type) : type }

  /// Whether values are paths, which a configuration file gives relative to its folder.
  var isPath: Bool { pathCompletion != nil }

  /// What a shell offers as a value.
  package var completion: Completion { words ?? pathCompletion ?? type.words.map { .words($0) } ?? .nothing }
}

/// The default of an option in words: each listing has its form.
struct OptionDefault: Sendable {
  /// After `Default: ` in the help; nil: the help does not state it.
  let help: String?
  /// After `default: ` in the schema; nil: the schema does not state it.
  let schema: String?
  /// In the table of Options.md, with its marks.
  let page: String

  /// The option is off, or has no value.
  static let none = OptionDefault(help: nil, schema: nil, page: "")
  /// A flag is off.
  static let off = OptionDefault(help: nil, schema: "false", page: "`false`")

  /// A value that the option takes.
  static func value(_ text: String, inHelp: Bool = true) -> OptionDefault {
    OptionDefault(help: inHelp ? text : nil, schema: text, page: "`\(text)`")
  }

  /// Words, which may be others in Options.md.
  static func words(_ text: String, page: String? = nil) -> OptionDefault {
    OptionDefault(help: text, schema: text, page: page ?? text)
  }

  /// Words of Options.md alone.
  static func page(_ text: String) -> OptionDefault { OptionDefault(help: nil, schema: nil, page: text) }
}
