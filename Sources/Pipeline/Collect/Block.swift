import Events

/// A piece of a source that ends with a record. A reader fills it and a worker parses it. Blocks are reused.
final class Block: @unchecked Sendable {
  var bytes: [UInt8]
  var count = 0
  var source: UInt32 = 0
  /// Its number among the source's blocks, from 0.
  var number: UInt32 = 0
  /// The input set of its source.
  var set = 0
  var format = LogFormat.csv
  var columns: ColumnMap?
  /// A record that cannot be read, instead of bytes.
  var rejected: RecordCutter.RejectedRecord?

  init(capacity: Int) { bytes = Array(repeating: 0, count: capacity) }
}
