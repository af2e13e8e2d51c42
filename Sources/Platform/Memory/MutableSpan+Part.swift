extension MutableSpan where Element == UInt8 {
  /// A part of the bytes, to be filled by somebody else.
  @_lifetime(&self)
  package mutating func part(_ range: Range<Int>) -> MutableSpan<UInt8> { _mutatingExtracting(range) }

  /// Writes bytes over those from `start` on.
  package mutating func write(_ bytes: ArraySlice<UInt8>, at start: Int) {
    precondition(start >= 0 && start + bytes.count <= count)
    unsafe withUnsafeMutableBytes { unsafe $0[start..<(start + bytes.count)].copyBytes(from: bytes) }
  }
}
