import Events
import Values

/// A rejected row as `RejectLog` keeps it: bytes, for many of them may be kept in scratch.
///
/// ```
/// line in its block (4, little-endian)  reason (1)  column + 1, or 0 (1)  length of the text (1)  the text
/// ```
struct PackedReject {
  private static let headerBytes = 7
  private static let mostTextBytes = 255

  /// Lines of the block before the record's first.
  let line: UInt32
  let reason: RejectReason
  let column: EventColumn?
  let text: String
  /// The first byte, and the one behind the last.
  let range: Range<Int>

  /// Appends a row.
  static func write(_ reject: BlockReject, to bytes: inout [UInt8]) {
    let text = Array(reject.text.utf8.prefix(mostTextBytes))
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: reject.line >> shift)) }
    bytes += [reject.reason.rawValue, UInt8((reject.column?.rawValue ?? -1) + 1), UInt8(text.count)]
    bytes += text
  }

  /// Reads the row that starts at an offset.
  init(reading bytes: [UInt8], at offset: Int) {
    let end = offset + Self.headerBytes + Int(bytes[offset + 6])
    line = (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
    reason = RejectReason(rawValue: bytes[offset + 4]) ?? .badEncoding
    column = EventColumn(rawValue: Int(bytes[offset + 5]) - 1)
    text = String(decoding: bytes[(offset + Self.headerBytes)..<end], as: UTF8.self)
    range = offset..<end
  }

  /// The same rows in the order of their lines.
  static func sortedByLine(_ bytes: [UInt8]) -> [UInt8] {
    var rows: [PackedReject] = []
    while case let next = rows.last?.range.upperBound ?? 0, next < bytes.count {
      rows.append(PackedReject(reading: bytes, at: next))
    }
    return rows.sorted { $0.line < $1.line }.flatMap { bytes[$0.range] }
  }
}
