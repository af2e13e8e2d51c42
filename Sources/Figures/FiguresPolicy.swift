/// The tuning numbers of figures.
package enum FiguresPolicy {
  /// Remainders of one channel and campaign's credits that are sorted, 256 KiB; counting more by value takes 4 MiB at most.
  static let listedRemainders = 64 << 10
  /// Conversions and ratios have six decimals (SPEC section 5).
  package static let ratioDecimals = 6
  static let ratioScale: Int128 = 1_000_000
}
