/// Bytes that are put together and handed on in pieces, so that writing one is a store and no more.
///
/// Whoever appends has asked for room before: `hasRoom` is for whole rows, which are never longer than `rowBytes`.
@safe struct TextBuffer: ~Copyable {
  private let bytes: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private(set) var count = 0

  /// More than the longest row: names are of the catalogue, numbers have 20 digits at most.
  static let rowBytes = 4096

  init(capacity: Int) {
    precondition(capacity > TextBuffer.rowBytes, "a buffer holds a row")
    self.capacity = capacity
    unsafe bytes = .allocate(capacity: capacity)
  }

  deinit { unsafe bytes.deallocate() }

  var hasRoom: Bool { capacity - count >= TextBuffer.rowBytes }

  mutating func clear() { count = 0 }

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    unsafe bytes[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func put(_ text: StaticString) {
    unsafe (bytes + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  /// Bytes of a table of labels.
  @inline(__always)
  mutating func put(_ label: Int, of labels: borrowing LabelBytes) {
    let range = labels.range(label)
    unsafe labels.withBytes { source in
      guard let base = source.baseAddress else { return }
      unsafe (bytes + count).update(from: base + range.lowerBound, count: range.count)
    }
    count += range.count
  }

  /// Decimal digits of a number that is not below 0.
  @inline(__always)
  mutating func put(number: Int) {
    var rest = UInt64(number)
    var digits = 1
    var bound: UInt64 = 10
    while rest >= bound, digits < 19 {
      digits += 1
      bound &*= 10
    }
    for place in stride(from: digits - 1, through: 0, by: -1) {
      unsafe bytes[count + place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += digits
  }

  /// Two decimal digits.
  @inline(__always)
  mutating func put(pair: Int) {
    put(0x30 + UInt8(truncatingIfNeeded: pair / 10))
    put(0x30 + UInt8(truncatingIfNeeded: pair % 10))
  }

  /// The lower `digits` hexadecimal digits of a number.
  @inline(__always)
  mutating func put(hexadecimal number: UInt64, digits: Int) {
    for place in stride(from: (digits - 1) * 4, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(place) & 15)
      put(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }

  /// Lends the bytes so far.
  borrowing func withBytes<E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> Void) throws(E) {
    try unsafe body(UnsafeRawBufferPointer(start: bytes, count: count))
  }
}

/// Texts behind each other, by number: one block of memory, so that to copy one counts no references.
@safe struct LabelBytes: ~Copyable, Sendable {
  private let bytes: [UInt8]
  private let ends: [Int]

  init(_ labels: [[UInt8]]) {
    bytes = labels.flatMap { $0 }
    var end = 0
    ends =
      [0]
      + labels.map { label in
        end += label.count
        return end
      }
  }

  @inline(__always)
  func range(_ label: Int) -> Range<Int> { ends[label]..<ends[label + 1] }

  @inline(__always)
  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) { unsafe bytes.withUnsafeBufferPointer { unsafe body($0) } }
}
