/// The fields of a block's records by pointers, for as long as the scan and the block are neither changed nor gone.
///
/// Trusts what the scan found: asks of no place whether it is one, which cost 3 ns a field.
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

  /// A field, trimmed. Not of field 0 where quotes do not say where it starts.
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
  /// Calls `body` with the places of the fields in `bytes`, which were scanned last.
  @inline(__always)
  func withPointers(to bytes: Span<UInt8>, orElse nothing: Int, _ body: (FieldPlaces) -> Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { b in
      unsafe starts.withUnsafeBufferPointer { s in
        unsafe stops.withUnsafeBufferPointer { t in
          unsafe ends.withUnsafeBufferPointer { e in
            unsafe recordEnds.withUnsafeBufferPointer { r in
              guard let base = b.baseAddress, let ends = e.baseAddress, let recordEnds = r.baseAddress else { return nothing }
              // Without quotes in any block so far there are none; then the ends stand in for what is not asked.
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
