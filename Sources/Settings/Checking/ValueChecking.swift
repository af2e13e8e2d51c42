import Events
import Platform
import Text
import Values

/// From a setting to a value that depends on no other setting.
///
/// Every function throws a `RunError` that names the setting, its text and what is accepted.
enum ValueChecking {
  /// A duration in microseconds.
  static func duration(_ setting: Setting) throws(RunError) -> Int64 {
    guard let microseconds = DurationText.microseconds(setting.text) else {
      throw setting.refusal("write a number and d, h, m or s, as in 90d or 7.5d")
    }
    return microseconds
  }

  /// A half-life in microseconds.
  static func halfLife(_ setting: Setting) throws(RunError) -> Int64 {
    let halfLife = try duration(setting)
    guard halfLife > 0 else { throw setting.refusal("give a duration above 0, as in 7d") }
    return halfLife
  }

  /// The longest gap within a session, in microseconds.
  static func session(_ setting: Setting) throws(RunError) -> Int64? {
    guard let gap = DurationText.microseconds(setting.text), gap > 0 else {
      throw setting.refusal("write a duration above 0, as in 30m")
    }
    return gap
  }

  /// The index of the word among `words`.
  static func choice(_ setting: Setting, of words: [String]) throws(RunError) -> Int {
    guard let index = words.firstIndex(of: setting.text) else {
      throw setting.refusal("it is \(words.joined(separator: " or "))", near: words)
    }
    return index
  }

  /// The number of worker threads.
  static func threads(_ setting: Setting) throws(RunError) -> Int {
    guard let count = Int(setting.text), (1...1024).contains(count) else {
      throw setting.refusal("use a number from 1 to 1024")
    }
    return count
  }

  /// Memory in bytes.
  static func memory(_ setting: Setting) throws(RunError) -> Int {
    guard let bytes = SizeText.bytes(setting.text) else {
      throw setting.refusal("write a size such as 256MiB, 512MB or 4GiB")
    }
    guard bytes >= leastMemory else { throw setting.refusal("a run needs 16MiB at least") }
    return bytes
  }

  /// The memory of a run that names none: half of the machine's, in bytes.
  static var usualMemory: Int { max(leastMemory, ProcessMemory.available / 2) }

  private static let leastMemory = 16 << 20

  /// The limit of scratch files, in bytes.
  static func scratchLimit(_ setting: Setting) throws(RunError) -> Int64? {
    guard let bytes = SizeText.bytes(setting.text) else { throw setting.refusal("write a size such as 20GB or 1TiB") }
    return Int64(bytes)
  }

  /// A count or a share of rejected rows.
  static func rejectLimit(_ setting: Setting) throws(RunError) -> RejectLimit {
    guard let limit = RejectLimit(setting.text) else {
      throw setting.refusal("write a count such as 100, or a share such as 0.5%")
    }
    return limit
  }

  /// A time zone.
  static func zone(_ setting: Setting) throws(RunError) -> ReportZone {
    guard let zone = ReportZone(name: setting.text) else {
      throw setting.error(
        "\(setting.name) reads '\(setting.text)', which is no time zone here; use an IANA name such as Asia/Seoul"
          + (setting.text == "KST"
            ? "; did you mean 'Asia/Seoul'?" : NearName.question(for: setting.text, among: ReportZone.knownNames)))
    }
    return zone
  }

  /// A currency.
  static func currency(_ setting: Setting) throws(RunError) -> Currency? {
    guard let currency = Currency(setting.text) else { throw setting.refusal("use three letters such as KRW or USD") }
    return currency
  }
}

/// The limits of unpacking.
extension ValueChecking {
  /// Each layer has buffers of half a mebibyte and more: more layers would not fit in the least memory.
  private static let mostDepth = 100

  /// The number of nested compressions and archives.
  static func depth(_ setting: Setting) throws(RunError) -> Int {
    guard let layers = Int(setting.text), (0...mostDepth).contains(layers) else {
      throw setting.refusal("write a number of layers from 0 (nothing packed) to \(mostDepth)")
    }
    return layers
  }

  /// The ratio of unpacked to packed bytes.
  static func ratio(_ setting: Setting) throws(RunError) -> Int64 {
    guard let times = Int64(setting.text), times > 0 else { throw setting.refusal("write a whole number such as 1000") }
    return times
  }

  /// The unpacked bytes of a file.
  static func unpackedBytes(_ setting: Setting) throws(RunError) -> Int64 {
    guard let bytes = SizeText.bytes(setting.text), bytes > 0 else { throw setting.refusal("write a size such as 500GB or 2TiB") }
    return Int64(bytes)
  }
}
