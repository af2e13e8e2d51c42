/// The fields of a block's records, reached by pointers. The pointers are valid while the scan and the block live unchanged.
///
/// Clever because every field of a plain row is found here. There are no bounds checks, which cost 3 ns a field: offsets come from
/// `FieldScan` and are trusted. `withPointers` is the only way in, so the pointers cannot outlive what they point to. The slow twins
/// are `FieldScan.fields(ofRecord:)` and `field(_:)`. Both know the layout of `ends`, `starts`, `stops` and `recordEnds`, so both
/// change together.
@safe struct FieldPlaces {
  let bytes: UnsafePointer<UInt8>
  let byteCount: Int
  private let starts, stops, ends, recordEnds: UnsafePointer<UInt32>
  private let isPlaced: Bool

  init(
    unsafeBytes bytes: UnsafePointer<UInt8>, byteCount: Int, starts: UnsafePointer<UInt32>, stops: UnsafePointer<UInt32>,
    ends: UnsafePointer<UInt32>, recordEnds: UnsafePointer<UInt32>, isPlaced: Bool
  ) {
    unsafe self.bytes = unsafe bytes
    self.byteCount = byteCount
    unsafe self.starts = unsafe starts
    unsafe self.stops = unsafe stops
    unsafe self.ends = unsafe ends
    unsafe self.recordEnds = unsafe recordEnds
    self.isPlaced = isPlaced
  }

  /// The numbers of a record's fields.
  @inline(__always)
  func fields(ofRecord r: Int) -> ClosedRange<Int> {
    unsafe ClosedRange(uncheckedBounds: (r == 0 ? 0 : Int(recordEnds[r - 1]) + 1, Int(recordEnds[r])))
  }

  /// A field, trimmed. Field 0 may be read only if `isPlaced`: no earlier end marks its start.
  @inline(__always)
  func field(_ f: Int) -> Range<Int> {
    let low = unsafe isPlaced ? Int(starts[f]) : Int(ends[f - 1]) + 1
    let high = unsafe isPlaced ? Int(stops[f]) : Int(ends[f])
    if unsafe low < high && (bytes[low] <= 0x20 || bytes[high - 1] <= 0x20) { return trimmed(low, high) }
    return unsafe Range(uncheckedBounds: (low, high))
  }

  @inline(never)
  private func trimmed(_ start: Int, _ end: Int) -> Range<Int> {
    var low = start, high = end
    while low < high, unsafe bytes[low] <= 0x20 { low += 1 }
    while low < high, unsafe bytes[high - 1] <= 0x20 { high -= 1 }
    return low..<high
  }
}

extension FieldScan {
  /// Calls `body` with the fields of `bytes`, which were scanned last.
  @inline(__always)
  func withPointers(to bytes: Span<UInt8>, orElse nothing: Int, _ body: (FieldPlaces) -> Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { b in
      unsafe starts.withUnsafeBufferPointer { s in
        unsafe stops.withUnsafeBufferPointer { t in
          unsafe ends.withUnsafeBufferPointer { e in
            unsafe recordEnds.withUnsafeBufferPointer { r in
              guard let base = b.baseAddress, let ends = e.baseAddress, let recordEnds = r.baseAddress else { return nothing }
              // No block so far had quotes, so there are no starts and stops. They are not read; the ends are passed instead.
              let starts = unsafe s.baseAddress ?? ends, stops = unsafe t.baseAddress ?? ends
              return unsafe body(
                FieldPlaces(
                  unsafeBytes: base, byteCount: b.count, starts: starts, stops: stops, ends: ends, recordEnds: recordEnds,
                  isPlaced: isPlaced))
            }
          }
        }
      }
    }
  }
}
