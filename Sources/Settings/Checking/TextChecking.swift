import Events
import Text
import Values

/// From a setting to how texts are read.
///
/// Every function throws a `RunError` that names the setting, its text and what is accepted.
enum TextChecking {
  /// A format of logs.
  static func format(_ setting: Setting) throws(RunError) -> LogFormat? {
    guard let format = LogFormat(name: setting.text) else {
      let known = LogFormat.names
      throw setting.refusal("it is one of \(known.joined(separator: ", ")); without it each log's is found out", near: known)
    }
    return format
  }

  /// An encoding of logs.
  static func encoding(_ setting: Setting) throws(RunError) -> TextEncoding? {
    guard let encoding = TextEncoding(named: setting.text) else {
      let known = TextEncoding.allCases.map(\.name)
      throw setting.refusal("it is one of \(known.joined(separator: ", ")); without it each file's is found out", near: known)
    }
    return encoding
  }

  /// A shorter limit rejects ordinary events; of a longer record several have to fit in memory.
  private static let maxLineBytes = 1 << 10...256 << 20

  /// The bytes of the longest record.
  static func maxLine(_ setting: Setting) throws(RunError) -> Int {
    guard let bytes = SizeText.bytes(setting.text), maxLineBytes.contains(bytes) else {
      throw setting.refusal("write a size from 1KiB to 256MiB")
    }
    return bytes
  }

  /// A style of amounts.
  static func amounts(_ setting: Setting) throws(RunError) -> AmountStyle? {
    guard let style = AmountStyle(rawValue: setting.text) else {
      let known = AmountStyle.allCases.map(\.rawValue)
      throw setting.refusal("it is \(known.joined(separator: " or "))", near: known)
    }
    return style
  }

  /// A column map that is written as a text.
  static func columns(_ setting: Setting) throws(RunError) -> [EventColumn: String]? {
    do { return try ColumnMap.parse(setting.text) } catch { throw setting.error(error.message) }
  }

  /// The names of the fields of logs without a header line; nil without a setting. Commas and tabs separate names.
  ///
  /// - Throws: `RunError` where the names are no header of logs with these `columns`, `constants` and channel map.
  static func header(
    _ settings: [Setting], columns: [EventColumn: String]?, constants: [EventColumn: String] = [:], _ channelMap: ChannelMap?
  ) throws(RunError) -> [String]? {
    guard let first = settings.first else { return nil }
    let names = settings.flatMap { setting in
      setting.text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "\t" }.map { ColumnMap.trimmed(String($0)) }
    }
    do {
      _ = try ColumnMap(header: names, renamed: columns, channelMap: channelMap, constants: constants)
    } catch {
      throw first.error("\(first.name): \(error.message)")
    }
    return names
  }
}
