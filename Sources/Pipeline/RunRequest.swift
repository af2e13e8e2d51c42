/// What a user asks of a run, in the user's own words: every option as text, nil where it was not given.
///
/// The command line fills one; `RunConfiguration` checks it and says what is wrong with it.
public struct RunRequest: Sendable {
  public var inputs: [String] = []
  public var spend: [String] = []
  public var rates: [String] = []
  public var columns: String?
  public var models: [String] = []
  public var goals: [String] = []
  public var lookback: String?, halfLife: String?
  public var from: String?, to: String?
  public var timeZone: String?
  public var currency: String?
  public var afterConversion: String?, stageChannel: String?, keep: String?
  public var output: String?
  public var spreadsheet: String?
  public var decimalComma = false
  public var rejects: String?
  public var maxRejects: String?
  public var failsOnEmpty = false
  public var threads: String?
  public var memory: String?
  public var scratch: String?
  public var version = ""

  public init() {}
}
