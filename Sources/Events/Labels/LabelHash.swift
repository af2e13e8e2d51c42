import CHash
import CScan
import Glibc

/// How the texts of a label are hashed and compared.
///
/// Clever because every row passes here: a text of up to `room` bytes is hashed and compared by whole vectors, without a loop and
/// without a branch on its length, by reading `room` bytes from its first on, whatever its length. So a text near its block's end,
/// or a longer one, takes the slow way, which must give the same hash. `LabelTable` (spans, any text) and `KnownLabels` (pointers,
/// short texts alone) look into one table: what changes here changes for both, and nowhere else.
enum LabelHash {
  /// Bytes that are read from a short text's first on.
  static let room = chash_short_room

  /// The hash of trimmed fields of a block. O(their bytes). Seeds of the three differ, so that a channel is no campaign.
  @inline(__always)
  static func of(
    _ bytes: Span<UInt8>, _ event: Range<Int>, _ channel: Range<Int>, _ campaign: Range<Int>, _ seed: UInt64
  ) -> UInt64 {
    hash(bytes, event, seed) ^ hash(bytes, channel, seed &* 3) ^ hash(bytes, campaign, seed &* 5)
  }

  /// The same of short texts, each with `room` bytes to read.
  @inline(__always)
  static func short(
    _ event: UnsafePointer<UInt8>, _ eventCount: Int, _ channel: UnsafePointer<UInt8>, _ channelCount: Int,
    _ campaign: UnsafePointer<UInt8>, _ campaignCount: Int, _ seed: UInt64
  ) -> UInt64 {
    unsafe chash_short(event, eventCount, seed) ^ chash_short(channel, channelCount, seed &* 3)
      ^ chash_short(campaign, campaignCount, seed &* 5)
  }

  @inline(__always)
  private static func hash(_ bytes: Span<UInt8>, _ field: Range<Int>, _ seed: UInt64) -> UInt64 {
    unsafe bytes.withUnsafeBufferPointer { b in
      guard let base = b.baseAddress else { return 0 }
      if field.count <= room, field.lowerBound + room <= b.count {
        return unsafe chash_short(base + field.lowerBound, field.count, seed)
      }
      precondition(field.upperBound <= b.count)
      return unsafe hashAtLeisure(UnsafeBufferPointer(rebasing: b[field]), seed)
    }
  }

  /// The same of a long field, and of one near the end of its block.
  @inline(never)
  private static func hashAtLeisure(_ field: UnsafeBufferPointer<UInt8>, _ seed: UInt64) -> UInt64 {
    if field.count > room { return unsafe chash_bytes64(field.baseAddress, field.count, seed) }
    var copy = unsafe Array(field)
    copy.append(contentsOf: repeatElement(0, count: room - field.count))
    return unsafe copy.withUnsafeBufferPointer { unsafe chash_short($0.baseAddress, field.count, seed) }
  }

  /// Whether a text of the table, from `at` on, is that of a field.
  @inline(__always)
  static func matches(_ records: Span<UInt8>, _ at: Int, _ bytes: Span<UInt8>, _ field: Range<Int>) -> Bool {
    if field.isEmpty { return true }
    return unsafe records.withUnsafeBufferPointer { known in
      unsafe bytes.withUnsafeBufferPointer { fields in
        guard let k = known.baseAddress, let f = fields.baseAddress else { return false }
        if field.count <= room, field.lowerBound + room <= fields.count, at + room <= known.count {
          return unsafe cscan_same(k + at, f + field.lowerBound, field.count) != 0
        }
        precondition(field.upperBound <= fields.count && at + field.count <= known.count)
        return unsafe memcmp(k + at, f + field.lowerBound, field.count) == 0
      }
    }
  }
}
