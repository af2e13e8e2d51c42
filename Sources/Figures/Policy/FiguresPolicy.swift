/// The tuning numbers of figures.
package enum FiguresPolicy {
  /// The most remainders of one channel and campaign's credits that are sorted, 256 KiB. More are counted by value, in 4 MiB
  /// at most.
  static let listedRemainders = 64 << 10
  /// Rows that go to the writers of a table together, and bytes of their texts: some 30 KiB of cells stay in the first cache,
  /// and a call per 64 rows costs nothing.
  static let blockRows = 64, blockBytes = 64 << 10
  /// Decimals of conversions and ratios (Specification, section 5).
  package static let ratioDecimals = 6
  /// One, in units of the last of these decimals.
  static let ratioScale: Int128 = 1_000_000
}
