import Values

/// Chooses a row's channel from other columns: an ordered table of patterns, of which the first that fits the row decides.
///
/// ```
/// source,medium,campaign,referrer,channel,campaign
/// google,cpc,*brand*,,Paid Search Brand,
/// google,cpc,,,Paid Search,
/// ,email,,,Email,newsletter
/// (empty),(empty),,(empty),Direct,
/// ```
/// Columns left of the last `channel` column hold patterns on columns of the log. `channel`, and a `campaign` right of it, are
/// the row's new values. An empty pattern fits anything, `(empty)` only an empty field. An empty campaign keeps the row's
/// campaign. A row that no rule fits keeps its channel.
public struct ChannelMap: Sendable, Equatable {
  public struct Rule: Sendable, Equatable {
    /// The line of the file on which the rule starts.
    public var line: Int
    /// By column; nil: anything.
    public var patterns: [WildcardPattern?]
    public var channel: String
    /// Empty: the row keeps its campaign.
    public var campaign: String
  }

  /// What messages call the table: its path.
  public let name: String
  /// The columns that the patterns read, as the header writes them.
  public let columns: [String]
  public let rules: [Rule]

  /// The pattern that only an empty field fits.
  public static let emptyPattern = "(empty)"

  /// Reads a table with a header, its dialect found out, and its encoding, too: that of a text which is neither UTF-16 nor
  /// UTF-8 is `preferred`, if given, as for `TextDecoder`. Empty lines are passed over.
  ///
  /// - Throws: `ChannelMapError` with the line that is to blame.
  public init(_ text: [UInt8], name: String, preferred: TextEncoding? = nil) throws(ChannelMapError) {
    self.name = name
    var records = try ChannelMapRecords(text, preferred: preferred)
    guard let header = records.next(), let result = header.fields.lastIndex(where: { $0.lowercased() == "channel" }) else {
      throw ChannelMapError(
        line: 1,
        message: "no 'channel' column; the header names the columns to look at, then what they become, as in "
          + "source,medium,channel")
    }
    columns = Array(header.fields[..<result])
    try Self.check(header, result)
    var rules: [Rule] = []
    while let record = records.next() { rules.append(try Self.rule(record, header.fields, result)) }
    self.rules = rules
  }

  private static func check(_ header: ChannelMapRecords.Record, _ result: Int) throws(ChannelMapError) {
    if result == 0 {
      throw ChannelMapError(
        line: header.line, message: "no column to look at; name some left of 'channel', as in source,medium,channel")
    }
    let patterns = header.fields[..<result].map { $0.lowercased() }
    if let unnamed = patterns.firstIndex(of: "") {
      throw ChannelMapError(line: header.line, message: "column \(unnamed + 1) of the header has no name")
    }
    if let twice = patterns.indices.first(where: { patterns[..<$0].contains(patterns[$0]) }) {
      throw ChannelMapError(line: header.line, message: "the column '\(header.fields[twice])' stands there twice")
    }
    let rest = header.fields[(result + 1)...]
    if let other = rest.first(where: { $0.lowercased() != "campaign" }) ?? rest.dropFirst().first {
      throw ChannelMapError(
        line: header.line,
        message: "'\(other)' stands right of 'channel', where only one 'campaign' may; move it left to "
          + "have it looked at")
    }
  }

  private static func rule(
    _ record: ChannelMapRecords.Record, _ header: [String], _ result: Int
  ) throws(ChannelMapError) -> Rule {
    func field(_ index: Int) -> String { index < record.fields.count ? record.fields[index] : "" }
    if let surplus = record.fields.dropFirst(header.count).first(where: { !$0.isEmpty }) {
      throw ChannelMapError(
        line: record.line,
        message: "\(record.fields.count) fields where the header has \(header.count), such as '\(surplus)'; put quotes around a "
          + "text with commas")
    }
    let channel = field(result)
    if channel.isEmpty { throw ChannelMapError(line: record.line, message: "no channel; say what such rows become") }
    if channel == SlotName.unattributed {
      throw ChannelMapError(
        line: record.line, message: "the channel '\(channel)' is reserved for credit that no touch earned; choose another")
    }
    let patterns = (0..<result).map { field($0).isEmpty ? nil : WildcardPattern(field($0)) }
    return Rule(line: record.line, patterns: patterns, channel: channel, campaign: field(result + 1))
  }

  /// The index of the first rule that fits; nil if none does. `fields` are a row's, by column.
  ///
  /// O(rules × characters): called for distinct texts, not for rows.
  public func rule(for fields: [String]) -> Int? {
    let characters = fields.map(WildcardPattern.letters)
    return rules.firstIndex { rule in
      zip(rule.patterns, characters).allSatisfy { pattern, characters in
        guard let pattern else { return true }
        return pattern.text.lowercased() == Self.emptyPattern ? characters.isEmpty : pattern.matches(characters)
      }
    }
  }
}

/// What a channel map cannot be read for. The message lacks only the file's name.
public struct ChannelMapError: Error, Equatable, Sendable {
  public let line: Int
  public let message: String
}
