import Values

/// Texts that every row of a log has in some column, though its records hold none: a file of deals in which each row is
/// `won`.
///
/// Where such a field stands is told by a place below `ColumnMap.absent`, so that fields of a record cost nothing more.
/// A reader puts `bytes` behind a block and finds them there as it finds any field.
public struct ConstantFields: Sendable, Equatable {
  /// The texts one after the other.
  public private(set) var bytes: [UInt8] = []
  private var ranges: [Range<Int>] = []

  init() {}

  /// Takes a text, trimmed, and gives its place.
  mutating func add(_ text: String) -> Int {
    let start = bytes.count
    bytes += Array(text.trimmed.utf8)
    ranges.append(start..<bytes.count)
    return ColumnMap.absent - ranges.count
  }

  /// Where in `bytes` the text of a place stands.
  func range(at place: Int) -> Range<Int> { ranges[ColumnMap.absent - 1 - place] }

  /// The text of a place.
  public func text(at place: Int) -> String { String(decoding: bytes[range(at: place)], as: UTF8.self) }
}
