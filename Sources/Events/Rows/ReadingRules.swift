import Values

/// Everything that decides how a row is read, except the columns of its log.
public struct ReadingRules: Sendable {
  public var funnel: Funnel
  /// The report zone. It sets the days of exchange rates, and the times without an offset if their set names no other zone.
  public var zone: ReportZone
  /// By number of the input set; never empty.
  public var sets: [SetRules]
  /// The currency amounts are reported in; nil: the one that the data turn out to be in.
  public var reportCurrency: Currency?
  /// For amounts in other currencies.
  public var rates: ExchangeRates
  /// Texts that are no id, ASCII case ignored; the empty text and all-zero UUIDs never are.
  public var noIDs: [String]
  /// Seed of every hash of this run. Ids come from strangers, who could collide a public one.
  public var seed: UInt64
  /// Some input may name accounts. Without any, a user's rows need not remember the anonymous id beside it.
  public var knowsAccounts = true
  /// Funnel indices of the stages whose credits are listed one by one: the id texts of their rows are kept.
  /// nil: no credits are listed.
  public var spelledStages: Set<Int>?
  /// A record of more bytes is rejected.
  public var maxRecordBytes: Int
  public var amounts = AmountStyle.decimalPoint
  /// Chooses channels from other columns; nil: rows name their channels.
  public var channelMap: ChannelMap?
  /// Bytes that a worker's mapped texts may take before they are forgotten. They are mapped again when they recur.
  public var mappedSpellingBytes: Int

  /// Specification, section 1.
  public static let usualNoIDs = ["null", "\\n", "undefined", "none", "nan", "(not set)"]
  /// One mebibyte, the `--max-line` of the Specification: longer than any real event, short enough to hold one per thread.
  public static let usualMaxRecordBytes = 1 << 20
  /// Two mebibytes hold some ten thousand texts, more than people write campaigns.
  public static let usualMappedSpellingBytes = 2 << 20

  public init(
    funnel: Funnel = .standard, zone: ReportZone = .utc, reportCurrency: Currency? = nil,
    rates: ExchangeRates = ExchangeRates(), noIDs: [String] = ReadingRules.usualNoIDs, seed: UInt64,
    maxRecordBytes: Int = ReadingRules.usualMaxRecordBytes, channelMap: ChannelMap? = nil,
    mappedSpellingBytes: Int = ReadingRules.usualMappedSpellingBytes, sets: [SetRules] = [SetRules()]
  ) {
    precondition(!sets.isEmpty, "every log is of some set")
    self.sets = sets
    self.funnel = funnel
    self.zone = zone
    self.reportCurrency = reportCurrency
    self.rates = rates
    self.noIDs = noIDs
    self.seed = seed
    self.maxRecordBytes = maxRecordBytes
    self.channelMap = channelMap
    self.mappedSpellingBytes = mappedSpellingBytes
  }
}

/// Recognises texts that are no id (Specification, section 1), so that visitors are not merged by `null`.
struct NoIDs: Sendable {
  private let texts: [[UInt8]]
  /// Bit n: some text has n bytes; bit 63: 63 or more.
  private let lengths: UInt64

  init(_ texts: [String]) {
    self.texts = texts.map { $0.utf8.map(asciiLowercased) }
    var lengths: UInt64 = 1 << 32 | 1 << 36 | 1 << 38
    for text in self.texts { lengths |= 1 << UInt64(min(text.count, 63)) }
    self.lengths = lengths
  }

  /// Whether a trimmed field is an id. 1 ns unless its length is that of a text that is no id.
  @inline(__always)
  func isID(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Bool {
    if field.isEmpty { return false }
    if lengths >> UInt64(min(field.count, 63)) & 1 == 0 { return true }
    return !isNone(bytes.extracting(field))
  }

  private func isNone(_ field: Span<UInt8>) -> Bool {
    for text in texts where field.equals(lowercase: text) { return true }
    return isZeroUUID(field)
  }

  /// `00000000-0000-0000-0000-000000000000`, with or without its dashes or braces.
  private func isZeroUUID(_ field: Span<UInt8>) -> Bool {
    guard field.count == 32 || field.count == 36 || field.count == 38 else { return false }
    for i in 0..<field.count {
      switch field[i] {
      case UInt8(ascii: "0"): continue
      case UInt8(ascii: "-") where field.count > 32: continue
      case UInt8(ascii: "{") where i == 0: continue
      case UInt8(ascii: "}") where i == field.count - 1: continue
      default: return false
      }
    }
    return true
  }
}
