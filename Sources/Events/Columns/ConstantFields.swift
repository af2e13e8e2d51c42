import Values

/// Constant texts of columns that the records lack: a file of deals in which each row is `won`.
///
/// A constant has a field index below `ColumnMap.absent`, so that fields of a record cost nothing more.
/// A reader appends `bytes` to a block and reads them there like any field.
public struct ConstantFields: Sendable, Equatable {
  /// The texts one after the other.
  public private(set) var bytes: [UInt8] = []
  private var ranges: [Range<Int>] = []

  init() {}

  /// Adds a text, trimmed, and returns its field index.
  mutating func add(_ text: String) -> Int {
    let start = bytes.count
    bytes += Array(text.trimmed.utf8)
    ranges.append(start..<bytes.count)
    return ColumnMap.absent - ranges.count
  }

  /// The range in `bytes` of the text with a field index.
  func range(at fieldIndex: Int) -> Range<Int> { ranges[ColumnMap.absent - 1 - fieldIndex] }

  /// The text with a field index.
  public func text(at fieldIndex: Int) -> String { String(decoding: bytes[range(at: fieldIndex)], as: UTF8.self) }
}
