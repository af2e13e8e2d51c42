import Text
import Events
import Values

/// From a request to how texts read.
extension RunConfiguration {
  mutating func readText(_ request: RunRequest) throws(RunError) {
    text.format = try Self.format(request[.format])
    if let written = request[.maxLine] {
      guard let bytes = SizeText.bytes(written.text), Self.maxLineBytes.contains(bytes) else {
        throw written.refusal("write a size from 1KiB to 256MiB")
      }
      text.maxLineBytes = bytes
    }
    text.amounts = try Self.amounts(request[.amounts]) ?? text.amounts
    text.spendAmounts = try Self.amounts(request[.spendAmounts]) ?? text.amounts
    text.header = try Self.header(request.all(.header), for: InputSet(paths: [], columns: columns), channelMap)
  }

  static func format(_ setting: Setting?) throws(RunError) -> LogFormat? {
    guard let setting else { return nil }
    guard let format = LogFormat(name: setting.text) else {
      throw setting.refusal(
        "it is one of \(formatNames.joined(separator: ", ")); without it each log's is found out", near: formatNames)
    }
    return format
  }

  /// Read before the channel map, which may need it.
  static func encoding(_ setting: Setting?) throws(RunError) -> TextEncoding? {
    guard let setting else { return nil }
    guard let encoding = TextEncoding(named: setting.text) else {
      throw setting.refusal(
        "it is one of \(encodingNames.joined(separator: ", ")); without it each file's is found out", near: encodingNames)
    }
    return encoding
  }

  /// A line of fewer bytes is an event's; of more bytes, several have to fit in memory.
  private static let maxLineBytes = 1 << 10...256 << 20

  private static func amounts(_ setting: Setting?) throws(RunError) -> AmountStyle? {
    guard let setting else { return nil }
    guard let style = AmountStyle(rawValue: setting.text) else {
      let known = AmountStyle.allCases.map(\.rawValue)
      throw setting.refusal("it is \(known.joined(separator: " or "))", near: known)
    }
    return style
  }

  /// The names may be written with commas or with tabs, as a file of column names has them.
  static func header(_ settings: [Setting], for set: InputSet, _ channelMap: ChannelMap?) throws(RunError) -> [String]? {
    guard let first = settings.first else { return nil }
    let names = settings.flatMap { setting in
      setting.text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "\t" }.map { ColumnMap.trimmed(String($0)) }
    }
    do {
      _ = try ColumnMap(header: names, renamed: set.columns, channelMap: channelMap, constants: set.constants)
    } catch {
      throw first.error("\(first.name): \(error.message)")
    }
    return names
  }

  /// What the summary states of these settings where they are given.
  var textMembers: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if let format = text.format { members.append(.init("format", .text(format.name))) }
    if let encoding = text.encoding { members.append(.init("encoding", .text(encoding.name))) }
    if let header = text.header { members.append(.init("header", .array(header.map { .text($0) }))) }
    if text.maxLineBytes != ReadingRules.usualMaxRecordBytes {
      members.append(.init("max-line", .integer(Int64(text.maxLineBytes))))
    }
    if text.amounts != .decimalPoint { members.append(.init("amounts", .text(text.amounts.rawValue))) }
    if text.spendAmounts != text.amounts { members.append(.init("spend-amounts", .text(text.spendAmounts.rawValue))) }
    return members
  }
}
